/**
 * Rows: sets of colours of which every colouring uses at least one. The candidate list of a vertex is such a set, and
 * so is what a failed try teaches: vertices that cannot be coloured with the colours in use need one more of their own.
 *
 * Problem    The colours of a list colouring hit every row: a hitting set (a set cover with unit costs).
 * Input      Lists of colours, how many colours there are.
 * Result     The different lists without those that contain another one, and the rows of each colour.
 * Time       O(lists) to tell equal ones apart; O(lists · rows of a colour) to find the larger ones. Space O(lists).
 * Ties       Rows in the order of their first vertex.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { CandidateLists } from './colouring.ts';

/** Work beyond which larger lists stay: they do no harm. */
const mostComparisons = 50_000_000;

export class CoverRows {
  readonly colourCount: number;
  readonly #rows: Int32Array[] = [];
  readonly #rowsOf: number[][];

  constructor(colourCount: number, rows: Iterable<Int32Array> = []) {
    this.colourCount = colourCount;
    this.#rowsOf = Array.from({ length: colourCount }, () => []);
    for (const row of rows) this.add(row);
  }

  get rows(): readonly Int32Array[] {
    return this.#rows;
  }

  /** The numbers of the rows that hold a colour. */
  rowsOf(colour: number): readonly number[] {
    return this.#rowsOf[colour] ?? [];
  }

  /** Adds a row of different colours and returns its number. */
  add(row: Int32Array): number {
    for (const colour of row) this.#rowsOf[colour]!.push(this.#rows.length);
    return this.#rows.push(row) - 1;
  }
}

/** The different lists, without those that contain another. */
export function readRows(lists: CandidateLists, colourCount: number): CoverRows {
  const different = new CoverRows(colourCount, listDifferent(lists));
  const byLength = [...different.rows.keys()].sort(
    (a, b) => different.rows[a]!.length - different.rows[b]!.length || a - b,
  );
  const larger = new Uint8Array(different.rows.length);
  let comparisons = 0;
  for (const small of byLength) {
    if (larger[small] === 1) continue;
    const row = different.rows[small]!;
    const rarest = row.reduce((a, b) => (different.rowsOf(b).length < different.rowsOf(a).length ? b : a));
    comparisons += different.rowsOf(rarest).length * row.length;
    if (comparisons > mostComparisons) break;
    for (const other of different.rowsOf(rarest)) {
      const wide = different.rows[other]!;
      if (wide.length > row.length && isSubset(row, wide)) larger[other] = 1;
    }
  }
  return new CoverRows(
    colourCount,
    different.rows.filter((_, r) => larger[r] === 0),
  );
}

/** Lists that differ, told apart by a hash first: written out as text, long ones would fill the memory. */
function listDifferent({ offsets, colours }: CandidateLists): Int32Array[] {
  const byHash = new Map<number, Int32Array[]>();
  const different: Int32Array[] = [];
  for (let v = 0; v + 1 < offsets.length; v++) {
    const list = colours.subarray(offsets[v], offsets[v + 1]);
    let hash = 0;
    for (const colour of list) hash = Math.imul(hash ^ colour, 0x9e3779b1) + 1;
    const alike = byHash.get(hash) ?? [];
    if (alike.some(other => other.length === list.length && isSubset(list, other))) continue;
    byHash.set(hash, [...alike, list]);
    different.push(list);
  }
  return different;
}

/** Of ascending lists. */
function isSubset(small: Int32Array, wide: Int32Array): boolean {
  let at = 0;
  for (const colour of small) {
    while (at < wide.length && wide[at]! < colour) at++;
    if (wide[at++] !== colour) return false;
  }
  return true;
}
