/**
 * Whose turn it is for services that run in the same several places.
 *
 * Problem    Of the ids that are free in all of some places, the one that comes first.
 * Rule       First the ids that are fresh in all of them, counted from the greatest of the last assignments; then those
 *            that wait in a line, by their latest place in any.
 * Time       As `Turn`; O(l log l) once for lines of l ids in all.
 * Ties       Ids with equal latest places come by number.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import type { IntervalSet } from './interval-set.ts';
import type { Pool } from './pool.ts';
import { firstFreeAfter, isFree, type Turn } from './turn.ts';

/** The turns of several places as one. */
export class JointTurn {
  readonly #pool: Pool;
  readonly #turns: readonly Turn[];
  #freshGone = false;
  #waiting: readonly number[] | undefined;
  #waitingHead = 0;

  constructor(pool: Pool, turns: readonly Turn[]) {
    this.#pool = pool;
    this.#turns = turns;
  }

  /** As `Turn.next`: what was found not free stays so. */
  next(taken: readonly IntervalSet[]): number | undefined {
    if (!this.#freshGone) {
      const fresh = firstFreeAfter(this.#pool, this.#greatestLast(), [
        ...taken,
        ...this.#turns.map(({ inLine }) => inLine),
      ]);
      if (fresh !== undefined) return fresh;
      this.#freshGone = true;
    }
    this.#waiting ??= this.#listWaiting();
    for (; this.#waitingHead < this.#waiting.length; this.#waitingHead++) {
      const id = this.#waiting[this.#waitingHead]!;
      if (isFree(this.#pool, id, taken)) return id;
    }
    return undefined;
  }

  #greatestLast(): number | undefined {
    const lasts = this.#turns.flatMap(({ last }) => (last === undefined ? [] : [last]));
    return lasts.length === 0 ? undefined : Math.max(...lasts);
  }

  #listWaiting(): readonly number[] {
    const places = new Map<number, number>();
    for (const { line } of this.#turns) {
      line.forEach((id, place) => void places.set(id, Math.max(place, places.get(id) ?? place)));
    }
    return [...places].sort(([a, placeOfA], [b, placeOfB]) => placeOfA - placeOfB || a - b).map(([id]) => id);
  }
}
