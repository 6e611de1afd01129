/**
 * The numbers that one or more pools share, and which of them are taken where.
 *
 * Rule       A number of a global pool is taken everywhere, one of a machine pool on the targets of its service. Where
 *            a space has pools of both kinds, each looks at what the other took.
 * Time       O(log n + 512) to take a number on a target (see `IntervalSet`). Space O(numbers taken).
 */
import { IntervalSet } from './interval-set.ts';
import type { Pool } from './pool.ts';

/** The numbers of the pools of one space, and which of them are taken where. */
export class NumberSpace {
  readonly pools: readonly Pool[];
  /** Global and machine pools together: then each has to look at what the other took. */
  readonly #mixed: boolean;
  /** Whether nobody looks at what lies between the ids of its pool. */
  readonly #takesGaps: boolean;
  readonly #everywhere = new IntervalSet();
  readonly #somewhere = new IntervalSet();
  readonly #onTarget = new Map<string, IntervalSet>();

  /** @param isCoupled whether others look at the numbers of its pools */
  constructor(pools: readonly Pool[], isCoupled: boolean) {
    this.pools = pools;
    this.#takesGaps = pools.length === 1 && pools[0]?.keepForeign !== true && !isCoupled;
    this.#mixed = new Set(pools.map(({ scope }) => scope)).size > 1;
  }

  /** The sets in which an id must not be for a service on these targets to get it. */
  takenFor(pool: Pool, targets: readonly string[]): readonly IntervalSet[] {
    if (pool.scope === 'global') return this.#mixed ? [this.#everywhere, this.#somewhere] : [this.#everywhere];
    const sets = targets.map(target => this.#takenOn(target));
    return this.#mixed ? [this.#everywhere, ...sets] : sets;
  }

  take(pool: Pool, id: number, targets: readonly string[]): void {
    const end = this.endOf(pool, id);
    if (pool.scope === 'global') this.#everywhere.add(id, end);
    else {
      for (const target of targets) this.#takenOn(target).add(id, end);
      if (this.#mixed) this.#somewhere.add(id, end);
    }
  }

  /**
   * The last number that an id takes. A pool alone in its space takes the gap up to its next id too: nobody else could
   * use it, and a row of ids then is one interval. Not so where ids of others lie between, or where pools are coupled.
   */
  endOf(pool: Pool, id: number): number {
    return id + (this.#takesGaps ? pool.step : pool.block) - 1;
  }

  #takenOn(target: string): IntervalSet {
    let set = this.#onTarget.get(target);
    if (set === undefined) {
      set = new IntervalSet();
      this.#onTarget.set(target, set);
    }
    return set;
  }
}

/** Pools by the space they share, in the order of the pools. */
export function groupBySpace(pools: Iterable<Pool>): readonly NumberSpace[] {
  const all = [...pools];
  const isCoupled = all.some(({ sameAs }) => sameAs !== undefined);
  const groups = new Map<string, Pool[]>();
  for (const pool of all) {
    const key = pool.space === undefined ? `pool ${pool.name}` : `space ${pool.space}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pool]);
    else group.push(pool);
  }
  return [...groups.values()].map(group => new NumberSpace(group, isCoupled));
}
