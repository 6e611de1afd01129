import type { IdBook, IdWish, NumberPool } from './id-claim.ts';
import { type Holdings, none } from './id-holdings.ts';
import type { Rests } from './id-rests.ts';
import { canBeNew, lapsOf, lastInRange, passReserved } from './id-rounds.ts';

const whole = '';

/** Numbers that somebody has: by space, then by place; of each space also those of any place. */
class Taken {
  readonly #places = new Map<readonly Holdings[], Map<string, Set<number>>>();
  readonly #anywhere = new Map<readonly Holdings[], Set<number>>();

  add({ pool, space }: Holdings, id: number, { targets }: IdWish): void {
    const places = this.#places.get(space) ?? new Map<string, Set<number>>();
    this.#places.set(space, places);
    const anywhere = this.#anywhere.get(space) ?? new Set<number>();
    this.#anywhere.set(space, anywhere);
    for (const place of pool.scope === 'global' ? [whole] : targets) {
      const numbers = places.get(place) ?? new Set<number>();
      places.set(place, numbers);
      for (let number = id; number < id + pool.block; number++) {
        numbers.add(number);
        anywhere.add(number);
      }
    }
  }

  has({ pool, space }: Holdings, id: number, { targets }: IdWish): boolean {
    for (let number = id; number < id + pool.block; number++) {
      if (pool.scope === 'global') {
        if (this.#anywhere.get(space)?.has(number) === true) return true;
      } else if ([whole, ...targets].some(place => this.#places.get(space)?.get(place)?.has(number) === true))
        return true;
    }
    return false;
  }
}

/** Services that want ids of the same pools and stand in the same places: what is known of their turn. */
interface Queue {
  readonly pool: NumberPool;
  /** Run → ids that rest since then, ascending; earlier runs first. */
  readonly rested: readonly (readonly [run: number, ids: readonly number[]])[];
  readonly runOf: ReadonlyMap<number, number>;
  /** Whether it is known that no id is left that does not rest. */
  isFreshGone: boolean;
  /** How many of the earliest runs have no id left. */
  gone: number;
}

/** New ids, taken away and given again one by one, in the order in which the assigner gives them. */
export class GivenAgain {
  readonly #holdings: readonly Holdings[];
  readonly #rests: ReadonlyMap<Holdings, Rests>;
  readonly #taken = new Taken();
  /** Holdings → place → the id given last there. */
  readonly #lasts: ReadonlyMap<Holdings, Map<string, number>>;
  readonly #previous: IdBook;
  readonly #queues = new Map<string, Queue>();

  constructor(holdings: readonly Holdings[], rests: ReadonlyMap<Holdings, Rests>, previous: IdBook) {
    this.#holdings = holdings;
    this.#rests = rests;
    this.#previous = previous;
    this.#lasts = new Map(holdings.map(each => [each, new Map<string, number>()]));
    for (const each of holdings) {
      const given = new Set(each.given);
      for (const [i, id] of each.ids.entries()) {
        const wish = each.wishes[i];
        if (id !== none && wish !== undefined && !given.has(i)) this.#taken.add(each, id, wish);
      }
    }
  }

  findOutOfTurn(): string | undefined {
    for (const group of this.#listGroups()) {
      const givenTo = new Map<string, { readonly wish: IdWish; readonly id: number }>();
      for (const { given, wishes, ids } of group) {
        for (const i of given) {
          const wish = wishes[i];
          if (wish !== undefined) givenTo.set(wish.service, { wish, id: ids[i] ?? none });
        }
      }
      for (const [, { wish, id }] of [...givenTo].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const first = this.#findEarlier(group, wish, id);
        if (first !== undefined) {
          const name = group.find(({ pool }) => wish.pools.includes(pool.name))?.pool.name;
          return `${wish.service} got ${id} of ${name}, though it was the turn of ${first}`;
        }
        this.#give(group, wish, id);
      }
    }
    return undefined;
  }

  /** Coupled pools together; those with the narrowest pool first. */
  #listGroups(): readonly (readonly Holdings[])[] {
    const seen = new Set<Holdings>();
    const groups: Holdings[][] = [];
    for (const each of this.#holdings) {
      if (seen.has(each)) continue;
      const group = [each, ...each.kin];
      for (const one of group) seen.add(one);
      groups.push(group);
    }
    const width = ({ pool: { min, max, step, block } }: Holdings): number =>
      Math.max(0, Math.floor((max - block + 1 - min) / step) + 1);
    const narrowest = (group: readonly Holdings[]): readonly [number, number] => {
      const all = group.map(each => [width(each), each.pool.max] as const).sort(([a, x], [b, y]) => a - b || x - y);
      return all[0] ?? [0, 0];
    };
    const keyed = groups.map(group => ({ group, key: narrowest(group) }));
    return keyed.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1]).map(({ group }) => group);
  }

