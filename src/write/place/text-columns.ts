import { fromBytes, toBytes } from '../../base/bytes.ts';
import { showControls } from '../../base/show-controls.ts';
import { textWidth } from '../../base/text-width.ts';

/** A cell of a table for a terminal, a byte string. */
export interface Cell {
  readonly text: string;
  /** Numbers stand right. */
  readonly right?: boolean;
  /** How the padded text looks. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** Columns of a terminal that a byte string takes. */
export function lengthOf(bytes: string): number {
  return textWidth(fromBytes(bytes));
}

/** A text of at most so many columns: of a longer one the middle is left out. */
export function shorten(bytes: string, most: number): string {
  const text = fromBytes(showControls(bytes));
  if (textWidth(text) <= most) return toBytes(text);
  const characters = [...text];
  const head = takeColumns(characters, Math.ceil((most - 1) / 2));
  const tail = takeColumns(characters.toReversed(), Math.floor((most - 1) / 2));
  return toBytes(`${head.join('')}…${tail.toReversed().join('')}`);
}

/** As many of the first characters as fit. */
function takeColumns(characters: readonly string[], most: number): readonly string[] {
  let end = 0;
  for (let used = 0; end < characters.length; end++) {
    used += textWidth(characters[end] ?? '');
    if (used > most) break;
  }
  return characters.slice(0, end);
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
