/**
 * A growing set of whole numbers, kept as disjoint intervals that do not touch.
 *
 * Problem    Find the interval that a number lies in, and add numbers, while neighbours melt into one interval.
 * Method     Intervals lie in chunks of at most 512, so that an insertion moves little; both levels are searched by
 *            halving.
 * Time       n intervals: O(log n) to look one up, O(log n + 512) to add one; adding next to an interval's end, the
 *            usual case here, only moves that end.
 * Space      O(n).
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { lowerBound } from '../../base/search.ts';

/** The number of intervals at which a chunk is split in two. */
const chunkLimit = 512;

/** Whole numbers as disjoint intervals that do not touch, in ascending order. */
export class IntervalSet {
  /**
   * Parallel lists: interval i of chunk c goes from `#starts[c][i]` to `#ends[c][i]`, both inclusive. No chunk is
   * empty.
   */
  readonly #starts: number[][] = [];
  readonly #ends: number[][] = [];

  get isEmpty(): boolean {
    return this.#starts.length === 0;
  }

  /** Where the last interval ends that has a number in `from … to`; undefined when none has. */
  endOfOverlap(from: number, to: number): number | undefined {
    const chunk = lastNotAbove(this.#starts, to);
    if (chunk < 0) return undefined;
    const end = this.#ends[chunk]![lastOf(this.#starts[chunk]!, to)];
    return end !== undefined && end >= from ? end : undefined;
  }

  /** Where the first interval starts that does not start below `number`; infinite when none does. */
  startFrom(number: number): number {
    const chunk = lastNotAbove(this.#starts, number);
    const starts = this.#starts[Math.max(0, chunk)] ?? [];
    const i = lowerBound(starts, number);
    return starts[i] ?? this.#starts[chunk + 1]?.[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Adds the numbers `from … to`; some may be in the set already. */
  add(from: number, to: number): void {
    // The last interval that the new one can touch, then whatever else touches it, from right to left.
    let chunk = lastNotAbove(this.#starts, to + 1);
    let start = from;
    let end = to;
    while (chunk >= 0) {
      const starts = this.#starts[chunk]!;
      const ends = this.#ends[chunk]!;
      const i = lastOf(starts, to + 1);
      const iStart = starts[i]!;
      const iEnd = ends[i]!;
      if (iEnd < from - 1) break;
      if (iStart <= start) {
        ends[i] = Math.max(iEnd, end);
        return;
      }
      start = Math.min(start, iStart);
      end = Math.max(end, iEnd);
      this.#remove(chunk, i);
      chunk = lastNotAbove(this.#starts, to + 1);
    }
    this.#insert(start, end);
  }

  /** The intervals in ascending order. */
  *intervals(): IterableIterator<readonly [from: number, to: number]> {
    for (let chunk = 0; chunk < this.#starts.length; chunk++) {
      const starts = this.#starts[chunk]!;
      for (let i = 0; i < starts.length; i++) yield [starts[i]!, this.#ends[chunk]![i]!];
    }
  }

  #insert(start: number, end: number): void {
    const chunk = Math.max(0, lastNotAbove(this.#starts, start));
    const starts = this.#starts[chunk];
    const ends = this.#ends[chunk];
    if (starts === undefined || ends === undefined) {
      this.#starts.push([start]);
      this.#ends.push([end]);
      return;
    }
    const i = lastOf(starts, start) + 1;
    starts.splice(i, 0, start);
    ends.splice(i, 0, end);
    if (starts.length <= chunkLimit) return;
    this.#starts.splice(chunk + 1, 0, starts.splice(chunkLimit / 2));
    this.#ends.splice(chunk + 1, 0, ends.splice(chunkLimit / 2));
  }

  #remove(chunk: number, i: number): void {
    const starts = this.#starts[chunk]!;
    if (starts.length > 1) {
      starts.splice(i, 1);
      this.#ends[chunk]!.splice(i, 1);
    } else {
      this.#starts.splice(chunk, 1);
      this.#ends.splice(chunk, 1);
    }
  }
}

/** The index of the last chunk whose first start is not above `number`, or -1. */
function lastNotAbove(chunks: readonly (readonly number[])[], number: number): number {
  let low = -1;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle]![0]! <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The index of the last start that is not above `number`, or -1. */
function lastOf(starts: readonly number[], number: number): number {
  return lowerBound(starts, number + 1) - 1;
}
