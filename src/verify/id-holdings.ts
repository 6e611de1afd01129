import type { HeldRange, IdBook, IdRequests, IdWish, NumberPool } from './id-claim.ts';
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
  /** Those of the pools that are coupled with this one. */
  #kin: readonly Holdings[] = [];
  /** Those of the pools that share their numbers with this one, itself among them. */
  #space: readonly Holdings[] = [this];
  readonly #previous: IdBook;
  /** The places in `wishes` of those who have an id, by id; made when first asked for, as `#given`. */
  #byId: Int32Array | undefined;
  #given: readonly number[] | undefined;

  private constructor(
    pool: NumberPool,
    wishes: readonly IdWish[],
    ids: Ids,
    previous: IdBook,
    held: HeldRanges | undefined,
  ) {
    const before = previous.ids.get(pool.name);
    const former = previous.former?.get(pool.name);
    this.pool = pool;
    this.held = held;
    this.wishes = wishes;
    this.#previous = previous;
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
    const all = [...pools].map(([name, pool]) => {
      const stretches = places.get(name) ?? [];
      const key = stretches.join();
      const wishes = known.get(key) ?? cutOut(requests, stretches);
      known.set(key, wishes);
      const list = held?.get(name);
      if (list !== undefined && list.length > 0 && !indexes.has(list)) indexes.set(list, new HeldRanges(list));
      return new Holdings(pool, wishes, ids.get(name), previous, indexes.get(list));
    });
    // Those of one space have one list.
    const spaces = new Map<string, Holdings[]>();
    for (const each of all) {
      const { space } = each.pool;
      if (space === undefined) continue;
      const sharing = spaces.get(space) ?? [];
      spaces.set(space, sharing);
      sharing.push(each);
      each.#space = sharing;
    }
    const nameOf = ({ pool }: Holdings): string => pool.sameAs ?? pool.name;
    const isCoupled = all.some(({ pool }) => pool.sameAs !== undefined);
    for (const each of isCoupled ? all : [])
      each.#kin = all.filter(one => one !== each && nameOf(one) === nameOf(each));
    return all;
  }

  /** Those of the pools that are coupled with this one. */
  get kin(): readonly Holdings[] {
    return this.#kin;
  }

  /** Those of the pools that share their numbers with this one, itself among them. */
  get space(): readonly Holdings[] {
    return this.#space;
  }

  /** The coupled pools that a service wants, of which it has one and the same id; the named one first. */
  wantedTogether(wish: IdWish): readonly Holdings[] {
    if (this.#kin.length === 0) return [this];
    const those = [this, ...this.#kin].filter(({ pool }) => wish.pools.includes(pool.name));
    const rank = ({ pool }: Holdings): number => (pool.sameAs === undefined ? 0 : 1);
    return those.sort((a, b) => rank(a) - rank(b) || (a.pool.name < b.pool.name ? -1 : 1));
  }

  /** The id that a service pins, here or of a coupled pool; of several ones none can be given. */
  pinOf(wish: IdWish): number | undefined {
    if (wish.pins.size === 0) return undefined;
    if (this.#kin.length === 0) return wish.pins.get(this.pool.name);
    const pins = new Set(this.wantedTogether(wish).flatMap(({ pool }) => wish.pins.get(pool.name) ?? []));
    return pins.size === 1 ? [...pins][0] : undefined;
  }

  /** The ids that a service had before, of the pools that it wants of the coupled ones; each once. */
  hadBefore({ service, ...wish }: IdWish): readonly number[] {
    const { ids } = this.#previous;
    return this.#idsIn({ service, ...wish }, name => ids.get(name)?.get(service));
  }

  /** The same of the ids that it had once. */
  hadOnce({ service, ...wish }: IdWish): readonly number[] {
    const former = this.#previous.former;
    return this.#idsIn({ service, ...wish }, name => former?.get(name)?.get(service));
  }

  #idsIn(wish: IdWish, find: (pool: string) => number | undefined): readonly number[] {
    return [...new Set(this.wantedTogether(wish).flatMap(({ pool }) => find(pool.name) ?? []))];
  }

  /** Why the service at a place in `wishes` has its id: it pins it, had it before or once, or it is new. */
  reasonAt(place: number): 'pin' | 'before' | 'once' | 'new' {
    const [id, wish] = [this.ids[place], this.wishes[place]];
    if (wish === undefined || id === undefined) return 'new';
    return this.pinOf(wish) === id ? 'pin' : this.memoryAt(place);
  }

  /** `reasonAt`, but for pins. */
  memoryAt(place: number): 'before' | 'once' | 'new' {
    const [id, wish] = [this.ids[place], this.wishes[place]];
    if (wish === undefined || id === undefined) return 'new';
    if (this.before[place] === id) return 'before';
    if (this.#kin.length > 0 && this.hadBefore(wish).includes(id)) return 'before';
    if (this.former?.[place] === id) return 'once';
    return this.#kin.length > 0 && this.hadOnce(wish).includes(id) ? 'once' : 'new';
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
    const { ids, before, former } = this;
    const places: number[] = [];
    if (ids === before) return places;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? none;
      if (id === none || id === before[i] || id === former?.[i]) continue;
      if (this.reasonAt(i) === 'new') places.push(i);
    }
    return places;
  }

  /**
   * Whether somebody who is served here has numbers of an id of `pool` where `wish` needs them, by a pin or from
   * before, or got them back where that counts. O(log n) and the holdings that touch the id.
   */
  hasClaimOn(pool: NumberPool, id: number, wish: IdWish, countsBack = false): boolean {
    const { byId, ids, wishes } = this;
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
      const reason = this.reasonAt(place);
      if (reason === 'new' || (reason === 'once' && !countsBack)) continue;
      if (isEverywhere || holder.targets.some(target => wish.targets.includes(target))) return true;
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
