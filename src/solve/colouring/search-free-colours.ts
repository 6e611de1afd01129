/**
 * Can so many colours be left free that no row is free as a whole? Then the others are a hitting set. An exhaustive
 * search.
 *
 * Problem    Maximum independent set in a hypergraph, to count; and as a decision, with a judge of what is found.
 * Input      Rows of colours; how many colours may be used.
 * Result     `count`: how many colours hit all rows. `decide`: 'found' once the judge accepts a set of free colours,
 *            'impossible' when none is left, 'unknown' when the steps are used up or the judge could not say.
 * Guarantee  Exact when it ends; before that `bound` holds.
 * Time       Exponential at worst, bounded by the steps. Space O(rows + colours² / 8 · depth) bytes.
 * Source     P. R. J. Östergård, A fast algorithm for the maximum clique problem, Discrete Applied Mathematics 120,
 *            2002 (how many of the first i places can be free bounds what the first i can add), and the greedy
 *            partition of E. Tomita, T. Seki (2003), carried over to rows: once all but two colours of a row are free,
 *            the two exclude each other, and of a set whose members all exclude each other one can be free.
 * Deviation  Rows may be added on the way: what the judge says of a set that it refuses.
 * Ties       The most wanted colours get the low places, then low numbers; the highest place is tried first.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Budget } from '../budget.ts';
import { countBits } from './count-bits.ts';
import type { CoverRows } from './cover-rows.ts';
import { WaitingRows } from './waiting-rows.ts';

/** Says of a set of free colours whether the others suffice; if not, a part of the set of which one must be used. */
export type Judge = (free: readonly number[]) => 'accepted' | 'unknown' | Int32Array;

interface Level {
  /** `words` words for each place: those that it excludes. */
  readonly excludes: Int32Array;
  readonly open: Int32Array;
  /** How many of the rows this level has seen: rows are added on the way. */
  known: number;
}

/** Steps between two looks at the budget. */
const turn = 1_000_000;

/** What the judge of a count says: every set will do. */
const acceptAll: Judge = () => 'accepted';

export class FreeColourSearch {
  readonly #rows: CoverRows;
  readonly #words: number;
  /** Place → colour, and back. */
  readonly #order: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #levels: Level[] = [];
  readonly #free: number[] = [];
  readonly #waiting: WaitingRows;
  /** How many of the first i places can be free; beyond what is known, one more for each place. */
  readonly #most: Int32Array;
  #known = 0;
  #judge = acceptAll;
  #wanted = 0;
  #left = 0;
  #undecided = false;
  readonly #budget: Budget | undefined;
  /** The steps that were left at the last look at the budget. */
  #counted = 0;

