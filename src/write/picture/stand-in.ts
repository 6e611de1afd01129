import { fromBytes } from '../../base/bytes.ts';
import { displayText } from '../display-text.ts';

/*
 * Graphviz without fonts knows the widths of ASCII and of little else. So for our own pictures a label with other
 * characters is replaced by letters that take as much room; once everything is in place, `finishSvg` puts the words
 * back.
 */

/** The lines that a label shows, and whether Graphviz can measure them. */
export function shownLines(label: readonly string[]): {
  readonly lines: readonly string[];
  readonly measurable: boolean;
} {
  const lines = label.flatMap(line => displayText(line).split('\n'));
  return { lines, measurable: lines.every(line => !/[\x80-\xff]/.test(line)) };
}

/** A label with stand-ins for its lines where Graphviz could not measure one of them. */
export function standInFor(label: readonly string[]): readonly string[] {
  const { lines, measurable } = shownLines(label);
  return measurable ? label : lines.map(line => 'M'.repeat(Math.max(1, Math.ceil(widthInEms(line) / widthOfM))));
}

/** In ems, as in the typeface of the pictures. */
const widthOfM = 0.863;

/** How wide a text can become, in ems, on the generous side: no typeface has all characters. */
export function widthInEms(text: string): number {
  let ems = 0;
  for (const character of fromBytes(text)) {
    const code = character.codePointAt(0) as number;
    // Sans-serif letters average 0.6 em; capitals and `@` reach 1. Pictographs are the widest.
    ems += code < 0x80 ? (/[a-z0-9 ]/.test(character) ? 0.64 : 0.9) : code < 0x250 ? 0.85 : code < 0x1f000 ? 1.1 : 1.5;
  }
  return ems;
}