  /** An id that had its turn before this one: free, and rested longer, or as long and earlier in the round. */
  #findEarlier(group: readonly Holdings[], wish: IdWish, id: number): number | undefined {
    const wanted = group.filter(({ pool }) => wish.pools.includes(pool.name));
    const queue = this.#queueOf(group, wanted, wish);
    const isLeft = (one: number): boolean =>
      wanted.every(each => canBeNew(each, one, wish)) && group.every(each => !this.#taken.has(each, one, wish));
    if (!isLeft(id)) return none;
    const rounds = lapsOf(queue.pool, this.#lastOf(wanted, wish));
    const run = queue.runOf.get(id) ?? 0;
    if (!queue.isFreshGone) {
      for (const [from, to] of rounds) {
        for (
          let one = passReserved(queue.pool, from);
          one <= to;
          one = passReserved(queue.pool, one + queue.pool.step)
        ) {
          if (one === id && run === 0) return undefined;
          if (!queue.runOf.has(one) && isLeft(one)) return one;
        }
      }
      queue.isFreshGone = true;
    }
    for (let at = queue.gone; at < queue.rested.length; at++) {
      const [since, ids] = queue.rested[at] ?? [0, []];
      if (since > run) break;
      for (const one of inRounds(ids, rounds)) {
        if (one === id) return undefined;
        if (isLeft(one)) return one;
      }
      queue.gone = at + 1;
    }
    return undefined;
  }

  #queueOf(group: readonly Holdings[], wanted: readonly Holdings[], wish: IdWish): Queue {
    const isGlobal = group.every(({ pool }) => pool.scope === 'global');
    const key = JSON.stringify([wanted.map(({ pool }) => pool.name), isGlobal ? [] : wish.targets]);
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      const pool = narrow(wanted.map(each => each.pool));
      const runOf = this.#listRuns(group, pool, wish);
      const byRun = new Map<number, number[]>();
      for (const [id, run] of runOf) {
        const ids = byRun.get(run);
        if (ids === undefined) byRun.set(run, [id]);
        else ids.push(id);
      }
      const rested = [...byRun]
        .sort(([a], [b]) => a - b)
        .map(([run, ids]) => [run, ids.sort((a, b) => a - b)] as const);
      queue = { pool, rested, runOf, isFreshGone: false, gone: 0 };
      this.#queues.set(key, queue);
    }
    return queue;
  }

  /** Id → since which run its numbers rest, in the places of a wish; nothing for those that never were in use. */
  #listRuns(
    group: readonly Holdings[],
    { min, max, step, block }: NumberPool,
    { targets }: IdWish,
  ): Map<number, number> {
    const runOf = new Map<number, number>();
    for (const each of group) {
      for (const sharing of each.space) {
        for (const [place, numbers] of this.#rests.get(sharing)?.runs ?? []) {
          if (each.pool.scope !== 'global' && place !== whole && !targets.includes(place)) continue;
          for (const [number, run] of numbers) {
            const first = min + Math.max(0, Math.ceil((number - block + 1 - min) / step)) * step;
            for (let id = first; id <= Math.min(number, max - block + 1); id += step) {
              runOf.set(id, Math.max(run, runOf.get(id) ?? 0));
            }
          }
        }
      }
    }
    return runOf;
  }

  #lastOf(wanted: readonly Holdings[], { targets }: IdWish): number | undefined {
    const lasts = wanted.flatMap(each => {
      const places = each.pool.scope === 'global' ? [whole] : targets;
      return places.flatMap(place => lastInRange(each.pool, this.#lastIn(each, place)) ?? []);
    });
    return lasts.length === 0 ? undefined : Math.max(...lasts);
  }

  #lastIn(holdings: Holdings, place: string): number | undefined {
    const given = this.#lasts.get(holdings)?.get(place);
    if (given !== undefined) return given;
    const { lastAssignments, lastAssignmentsPerTarget } = this.#previous;
    const { name } = holdings.pool;
    const ofSystem = lastAssignments.get(name);
    if (place !== whole) return lastAssignmentsPerTarget.get(place)?.get(name) ?? ofSystem;
    // After a change of scope the greatest of all.
    const lasts = [...lastAssignmentsPerTarget.values()].flatMap(pools => pools.get(name) ?? []);
    if (ofSystem !== undefined) lasts.push(ofSystem);
    return lasts.length === 0 ? undefined : Math.max(...lasts);
  }

  #give(group: readonly Holdings[], wish: IdWish, id: number): void {
    for (const each of group) {
      if (!wish.pools.includes(each.pool.name)) continue;
      this.#taken.add(each, id, wish);
      for (const place of each.pool.scope === 'global' ? [whole] : wish.targets) this.#lasts.get(each)?.set(place, id);
    }
  }
}

/** The ids of a pool that may be ids of others, too. */
function narrow([first, ...others]: readonly NumberPool[]): NumberPool {
  if (first === undefined) throw new Error('an id of no pool');
  const min = Math.max(first.min, ...others.map(pool => pool.min));
  const max = Math.min(first.max, ...others.map(pool => pool.max));
  const reserved = [...first.reserved, ...others.flatMap(pool => pool.reserved)];
  return { ...first, min: first.min + Math.ceil((min - first.min) / first.step) * first.step, max, reserved };
}

/** The ids in the order of the rounds; they are ascending. */
function* inRounds(
  ids: readonly number[],
  rounds: readonly (readonly [from: number, to: number])[],
): Generator<number> {
  for (const [from, to] of rounds) {
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    for (let id = ids[low]; id !== undefined && id <= to; id = ids[++low]) yield id;
  }
}
