import { fromBytes } from '../base/bytes.ts';

/*
 * Graphviz without fonts knows the widths of ASCII and of little else. For labels with other characters we say ourselves how much
 * room they need, in ems of the font size, on the generous side.
 */

/** The least width in inches of a node whose label is not plain ASCII; undefined otherwise. Round nodes need √2 times the text. */
export function leastWidth(lines: readonly string[], options: { readonly round: boolean }): number | undefined {
  if (lines.every(isAscii)) return undefined;
  const ems = Math.max(...lines.flatMap(line => fromBytes(line).split('\n')).map(widthInEms));
  const inches = (ems * 12) / 72;
  return Number(((inches + 0.24) * (options.round ? Math.SQRT2 : 1)).toFixed(2));
}

/** A label of a box, padded with spaces on both sides by what Graphviz would be short of. */
export function padLabel(line: string): string {
  if (isAscii(line)) return line;
  const missing = [...fromBytes(line)]
    .filter(character => character > '\x7f')
    .map(character => widthInEms(character) - 0.5);
  const spaces = ' '.repeat(Math.ceil(missing.reduce((sum, ems) => sum + Math.max(0, ems), 0) / 0.318 / 2));
  return `${spaces}${line}${spaces}`;
}

function widthInEms(text: string): number {
  let ems = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    // Sans-serif ASCII averages 0.6 em; capitals and `@` reach 1. Pictographs are the widest.
    ems += code < 0x80 ? (/[a-z0-9 ]/.test(character) ? 0.64 : 0.9) : code < 0x250 ? 0.85 : code < 0x1f000 ? 1.1 : 1.5;
  }
  return ems;
}

function isAscii(text: string): boolean {
  return !/[\x80-\xff]/.test(text);
}
