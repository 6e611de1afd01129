/**
 * Whose turn it is: the order in which free ids are handed out to services that want them of the same pools and stand
 * in the same places.
 *
 * Rule       First the id whose numbers have rested longest (those that never were in use before all): of an id's
 *            numbers, and of the places, the latest release counts. Among those that have rested equally long, upwards
 *            from the last assignment, and then from the start of the pool.
 * Guarantee  An id is handed out again only when every other id is taken, or was released no earlier.
 * Time       Amortised O(log n) an id for n intervals taken, since what was found not free stays so; O(r log r) once
 *            for r ids that rest, when no other id is left. Space O(ids that rest).
 * Source     "Assigning unique IDs to services in Disnix deployment models" (2020-09-24), which asks that an id is not
 *            reused at once; the exact rule is that of docs/ids.md.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { lowerBound } from '../../base/search.ts';
import { IntervalSet } from './interval-set.ts';
import type { Segment } from './place-ranges.ts';
import type { Pool } from './pool.ts';
import { firstIdFrom, greatestId, isPoolId } from './pool-ids.ts';

/** The order of free ids for services that want them of the same pools, in the same places. */
export class Turn {
  readonly #pool: Pool;
  /** Where the id has to be one of several pools: the others. */
  readonly #others: readonly Pool[];
  readonly #barred: readonly IntervalSet[];
  readonly #resting: () => readonly Segment[];
  /** The same and all numbers that rest; made when first asked for. */
  #notFresh: readonly IntervalSet[] | undefined;
  #freshGone = false;
  #groups: readonly RestingIds[] | undefined;
  #groupHead = 0;

  /**
   * @param pools those that the id has to be one of
   * @param barred numbers that are taken or nobody's; the sets may grow
   * @param resting the numbers that rest in the places, once all releases are known
   */
  constructor(
    [pool, ...others]: readonly [Pool, ...Pool[]],
    barred: readonly IntervalSet[],
    resting: () => readonly Segment[],
  ) {
    this.#pool = pool;
    this.#others = others;
    this.#barred = barred;
    this.#resting = resting;
  }

  /**
   * The id whose turn it is, or undefined when none is free. What was found not free stays so: nothing is released in
   * between.
   * @param last the id given last in the places; undefined where there was none
   */
  next(last: number | undefined): number | undefined {
    if (!this.#freshGone) {
      this.#notFresh ??= this.#listNotFresh();
      const fresh = this.#firstFreeAfter(last, this.#notFresh);
      if (fresh !== undefined) return fresh;
      this.#freshGone = true;
    }
    this.#groups ??= this.#groupResting();
    for (; this.#groupHead < this.#groups.length; this.#groupHead++) {
      const id = this.#groups[this.#groupHead]!.next(last, one => isFree(this.#pool, one, this.#barred));
      if (id !== undefined) return id;
    }
    return undefined;
  }

  #listNotFresh(): readonly IntervalSet[] {
    const segments = this.#resting();
    if (segments.length === 0) return this.#barred;
    const set = new IntervalSet();
    for (const { from, to } of segments) set.add(from, to);
    return [...this.#barred, set];
  }

  /** The ids that rest, those that were released first before others; each group those of one run. */
  #groupResting(): readonly RestingIds[] {
    const runOf = new Map<number, number>();
    const { min, block, step } = this.#pool;
    const greatest = greatestId(this.#pool);
    for (const { from, to, run } of this.#resting()) {
      const end = Math.min(to, greatest);
      for (let id = firstIdFrom(this.#pool, Math.max(min, from - block + 1)); id <= end; id += step) {
        if (run > (runOf.get(id) ?? 0)) runOf.set(id, run);
      }
    }
    const byRun = new Map<number, number[]>();
    for (const [id, run] of runOf) {
      if (!this.#others.every(pool => isPoolId(pool, id))) continue;
      const group = byRun.get(run);
      if (group === undefined) byRun.set(run, [id]);
      else group.push(id);
    }
    return [...byRun].sort(([a], [b]) => a - b).map(([, ids]) => new RestingIds(ids));
  }

  /** The first free id above the last assignment, or else the first from the start of the pool. */
  #firstFreeAfter(last: number | undefined, taken: readonly IntervalSet[]): number | undefined {
    const greatest = greatestId(this.#pool);
    if (last === undefined) return this.#firstFree(this.#pool.min, greatest, taken);
    return (
      this.#firstFree(last + 1, greatest, taken) ?? this.#firstFree(this.#pool.min, Math.min(last, greatest), taken)
    );
  }

  /** The first id in `from … to` whose block overlaps none of the sets. */
  #firstFree(from: number, to: number, taken: readonly IntervalSet[]): number | undefined {
    const pool = this.#pool;
    let id = firstIdFrom(pool, from);
    search: while (id <= to) {
      for (const set of taken) {
        const end = set.endOfOverlap(id, id + pool.block - 1);
        if (end === undefined) continue;
        id = firstIdFrom(pool, end + 1);
        continue search;
      }
      for (const other of this.#others) {
        if (isPoolId(other, id)) continue;
        id = firstIdFrom(pool, Math.max(id + 1, other.min));
        continue search;
      }
      return id;
    }
    return undefined;
  }
}

/** Ids that were released by one run. */
class RestingIds {
  /** Ascending. */
  readonly #ids: readonly number[];
  /** Place → a place at which an id may be free, not before it; those between are not. */
  readonly #skip: Int32Array;

  constructor(ids: readonly number[]) {
    this.#ids = [...ids].sort((a, b) => a - b);
    this.#skip = Int32Array.from({ length: ids.length + 1 }, (_, i) => i);
  }

  /** The first one that is free above the last assignment, or else from the start. */
  next(last: number | undefined, isFreeNow: (id: number) => boolean): number | undefined {
    const start = last === undefined ? 0 : lowerBound(this.#ids, last + 1);
    return this.#firstFrom(start, isFreeNow) ?? this.#firstFrom(0, isFreeNow);
  }

  #firstFrom(start: number, isFreeNow: (id: number) => boolean): number | undefined {
    for (;;) {
      const place = this.#find(start);
      const id = this.#ids[place];
      if (id === undefined || isFreeNow(id)) return id;
      this.#skip[place] = place + 1;
    }
  }

  #find(start: number): number {
    let end = start;
    while (this.#skip[end] !== end) end = this.#skip[end]!;
    for (let at = start; at !== end; ) {
      const next = this.#skip[at]!;
      this.#skip[at] = end;
      at = next;
    }
    return end;
  }
}

/** Whether an id's block overlaps none of the sets. */
export function isFree(pool: Pool, id: number, taken: readonly IntervalSet[]): boolean {
  for (const set of taken) if (set.endOfOverlap(id, id + pool.block - 1) !== undefined) return false;
  return true;
}
