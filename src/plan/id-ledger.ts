import type { Pool } from '../model/id-resources.ts';
import type { IdAssignments, ReleasedNumbers } from '../model/ids.ts';
import type { IdRequest } from '../solve/index.ts';
import type { HeldPorts } from './held-ports.ts';
import type { HeldByPool } from './list-held-ports.ts';

/** What is known of numbers before and after a run. */
interface IdSources {
  readonly wishes: readonly IdRequest[];
  readonly pools: ReadonlyMap<string, Pool>;
  readonly previous: IdAssignments;
  readonly held?: HeldByPool | undefined;
}

/** Somebody has a number as an id. */
export interface HolderOfId {
  readonly service: string;
  readonly pool: string;
  readonly id: number;
  /** How it came to it: by a pin, from before, or by this run. */
  readonly how: 'pinned' | 'kept' | 'given';
  /** The targets that both need; none in pools of global scope. */
  readonly targets: readonly string[];
}

/** Who has which numbers, and since when the others rest. For questions: each is answered by looking through all. */
export class IdLedger {
  readonly pools: ReadonlyMap<string, Pool>;
  readonly previous: IdAssignments;
  readonly now: IdAssignments;
  readonly #wishes: readonly IdRequest[];
  readonly #wishOf: ReadonlyMap<string, IdRequest>;
  readonly #held: HeldByPool | undefined;

  constructor({ wishes, pools, previous, held }: IdSources, now: IdAssignments) {
    this.pools = pools;
    this.previous = previous;
    this.now = now;
    this.#wishes = wishes;
    this.#wishOf = new Map(wishes.map(wish => [wish.service, wish]));
    this.#held = held;
  }

  wishOf(service: string): IdRequest | undefined {
    return this.#wishOf.get(service);
  }

  /** Whether the service had a number of the pool before, now or once: it may keep one that is none of the pool. */
  hadBefore({ name }: Pool, id: number, { service }: IdRequest): boolean {
    const { ids, former } = this.previous;
    return ids.get(name)?.get(service) === id || former?.get(name)?.get(service) === id;
  }

  /** The pool, and those coupled with it that the service wants, too. */
  wantedTogether(pool: Pool, { pools }: IdRequest): readonly Pool[] {
    return this.coupledWith(pool).filter(one => one === pool || pools.includes(one.name));
  }

  /** The pool itself first, and those that are coupled with it. */
  coupledWith(pool: Pool): readonly Pool[] {
    const root = pool.sameAs ?? pool.name;
    const others = [...this.pools.values()].filter(one => one !== pool && (one.sameAs ?? one.name) === root);
    return [pool, ...others];
  }

  /** The others that have one of the numbers of an id where the service needs it, by pool and service. */
  holdersOf(pool: Pool, id: number, wish: IdRequest): readonly HolderOfId[] {
    return this.#sharing(pool).flatMap(other => {
      const its = this.now.ids.get(other.name);
      return this.#wishes.flatMap((holder): readonly HolderOfId[] => {
        const number = its?.get(holder.service);
        if (number === undefined || (holder.service === wish.service && other === pool)) return [];
        if (number > id + pool.block - 1 || number + other.block - 1 < id) return [];
        const isLocal = pool.scope === 'machine' && other.scope === 'machine';
        const targets = isLocal ? wish.targets.filter(target => holder.targets.includes(target)) : [];
        if (isLocal && targets.length === 0) return [];
        const how = this.#howItCame(other, holder, number);
        return [{ service: holder.service, pool: other.name, id: number, how, targets }];
      });
    });
  }

  #howItCame(pool: Pool, holder: IdRequest, number: number): HolderOfId['how'] {
    const together = this.wantedTogether(pool, holder);
    if (together.some(({ name }) => holder.pins.get(name) === number)) return 'pinned';
    return together.some(({ name }) => this.previous.ids.get(name)?.get(holder.service) === number) ? 'kept' : 'given';
  }

  /**
   * The ports of others, among the numbers of an id, that keep a service from keeping or pinning it. A new id keeps
   * away from all ports, its own and those on other targets among them: the service may move. Some bar new ids only.
   */
  portsOf(pool: Pool, id: number, wish: IdRequest, isNew: boolean): readonly HeldPorts[] {
    const those = (this.#held?.get(pool.name) ?? []).filter(held => {
      const { service, from, to, targets, spares } = held;
      if (from > id + pool.block - 1 || to < id || (!isNew && held.barsNewOnly === true)) return false;
      if (!isNew && (service === wish.service || spares?.has(wish.service) === true)) return false;
      if (targets.length === 0 || wish.targets.length === 0 || (isNew && pool.scope === 'global')) return true;
      return targets.some(target => wish.targets.includes(target));
    });
    return those.sort((a, b) => a.from - b.from);
  }

  /** Since which release one of the numbers of an id rests for a service, of how many; undefined: never in use. */
  restOf(
    pool: Pool,
    id: number,
    { targets }: IdRequest,
  ): { readonly since: number | undefined; readonly runs: number } {
    let since: number | undefined;
    const isThere = (range: ReleasedNumbers): boolean =>
      range.from <= id + pool.block - 1 &&
      range.to >= id &&
      (pool.scope === 'global' || range.targets.length === 0 || range.targets.some(target => targets.includes(target)));
    for (const coupled of this.coupledWith(pool)) {
      for (const { name } of this.#sharing(coupled)) {
        for (const book of [this.previous, this.now]) {
          for (const range of book.released.get(name) ?? []) {
            if (isThere(range)) since = Math.max(since ?? 0, range.run);
          }
        }
      }
    }
    return { since, runs: Math.max(countRuns(this.previous), countRuns(this.now)) };
  }

  /** Who had an id last, of those that have it no more, and may have it again. */
  formerOf({ name }: Pool, id: number, { service }: IdRequest): readonly string[] {
    const had = [...(this.now.former?.get(name) ?? [])];
    return had.flatMap(([other, number]) => (number === id && other !== service ? [other] : []));
  }

  /** The id that was given last, before this run, where the service stands, of the pool or of those coupled with it. */
  lastOf(pool: Pool, wish: IdRequest): number | undefined {
    const { lastAssignments, lastAssignmentsPerTarget } = this.previous;
    const lasts = this.wantedTogether(pool, wish).flatMap(({ name, scope }) => {
      const ofSystem = lastAssignments.get(name);
      if (scope === 'global') return ofSystem ?? [];
      return wish.targets.flatMap(target => lastAssignmentsPerTarget.get(target)?.get(name) ?? ofSystem ?? []);
    });
    return lasts.length === 0 ? undefined : Math.max(...lasts);
  }

  /** The pools with which it shares numbers, itself among them. */
  #sharing(pool: Pool): readonly Pool[] {
    if (pool.space === undefined) return [pool];
    return [...this.pools.values()].filter(({ space }) => space === pool.space);
  }
}

function countRuns({ released }: IdAssignments): number {
  let runs = 0;
  for (const ranges of released.values()) for (const { run } of ranges) runs = Math.max(runs, run);
  return runs;
}
