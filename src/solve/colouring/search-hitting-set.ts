/**
 * Looks for smaller and smaller sets of colours that hit every row: local search with weights on rows.
 *
 * Problem    Minimum hitting set (set cover with unit costs).
 * Input      Rows of colours, to which more may be added; colours to begin with; a seed.
 * Result     `advance` says whether the present set hits all rows; `shrink` takes one colour away and goes on.
 * Guarantee  None; the same seed and the same number of steps give the same set.
 * Time       O(colours + rows of a colour · length) a step. Space O(rows).
 * Source     C. Gao, T. Weise, J. Li, A weighting-based local search heuristic algorithm for the set covering problem,
 *            IEEE CEC 2014; Gao, Yao, Weise, Li, An efficient local search heuristic with row weighting for the unicost
 *            set covering problem, European Journal of Operational Research 246, 2015: take the colour away that costs
 *            the least weight, add the best colour of a random row that is not hit, make such rows heavier.
 * Ties       The colour that was moved longest ago, then the lowest number; rows by the seeded generator.
 * Letters    score → `#score`; timestamp → `#moved`; canAddToSolution → `#mayAdd`.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { RandomNumbers } from '../random-numbers.ts';
import type { CoverRows } from './cover-rows.ts';

export class HittingSetSearch {
  /** A 1 for each colour in the set. */
  readonly used: Uint8Array;
  readonly #rows: CoverRows;
  readonly #random: RandomNumbers;
  /** For each row how many of its colours are in the set, and its weight. */
  readonly #hits: number[] = [];
  readonly #weight: number[] = [];
  /** What a colour outside would newly hit, in weight; for one inside, less what only it hits. */
  readonly #score: Float64Array;
  readonly #moved: Float64Array;
  readonly #mayAdd: Uint8Array;
  /** Rows that are not hit, and the place of each among them or -1. */
  readonly #missed: number[] = [];
  readonly #placeOf: number[] = [];
  #step = 0;
  #size = 0;
  #last = -1;

  constructor(rows: CoverRows, start: Uint8Array, seed: number) {
    this.#rows = rows;
    this.#random = new RandomNumbers(seed);
    this.used = new Uint8Array(rows.colourCount);
    this.#score = new Float64Array(rows.colourCount);
    this.#moved = new Float64Array(rows.colourCount);
    this.#mayAdd = new Uint8Array(rows.colourCount).fill(1);
    this.learn();
    this.restart(start);
  }

  get size(): number {
    return this.#size;
  }

  /** Takes another set; the weights stay. */
  restart(start: Uint8Array): void {
    for (let c = 0; c < start.length; c++) if (start[c] !== this.used[c]) this.#flip(c);
  }

  /** Takes note of rows that were added. */
  learn(): void {
    for (let r = this.#hits.length; r < this.#rows.rows.length; r++) {
      const row = this.#rows.rows[r]!;
      const hits = row.reduce((count, c) => count + this.used[c]!, 0);
      this.#hits.push(hits);
      this.#weight.push(1);
      this.#placeOf.push(-1);
      if (hits === 0) {
        this.#miss(r);
        for (const c of row) this.#score[c]!++;
      } else if (hits === 1) {
        for (const c of row) if (this.used[c] === 1) this.#score[c]!--;
      }
    }
  }

  /** Takes the colour away that is missed least. */
  shrink(): void {
    const colour = this.#leastMissed(false);
    if (colour >= 0) this.#flip(colour);
  }

  /** Exchanges colours for about that many elementary steps; true as soon as all rows are hit. */
  advance(steps: number): boolean {
    let left = steps;
    while (this.#missed.length > 0 && left > 0) {
      this.#step++;
      const out = this.#leastMissed(true);
      if (out >= 0) left -= this.#flip(out);
      const row = this.#rows.rows[this.#missed[this.#random.below(this.#missed.length)]!]!;
      const into = this.#mostWanted(row);
      left -= this.#flip(into);
      this.#last = into;
      for (const r of this.#missed) {
        this.#weight[r]!++;
        for (const c of this.#rows.rows[r]!) this.#score[c]!++;
      }
      left -= this.used.length + 4 * this.#missed.length;
    }
    return this.#missed.length === 0;
  }

  #leastMissed(isExchange: boolean): number {
    let best = -1;
    for (let c = 0; c < this.used.length; c++) {
      if (this.used[c] === 0 || (isExchange && c === this.#last)) continue;
      const gain = best < 0 ? 1 : this.#score[c]! - this.#score[best]!;
      if (gain > 0 || (gain === 0 && this.#moved[c]! < this.#moved[best]!)) best = c;
    }
    return best;
  }

  #mostWanted(row: Int32Array): number {
    let best = -1;
    for (let i = 0; i < row.length; i++) {
      const c = row[i]!;
      if (this.#mayAdd[c] === 0) continue;
      const gain = best < 0 ? 1 : this.#score[c]! - this.#score[best]!;
      if (gain > 0 || (gain === 0 && this.#moved[c]! < this.#moved[best]!)) best = c;
    }
    return best < 0 ? row[this.#random.below(row.length)]! : best;
  }

  /** Moves a colour in or out; returns the steps. A colour may come back once a colour of its rows has moved. */
  #flip(colour: number): number {
    const isIn = this.used[colour] === 1;
    let steps = 4;
    this.used[colour] = isIn ? 0 : 1;
    this.#size += isIn ? -1 : 1;
    this.#score[colour] = -this.#score[colour]!;
    this.#moved[colour] = this.#step;
    for (const r of this.#rows.rowsOf(colour)) {
      const row = this.#rows.rows[r]!;
      const weight = this.#weight[r]!;
      const hits = isIn ? --this.#hits[r]! : ++this.#hits[r]!;
      steps += 2 + row.length;
      const wasOrIsMissed = isIn ? hits === 0 : hits === 1;
      const onlyOther = isIn ? hits === 1 : hits === 2;
      for (let i = 0; i < row.length; i++) {
        const c = row[i]!;
        if (c === colour) continue;
        this.#mayAdd[c] = 1;
        if (wasOrIsMissed) this.#score[c]! += isIn ? weight : -weight;
        else if (onlyOther && this.used[c] === 1) this.#score[c]! += isIn ? -weight : weight;
      }
      if (isIn && hits === 0) this.#miss(r);
      if (!isIn && hits === 1) this.#unmiss(r);
    }
    if (isIn) this.#mayAdd[colour] = 0;
    return steps;
  }

  #miss(row: number): void {
    this.#placeOf[row] = this.#missed.push(row) - 1;
  }

  #unmiss(row: number): void {
    const place = this.#placeOf[row]!;
    const last = this.#missed.pop()!;
    this.#placeOf[row] = -1;
    if (last === row) return;
    this.#missed[place] = last;
    this.#placeOf[last] = place;
  }
}
