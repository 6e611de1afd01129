/**
 * What went wrong in a library: an error, or an object with a message that is none (WebAssembly that exits throws
 * such), or anything.
 */
export function describeFailure(error: unknown): string {
  const parts = typeof error === 'object' && error !== null ? (error as { name?: unknown; message?: unknown }) : {};
  const texts = [parts.name, parts.message].filter(part => typeof part === 'string' && part !== '');
  return texts.length > 0 ? texts.join(': ') : typeof error === 'object' ? 'for an unknown reason' : String(error);
}
