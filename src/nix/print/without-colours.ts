const introducer = '\x1b';
const colours = new RegExp(`${introducer}\\[[0-9;]*[A-Za-z]`, 'g');

/**
 * A message without the escape sequences that steer the colours of a terminal, as nixpkgs writes them: nobody wants to
 * read them, and Nix does not show them either. Other control characters stay. O(length).
 * @example withoutColours('\x1b[1;31mwarning:\x1b[0m old') // 'warning: old'
 */
export function withoutColours(text: string): string {
  return text.includes(introducer) ? text.replace(colours, '') : text;
}
