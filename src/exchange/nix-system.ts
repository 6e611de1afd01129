import type { ImportedData } from './imported-models.ts';

const processors: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'x86_64'],
  ['amd64', 'x86_64'],
  ['aarch64', 'aarch64'],
  ['arm64', 'aarch64'],
  ['armv7l', 'armv7l'],
]);

/** The `system` of a machine, as Nix calls it, by what others call kernel and processor; undefined for other ones. */
export function nixSystem(kernel: ImportedData | undefined, processor: ImportedData | undefined): string | undefined {
  const known = processors.get(String(processor));
  return known === undefined || kernel !== 'linux' ? undefined : `${known}-linux`;
}
