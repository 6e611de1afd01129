import type { HeldRange, IdRequests, IdWish, NumberPool } from './id-claim.ts';
import { HeldRanges } from './id-held-ranges.ts';
import { fitsKind } from './id-limits.ts';

/** Stands where there is no id: a whole number as the ids are, so that a list of ids needs no floating point. */
export const none = -1;

type Ids = ReadonlyMap<string, number> | undefined;

/** Who wants an id of a pool, and has which, now and before. */
export class Holdings {
  readonly pool: NumberPool;
  /** In byte order of the services. */
  readonly wishes: readonly IdWish[];
  /** Parallel to `wishes`: the ids; `none` where there is none. */
  readonly ids: readonly number[];
  readonly before: readonly number[];
  /** Likewise the ids that services had once; undefined where there are none. */
  readonly former: readonly number[] | undefined;
  /** Services that have an id and did not ask for one. */
  readonly strangers: string[] = [];
  /** What others hold without asking; undefined where that is nothing. */
  readonly held: HeldRanges | undefined;
  /** The places in `wishes` of those who have an id, by id; made when first asked for, as `#given`. */
  #byId: Int32Array | undefined;
  #given: readonly number[] | undefined;

  private constructor(
    pool: NumberPool,
    wishes: readonly IdWish[],
    ids: Ids,
    before: Ids,
    former: Ids,
    held: HeldRanges | undefined,
  ) {
    this.pool = pool;
    this.held = held;
    this.wishes = wishes;
    this.ids = align(wishes, ids, this.strangers);
    this.before = before === ids ? this.ids : align(wishes, before, []);
    this.former = former === undefined ? undefined : align(wishes, former, []);
  }

  /** Those of every pool. O(requests and their pools). */
  static ofAll(
    { pools, requests, previous, held }: IdRequests,
    ids: IdRequests['previous']['ids'],
  ): readonly Holdings[] {
    const places = new Map<string, number[]>([...pools.keys()].map(name => [name, []]));
    let from = 0;
    requests.forEach(({ pools: names }, place) => {
      // Many services ask for the very same pools: where that changes, one stretch of requests ends.
      if (requests[place + 1]?.pools === names) return;
      for (const name of new Set(names)) places.get(name)?.push(from, place + 1);
      from = place + 1;
    });
    // Pools with the same stretches have one list.
    const known = new Map<string, readonly IdWish[]>();
    const indexes = new Map<readonly HeldRange[] | undefined, HeldRanges>();
    return [...pools].map(([name, pool]) => {
      const stretches = places.get(name) ?? [];
      const key = stretches.join();
      const wishes = known.get(key) ?? cutOut(requests, stretches);
      known.set(key, wishes);
      const list = held?.get(name);
      if (list !== undefined && list.length > 0 && !indexes.has(list)) indexes.set(list, new HeldRanges(list));
      return new Holdings(
        pool,
        wishes,
        ids.get(name),
        previous.ids.get(name),
        previous.former?.get(name),
        indexes.get(list),
      );
    });
  }

  /** The places in `wishes` of those who have an id, in the order of the ids. */
  get byId(): Int32Array {
    this.#byId ??= sortPlaces(this.ids);
    return this.#byId;
  }

  /** The places in `wishes` of those who got a new id: neither pinned nor had before, nor once. Ascending. */
  get given(): readonly number[] {
    this.#given ??= this.#findGiven();
    return this.#given;
  }

  #findGiven(): readonly number[] {
    const { pool, wishes, ids, before, former } = this;
    const places: number[] = [];
    if (ids === before) return places;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? none;
      if (id === none || id === before[i] || id === former?.[i]) continue;
      const pins = wishes[i]?.pins;
      if (pins === undefined || pins.size === 0 || pins.get(pool.name) !== id) places.push(i);
    }
    return places;
  }

  /**
   * Whether somebody who is served here has numbers of an id of `pool` where `wish` needs them, by a pin or from
   * before, or got them back where that counts. O(log n) and the holdings that touch the id.
   */
  hasClaimOn(pool: NumberPool, id: number, wish: IdWish, countsBack = false): boolean {
    const { byId, ids, before, former, wishes } = this;
    const isEverywhere = pool.scope === 'global' || this.pool.scope === 'global';
    // The first holding whose block ends at `id` or above.
    let low = 0;
    let high = byId.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[byId[middle] ?? -1] ?? 0) + this.pool.block <= id) low = middle + 1;
      else high = middle;
    }
    for (; low < byId.length; low++) {
      const place = byId[low] ?? -1;
      const [other, holder] = [ids[place] ?? 0, wishes[place]];
      if (other >= id + pool.block) return false;
      if (holder === undefined || (holder === wish && pool === this.pool)) continue;
      const hadOrPins = other === before[place] || holder.pins.get(this.pool.name) === other;
      const isBack = countsBack && other === former?.[place];
      if ((hadOrPins || isBack) && (isEverywhere || holder.targets.some(target => wish.targets.includes(target))))
        return true;
    }
    return false;
  }
}

/** The requests of some stretches, each from one place to before another. */
function cutOut(requests: readonly IdWish[], stretches: readonly number[]): readonly IdWish[] {
  const wishes: IdWish[] = [];
  for (let i = 0; i < stretches.length; i += 2) {
    for (let place = stretches[i] ?? 0; place < (stretches[i + 1] ?? 0); place++) {
      const wish = requests[place];
      if (wish !== undefined) wishes.push(wish);
    }
  }
  return wishes;
}

/** Whether a pool hands this number out, reserved or not. */
export function isIdOf(pool: NumberPool, id: number): boolean {
  const { min, max, step, block } = pool;
  return id >= min && id + block - 1 <= max && (id - min) % step === 0 && fitsKind(pool, id);
}

/** Whether a service may keep an id, or have it again, if nobody is in the way. */
export function mayKeep(pool: NumberPool, id: number): boolean {
  if (touchesReserved(pool, id)) return false;
  return pool.keepForeign === true ? fitsKind(pool, id) : isIdOf(pool, id);
}

/** Whether a number that an id stands for is reserved. O(ranges). */
export function touchesReserved({ reserved, block }: NumberPool, id: number): boolean {
  for (const { from, to } of reserved) if (id <= to && from <= id + block - 1) return true;
  return false;
}

function sortPlaces(ids: readonly number[]): Int32Array {
  const places = new Int32Array(ids.length);
  let count = 0;
  let isAscending = true;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? none;
    if (id === none) continue;
    if (id < last) isAscending = false;
    last = id;
    places[count++] = i;
  }
  const held = places.subarray(0, count);
  return isAscending ? held : held.sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0) || a - b);
}

/** The ids of a map in byte order of the services, one for each wish; those of others go to `strangers`. */
function align(wishes: readonly IdWish[], ids: Ids, strangers: string[]): readonly number[] {
  const aligned = new Array<number>(wishes.length).fill(none);
  let i = 0;
  ids?.forEach((id, service) => {
    let wish = wishes[i];
    while (wish !== undefined && wish.service !== service && wish.service < service) wish = wishes[++i];
    if (wish?.service === service) aligned[i++] = id;
    else strangers.push(service);
  });
  return aligned;
}
