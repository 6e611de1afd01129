/** A text as a quoted string of HCL: whatever is in it, it is that text, and nothing is filled in. */
export function quoteHcl(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped
  const escaped = text.replace(/[\x00-\x1f\x7f"\\]/g, character => {
    const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' }[character];
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped.replace(/[$%]\{/g, opening => `${opening[0]}${opening}`)}"`;
}
