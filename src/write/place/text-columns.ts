import { fromBytes, toBytes } from '../../base/bytes.ts';
import { showControls } from '../../base/show-controls.ts';

/** A cell of a table for a terminal, a byte string. */
export interface Cell {
  readonly text: string;
  /** Numbers stand right. */
  readonly right?: boolean;
  /** How the padded text looks. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** Characters of a byte string. */
export function lengthOf(bytes: string): number {
  return [...fromBytes(bytes)].length;
}

/** A text of at most so many characters: of a longer one the middle is left out. */
export function shorten(bytes: string, most: number): string {
  const characters = [...fromBytes(showControls(bytes))];
  if (characters.length <= most) return toBytes(characters.join(''));
  const head = Math.ceil((most - 1) / 2);
  return toBytes(`${characters.slice(0, head).join('')}…${characters.slice(head + 1 - most).join('')}`);
}

/** Lines with aligned columns, some blanks between them. Blanks at the ends of lines are left out. */
export function alignColumns(rows: readonly (readonly Cell[])[], gap = 2): readonly string[] {
  const widths: number[] = [];
  for (const cells of rows) {
    for (const [i, { text }] of cells.entries()) widths[i] = Math.max(widths[i] ?? 0, lengthOf(text));
  }
  return rows.map(cells => {
    const last = cells.length - 1;
    const padded = cells.map(({ text, right = false, paint = one => one }, i) => {
      const blanks = ' '.repeat((widths[i] ?? 0) - lengthOf(text));
      return right ? blanks + paint(text) : paint(text) + (i === last ? '' : blanks);
    });
    return padded.join(' '.repeat(gap)).trimEnd();
  });
}