  /** `colours`: all that some vertex may take, in a row or not. The budget, if any, is told of the work. */
  constructor(rows: CoverRows, colours: Int32Array, budget?: Budget) {
    this.#budget = budget;
    this.#rows = rows;
    const wanted = (c: number): number => rows.rowsOf(c).length;
    this.#order = colours.slice().sort((a, b) => wanted(b) - wanted(a) || a - b);
    this.#words = (this.#order.length + 31) >> 5;
    this.#most = Int32Array.from({ length: this.#order.length + 1 }, (_, i) => i);
    this.#placeOf = new Int32Array(rows.colourCount).fill(-1);
    this.#order.forEach((c, place) => {
      this.#placeOf[c] = place;
    });
    this.#waiting = new WaitingRows(this.#order.length);
  }

  /** Steps that the last search left. */
  get stepsLeft(): number {
    return Math.max(0, this.#left);
  }

  /** So many colours hit all rows at least; exact once `count` has ended. */
  get bound(): number {
    return this.#known - this.#most[this.#known]!;
  }

  /** Finds how many of the first places can be free, one place more after another; whether that ended in time. */
  count(steps: number): boolean {
    this.#left = this.#counted = steps;
    this.#judge = acceptAll;
    for (; this.#known < this.#order.length; this.#known++) {
      const place = this.#known;
      const most = this.#most[place]!;
      this.#wanted = most + 1;
      const root = this.#begin(place + 1);
      const isOpen = (root.open[place >> 5]! & (1 << (place & 31))) !== 0;
      const found = isOpen && this.#tryFree(root, place, 0);
      if (this.#left <= 0 && !found) return false;
      this.#most[place + 1] = most + (found ? 1 : 0);
      for (let i = place + 2; i < this.#most.length; i++) this.#most[i] = this.#most[i - 1]! + 1;
    }
    return true;
  }

  /** Whether at most `limit` colours hit all rows and suffice in the eyes of the judge. */
  decide(limit: number, judge: Judge, steps: number): 'found' | 'impossible' | 'unknown' {
    this.#wanted = Math.max(0, this.#order.length - limit);
    this.#left = this.#counted = steps;
    this.#judge = judge;
    this.#undecided = false;
    this.#begin(this.#order.length);
    if (this.#wanted === 0 ? this.#present() : this.#branch(0)) return 'found';
    return this.#left <= 0 || this.#undecided ? 'unknown' : 'impossible';
  }

  /** Opens the first places. */
  #begin(places: number): Level {
    this.#free.length = 0;
    this.#waiting.clear();
    const root = this.#levelAt(0);
    root.excludes.fill(0);
    root.open.fill(0);
    for (let place = 0; place < places; place++) root.open[place >> 5]! |= 1 << (place & 31);
    root.known = 0;
    this.#learn(root);
    return root;
  }

  /** Tries each open place of the level as the next free one, from the highest down. */
  #branch(depth: number): boolean {
    const level = this.#levelAt(depth);
    const missing = this.#wanted - depth;
    if (this.#counted - this.#left >= turn) this.#look();
    const { places, classes } = this.#partition(level.open, level.excludes);
    for (let i = places.length - 1; i >= 0; i--) {
      const place = places[i]!;
      if (this.#left <= 0 || classes[i]! < missing || this.#most[place + 1]! < missing) return false;
      // A row learned meanwhile may have closed it.
      if ((level.open[place >> 5]! & (1 << (place & 31))) === 0) continue;
      if (this.#tryFree(level, place, depth)) return true;
      level.open[place >> 5]! &= ~(1 << (place & 31));
      if (level.known < this.#rows.rows.length) this.#learn(level);
    }
    return false;
  }

  /** Tells the budget of the work since the last look; where it is spent, no steps are left. */
  #look(): void {
    this.#budget?.spend(this.#counted - this.#left);
    if (this.#budget?.isSpent()) this.#left = 0;
    this.#counted = this.#left;
  }

  #tryFree(level: Level, place: number, depth: number): boolean {
    this.#free.push(this.#order[place]!);
    const mark = this.#waiting.mark();
    const accepted = depth + 1 === this.#wanted ? this.#present() : this.#descend(level, place, depth);
    this.#waiting.undo(mark);
    this.#free.pop();
    return accepted;
  }

  #present(): boolean {
    const verdict = this.#judge(this.#free);
    if (verdict === 'accepted') return true;
    if (verdict === 'unknown') this.#undecided = true;
    else this.#rows.add(verdict);
    return false;
  }

  /** The level below, with `place` free: what it excludes is closed, and rows with two colours left exclude more. */
  #descend(level: Level, place: number, depth: number): boolean {
    const words = this.#words;
    const below = this.#levelAt(depth + 1);
    let size = 0;
    for (let w = 0; w < words; w++) {
      const lower = w < place >> 5 ? -1 : w === place >> 5 ? (1 << (place & 31)) - 1 : 0;
      below.open[w] = level.open[w]! & ~level.excludes[place * words + w]! & lower;
      size += countBits(below.open[w]!);
    }
    this.#left -= words;
    if (depth + 1 + size < this.#wanted) return false;
    below.excludes.set(level.excludes);
    below.known = level.known;
    this.#left -= this.#waiting.free(place, below.open, below.excludes) + below.excludes.length;
    return this.#branch(depth + 1);
  }

  /** Takes note of rows that were added since the level was made, less what is free by now. */
  #learn(level: Level): void {
    const free = new Set(this.#free);
    for (; level.known < this.#rows.rows.length; level.known++) {
      const row = this.#rows.rows[level.known]!;
      const places = this.#waiting.describe(level.known, () => row.map(colour => this.#placeOf[colour]!));
      let rest = 0;
      let isHit = false;
      for (const place of places) {
        if (free.has(this.#order[place]!)) continue;
        rest++;
        if ((level.open[place >> 5]! & (1 << (place & 31))) === 0) isHit = true;
      }
      if (isHit) continue;
      if (rest === 0) level.open.fill(0);
      else if (rest === 1) level.open[places[0]! >> 5]! &= ~(1 << (places[0]! & 31));
      else this.#waiting.wait(level.known, rest, level.open, level.excludes);
    }
  }

  /**
   * Open places, ascending, each put into the first class whose members it and they all exclude: of the places up to
   * the i-th at most `classes[i]` can be free.
   */
  #partition(open: Int32Array, excludes: Int32Array): { readonly places: number[]; readonly classes: number[] } {
    const words = this.#words;
    const places: number[] = [];
    const classes: number[] = [];
    /** `words` words for each class: what all its members exclude. */
    const common: number[] = [];
    let count = 0;
    for (let w = 0; w < words; w++) {
      for (let bits = open[w]!; bits !== 0; bits &= bits - 1) {
        const bit = bits & -bits;
        const row = (w * 32 + 31 - Math.clz32(bit)) * words;
        let k = 0;
        while (k < count && (common[k * words + w]! & bit) === 0) k++;
        for (let x = 0; x < words; x++) {
          common[k * words + x] = k === count ? excludes[row + x]! : common[k * words + x]! & excludes[row + x]!;
        }
        if (k === count) count++;
        this.#left -= k + words;
        places.push(row / words);
        classes.push(count);
      }
    }
    return { places, classes };
  }

  #levelAt(depth: number): Level {
    let level = this.#levels[depth];
    if (level === undefined) {
      const size = this.#order.length * this.#words;
      level = { excludes: new Int32Array(size), open: new Int32Array(this.#words), known: 0 };
      this.#levels[depth] = level;
    }
    return level;
  }
}
