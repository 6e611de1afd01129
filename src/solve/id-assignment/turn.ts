/**
 * Whose turn it is: the order in which a pool hands out its free ids in one place (the system, or a target).
 *
 * Rule       First come the *fresh* ids, upwards from the one after the last assignment and then from the start of the
 *            pool; last the released ones that wait in line, in the order of their release.
 * Guarantee  An id is handed out again only when every id that was free at its release is taken.
 * Time       Amortised O(log n) an id for n intervals taken, since what was found not free stays so. Space O(ids in
 *            line).
 * Source     "Assigning unique IDs to services in Disnix deployment models" (2020-09-24), which asks that an id is not
 *            reused at once; the exact rule is that of docs/ids.md.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { IntervalSet } from './interval-set.ts';
import type { Pool } from './pool.ts';
import { firstIdFrom, greatestId } from './pool-ids.ts';

/** The order of a pool's free ids in one place (the system, or a target). */
export class Turn {
  readonly pool: Pool;
  /** The id given last; undefined where there was none or where it lies outside the pool now. */
  last: number | undefined;
  /** Whether the pool has gone round in this place: an id not above the last one was handed out. */
  wrapped: boolean;
  /** Released ids that are not fresh, in the order of their release. Those taken again are still in it. */
  readonly line: readonly number[];
  readonly #inLine = new IntervalSet();
  #lineHead = 0;
  #freshGone = false;

  constructor(pool: Pool, last: number | undefined, wrapped: boolean, line: readonly number[]) {
    this.pool = pool;
    this.last = last !== undefined && last >= pool.min && last <= pool.max ? last : undefined;
    this.wrapped = wrapped;
    this.line = line;
    for (const id of line) this.#inLine.add(id, id + pool.block - 1);
  }

  get inLine(): IntervalSet {
    return this.#inLine;
  }

  /**
   * The id whose turn it is, or undefined when none is free. What was found not free stays so: nothing is released in
   * between.
   */
  next(taken: readonly IntervalSet[]): number | undefined {
    if (!this.#freshGone) {
      const fresh = firstFreeAfter(this.pool, this.last, this.#inLine.isEmpty ? taken : [...taken, this.#inLine]);
      if (fresh !== undefined) return fresh;
      this.#freshGone = true;
    }
    while (this.#lineHead < this.line.length) {
      const id = this.line[this.#lineHead]!;
      if (isFree(this.pool, id, taken)) return id;
      this.#lineHead++;
    }
    return undefined;
  }

  /** Notes that an id was handed out. */
  give(id: number): void {
    if (this.last !== undefined && id <= this.last) this.wrapped = true;
    this.last = id;
  }

  /**
   * The ids that still wait in line and would not have the same turn if they were fresh. That holds for a front part of
   * the line when no fresh id comes after its first one and each comes after the one before.
   */
  remainingLine(taken: readonly IntervalSet[]): readonly number[] {
    const waiting = this.line.filter(id => isFree(this.pool, id, taken));
    const first = waiting[0];
    if (first === undefined) return waiting;
    const fresh = [...taken, this.#inLine];
    const end = this.last !== undefined && first <= this.last ? this.last : greatestId(this.pool);
    const lapEnd = this.last ?? this.pool.min - 1;
    const freshFollows =
      firstFree(this.pool, first + 1, end, fresh) !== undefined ||
      (end !== lapEnd && firstFree(this.pool, this.pool.min, lapEnd, fresh) !== undefined);
    if (freshFollows) return waiting;
    let implied = 1;
    while (implied < waiting.length && this.compare(waiting[implied - 1]!, waiting[implied]!) < 0) {
      implied++;
    }
    return waiting.slice(implied);
  }

  /** Compares two ids by the turn that they have as fresh ones. */
  compare(a: number, b: number): number {
    const { last } = this;
    const lapOf = (id: number) => (last !== undefined && id <= last ? 1 : 0);
    return lapOf(a) - lapOf(b) || a - b;
  }
}

/** The first free id above the last assignment, or else the first from the start of the pool. */
export function firstFreeAfter(
  pool: Pool,
  last: number | undefined,
  taken: readonly IntervalSet[],
): number | undefined {
  const greatest = greatestId(pool);
  if (last === undefined) return firstFree(pool, pool.min, greatest, taken);
  return firstFree(pool, last + 1, greatest, taken) ?? firstFree(pool, pool.min, Math.min(last, greatest), taken);
}

/** The first id of the pool in `from … to` whose block overlaps none of the sets. */
function firstFree(pool: Pool, from: number, to: number, taken: readonly IntervalSet[]): number | undefined {
  let id = firstIdFrom(pool, from);
  search: while (id <= to) {
    for (const set of taken) {
      const end = set.endOfOverlap(id, id + pool.block - 1);
      if (end === undefined) continue;
      id = firstIdFrom(pool, end + 1);
      continue search;
    }
    return id;
  }
  return undefined;
}

/** Whether an id's block overlaps none of the sets. */
export function isFree(pool: Pool, id: number, taken: readonly IntervalSet[]): boolean {
  for (const set of taken) if (set.endOfOverlap(id, id + pool.block - 1) !== undefined) return false;
  return true;
}
