/** A byte string as a Nix string literal that means the same, quotes included, escaped as `nix-instantiate --eval` prints it. */
export function escapeString(text: string): string {
  return `"${text.replace(/["\\\n\r\t]|\$(?=\{)/g, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default:
      return `\\${character}`;
  }
}

const keywords: ReadonlySet<string> = new Set([
  'assert',
  'else',
  'if',
  'in',
  'inherit',
  'let',
  'or',
  'rec',
  'then',
  'with',
]);

/** True for a name that can stand unquoted on the left of `=` in every Nix. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) && !keywords.has(name);
}
