/**
 * Gives out the ids of one pool, or of pools that are coupled: a service that wants an id of several of them has one id
 * for all.
 *
 * Method     Steps that are called in the order in which they stand here: pins, ids that stay, ids that are joined,
 *            ids that come back, the rest. The order of the new ids is that of `Turn`. An id that a service pins, keeps
 *            or has again has to be free in the pools that it wants; a new one in all that are coupled, so that the
 *            service may ask for the others later.
 * Time       O(n log n) for n requests and intervals; for services on several targets, the taken intervals that are
 *            skipped.
 * Ties       Requests are served in byte order of the services. Of several ids that a service had before, that of the
 *            pool that the others name comes first, then by the names of the pools.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import type { IntervalSet } from './interval-set.ts';
import type { Segment } from './place-ranges.ts';
import type { Pool } from './pool.ts';
import { countIds, isPoolId } from './pool-ids.ts';
import { none, type PoolLedger } from './pool-ledger.ts';
import type { IdRequest, PinConflict } from './problem.ts';
import { Turn } from './turn.ts';

/** The numbers of a pool that rest in some places. */
export type RestingIn = (ledger: PoolLedger, places: readonly string[]) => readonly Segment[];

/** Pools whose ids go together; its steps are called in the order in which they stand here. */
export class Coupling {
  /** The pool that the others name comes first, then by name. */
  readonly ledgers: readonly PoolLedger[];
  /** Those who want an id of one of the pools, in byte order of the services. */
  readonly requests: readonly IdRequest[];
  /** Ledger → request → its place in the ledger, or -1; undefined for a single pool, where it is the same. */
  readonly #places: readonly Int32Array[] | undefined;
  readonly #turns = new Map<string, Turn>();

  constructor(ledgers: readonly PoolLedger[]) {
    this.ledgers = ledgers;
    const [first, second] = ledgers;
    if (first === undefined || second === undefined) {
      this.requests = first?.requests ?? [];
      this.#places = undefined;
      return;
    }
    const byService = new Map(ledgers.flatMap(({ requests }) => requests.map(request => [request.service, request])));
    this.requests = [...byService].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, request]) => request);
    this.#places = ledgers.map(({ requests }) => {
      const placeOf = new Map(requests.map(({ service }, place) => [service, place]));
      return Int32Array.from(this.requests, ({ service }) => placeOf.get(service) ?? -1);
    });
  }

  /** Couplings by their narrowest pool: fewest ids first, and of equally many the one that ends first. */
  static compare(this: void, a: Coupling, b: Coupling): number {
    const [ofA, ofB] = [a.#narrowest(), b.#narrowest()];
    return countIds(ofA) - countIds(ofB) || ofA.max - ofB.max;
  }

  /** Gives every pinned id; those that cannot be given are the result. */
  placePins(pinnedBefore: readonly PoolLedger[]): PinConflict[] {
    const conflicts: PinConflict[] = [];
    this.requests.forEach((request, i) => {
      if (request.pins.size === 0) return;
      const wanted = this.#wantedBy(i);
      const pinning = wanted.find(l => request.pins.has(this.#poolAt(l).name));
      if (pinning === undefined) return;
      const id = request.pins.get(this.#poolAt(pinning).name)!;
      const found = this.#findPinConflicts(request, wanted, this.#poolAt(pinning).name, id, pinnedBefore);
      if (found.length === 0) this.#hold(i, id);
      conflicts.push(...found);
    });
    return conflicts;
  }

  /** Leaves every service the id it has, where it has one for all that it wants, and may keep it. */
  keepPrevious(): void {
    this.requests.forEach((request, i) => {
      const wanted = this.#wantedBy(i);
      const id = this.#beforeAt(wanted[0]!, i);
      if (id === none || this.#hasId(i, wanted)) return;
      for (const l of wanted) if (this.#beforeAt(l, i) !== id || !this.ledgers[l]!.mayKeep(request, id)) return;
      this.#hold(i, id);
    });
  }

  /** Gives a service that has ids of some of its coupled pools one of these for all. */
  joinPrevious(): void {
    if (this.#places === undefined) return;
    this.requests.forEach((request, i) => {
      const wanted = this.#wantedBy(i);
      if (this.#hasId(i, wanted)) return;
      for (const id of new Set(wanted.map(l => this.#beforeAt(l, i)))) {
        if (id === none || !wanted.every(l => this.ledgers[l]!.mayKeep(request, id))) continue;
        this.#hold(i, id);
        return;
      }
    });
  }

  /** Gives services that come back, and have no id, the one again that they had last, where it is free. */
  giveBack(): void {
    if (this.ledgers.every(({ former }) => former === undefined)) return;
    this.requests.forEach((request, i) => {
      const wanted = this.#wantedBy(i);
      if (this.#hasId(i, wanted)) return;
      for (const id of new Set(wanted.map(l => this.ledgers[l]!.former?.[this.#at(l, i)] ?? none))) {
        if (id === none || !wanted.every(l => this.ledgers[l]!.mayHaveAgain(request, id))) continue;
        this.#hold(i, id);
        return;
      }
    });
  }

  /**
   * Hands out an id to every service that has none.
   * @returns pool → the services that get nothing
   */
  assignRest(resting: RestingIn): ReadonlyMap<string, readonly string[]> {
    const unserved = new Map<string, string[]>(this.ledgers.map(({ pool }) => [pool.name, []]));
    this.requests.forEach((request, i) => {
      const wanted = this.#wantedBy(i);
      if (this.#hasId(i, wanted)) return;
      const id = this.#turnFor(request, wanted, resting).next(this.#lastFor(request, wanted));
      for (const l of wanted) {
        const ledger = this.ledgers[l]!;
        if (id === undefined) unserved.get(ledger.pool.name)?.push(request.service);
        else ledger.noteLast(ledger.placesOf(request), id);
      }
      if (id !== undefined) this.#hold(i, id);
    });
    return unserved;
  }

  #narrowest(): Pool {
    const pools = this.ledgers.map(({ pool }) => pool);
    return pools.sort((a, b) => countIds(a) - countIds(b) || a.max - b.max)[0]!;
  }

  #poolAt(l: number): Pool {
    return this.ledgers[l]!.pool;
  }

  /** The ledgers of the pools that a request wants an id of; at least one. */
  #wantedBy(i: number): readonly number[] {
    if (this.#places === undefined) return single;
    const wanted: number[] = [];
    this.#places.forEach((places, l) => {
      if (places[i]! >= 0) wanted.push(l);
    });
    return wanted;
  }

  #at(l: number, i: number): number {
    return this.#places === undefined ? i : this.#places[l]![i]!;
  }

  #beforeAt(l: number, i: number): number {
    return this.ledgers[l]!.before[this.#at(l, i)]!;
  }

  #hasId(i: number, wanted: readonly number[]): boolean {
    const l = wanted[0]!;
    return this.ledgers[l]!.ids[this.#at(l, i)] !== none;
  }

  #hold(i: number, id: number): void {
    for (const l of this.#wantedBy(i)) this.ledgers[l]!.hold(this.#at(l, i), id);
  }

  /** What is in the way of a pin, in each of the pools that it is for. */
  #findPinConflicts(
    request: IdRequest,
    wanted: readonly number[],
    pinning: string,
    id: number,
    pinnedBefore: readonly PoolLedger[],
  ): PinConflict[] {
    const { service, pins } = request;
    return wanted.flatMap((l): PinConflict[] => {
      const ledger = this.ledgers[l]!;
      const pool = ledger.pool.name;
      const own = pins.get(pool) ?? id;
      if (own !== id) return [{ service, pool, id: own, other: { service, pool: pinning, id } }];
      const held = ledger.findHeld(request, id);
      if (!isPoolId(ledger.pool, id)) return [{ service, pool, id, other: undefined }];
      if (held !== undefined) return [{ service, pool, id, other: undefined, held }];
      if (ledger.isFreeFor(request, id)) return [];
      return [{ service, pool, id, other: findHolder(ledger, request, id, [...pinnedBefore, ...this.ledgers]) }];
    });
  }

  /** Whose turn it is among those who want the same and stand in the same places. */
  #turnFor(request: IdRequest, wanted: readonly number[], resting: RestingIn): Turn {
    const isEverywhere = wanted.every(l => this.#poolAt(l).scope === 'global');
    const where = isEverywhere ? '' : nameTogether(request.targets);
    const key = this.#places === undefined ? where : `${wanted.join()} ${where}`;
    let turn = this.#turns.get(key);
    if (turn === undefined) {
      const barred = new Set<IntervalSet>();
      for (const l of wanted) {
        const ledger = this.ledgers[l]!;
        for (const set of ledger.barredIn(ledger.placesOf(request))) barred.add(set);
      }
      // Also of the pools that the service does not want, yet.
      for (const { pool, space } of this.ledgers)
        for (const set of space.takenFor(pool, request.targets)) barred.add(set);
      const pools = wanted.map(l => this.#poolAt(l)) as [Pool, ...Pool[]];
      turn = new Turn(pools, [...barred], () =>
        this.ledgers.flatMap(ledger => resting(ledger, ledger.placesOf(request))),
      );
      this.#turns.set(key, turn);
    }
    return turn;
  }

  /** The greatest of the ids given last in the places of a request. */
  #lastFor(request: IdRequest, wanted: readonly number[]): number | undefined {
    let last: number | undefined;
    for (const l of wanted) {
      const ledger = this.ledgers[l]!;
      for (const place of ledger.placesOf(request)) {
        const there = ledger.lastIn(place);
        if (there === undefined || there < ledger.pool.min || there > ledger.pool.max) continue;
        if (last === undefined || there > last) last = there;
      }
    }
    return last;
  }
}

const single: readonly number[] = [0];

/** One text for a list of targets, and for no other one. */
function nameTogether(targets: readonly string[]): string {
  return targets.length === 1 ? `on ${targets[0]}` : JSON.stringify(targets);
}

/** The pin that has one of the numbers of `id` where the request needs it. */
function findHolder(
  { pool: asked, space }: PoolLedger,
  request: IdRequest,
  id: number,
  ledgers: readonly PoolLedger[],
): PinConflict['other'] {
  for (const ledger of ledgers) {
    // Numbers of pools without a common space have nothing to do with each other.
    if (ledger.space !== space) continue;
    const { pool, requests, ids } = ledger;
    const i = ids.findIndex((other, at) => {
      if (other === none || other >= id + asked.block || other + pool.block <= id) return false;
      if (pool.scope === 'global' || asked.scope === 'global') return true;
      return requests[at]?.targets.some(target => request.targets.includes(target)) ?? false;
    });
    const service = requests[i]?.service;
    if (service !== undefined) return { service, pool: pool.name, id: ids[i]! };
  }
  return undefined;
}

/** Couplings of all ledgers, in the order in which they are served: the narrowest first. */
export function coupleLedgers(ledgers: readonly PoolLedger[]): readonly Coupling[] {
  const groups = new Map<string, PoolLedger[]>();
  for (const ledger of ledgers) {
    const { name, sameAs } = ledger.pool;
    const key = sameAs ?? name;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [ledger]);
    else if (sameAs === undefined) group.unshift(ledger);
    else group.push(ledger);
  }
  return [...groups.values()].map(group => new Coupling(group)).sort(Coupling.compare);
}
