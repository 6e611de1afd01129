/**
 * The book of one pool: who holds which id, and what is handed out next.
 *
 * Method     Steps that are called in the order in which they stand here: open, pins, ids that stay, releases, the
 *            rest, and what the next run has to know. The order of the new ids in one place is that of `Turn`, in
 *            several of `JointTurn`.
 * Time       O(n log n) for n requests and intervals; for services on several targets, the taken intervals that are
 *            skipped.
 * Ties       Requests are served in byte order of the services.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { SortedNumbers } from '../../base/sorted-numbers.ts';
import type { HeldIndex, HeldNumbers } from './held-numbers.ts';
import type { IdAssignments } from './id-assignments.ts';
import { IntervalSet } from './interval-set.ts';
import { JointTurn } from './joint-turn.ts';
import type { Askers } from './list-askers.ts';
import type { NumberSpace } from './number-space.ts';
import type { Pool } from './pool.ts';
import { isKeepable, isPoolId, isReserved } from './pool-ids.ts';
import type { IdRequest, PinConflict } from './problem.ts';
import { isFree, Turn } from './turn.ts';

/** The one place of a pool of global scope; no target has this name, as the two are never mixed. */
const wholeSystem = '';
/** Stands where there is no id: a whole number as the ids are, so that a list of ids needs no floating point. */
const none = -1;

/** One pool's requests and ids; its steps are called in the order in which they stand here. */
export class PoolLedger {
  readonly pool: Pool;
  /** Those who want an id of this pool, in byte order of the services. */
  readonly requests: readonly IdRequest[];
  /** Their names. */
  readonly #services: readonly string[];
  readonly space: NumberSpace;
  readonly #previous: IdAssignments;
  /** Numbers that services hold without asking; undefined where there are none. */
  readonly #held: HeldIndex | undefined;
  /** What no new id may touch: reserved and forbidden numbers. */
  readonly #reserved = new IntervalSet();
  /** Parallel to `requests`, as `#before`; `none` where there is none (yet). */
  #ids: number[] = [];
  /** The ids of the run before. */
  #before: number[] = [];
  /** The services of the run before that want no id any more, and theirs. */
  readonly #abandoned = new Map<string, number>();
  /** The ids that this run takes away from services, ascending. */
  #released: readonly number[] = [];
  readonly #turns = new Map<string, Turn>();
  /** By the list of targets, as JSON. */
  readonly #jointTurns = new Map<string, JointTurn>();
  readonly #dryPlaces = new Set<string>();
  readonly #taken = new Map<string, readonly IntervalSet[]>();
  readonly #takenOrReserved = new Map<string, readonly IntervalSet[]>();
  readonly #barred = new Map<string, readonly IntervalSet[]>();

  constructor(
    pool: Pool,
    { requests, services }: Askers,
    space: NumberSpace,
    previous: IdAssignments,
    held: HeldIndex | undefined,
  ) {
    this.pool = pool;
    this.requests = requests;
    this.#services = services;
    this.space = space;
    this.#previous = previous;
    this.#held = held;
    for (const { from, to } of pool.reserved) this.#reserved.add(from, to);
    for (const { from, to } of pool.forbidden ?? []) this.#reserved.add(from, to);
  }

  /** Takes over what the run before assigned. Both lists are in byte order of the services. */
  open(): void {
    const { requests } = this;
    this.#ids = new Array<number>(requests.length).fill(none);
    this.#before = new Array<number>(requests.length).fill(none);
    let i = 0;
    this.#previous.ids.get(this.pool.name)?.forEach((id, service) => {
      while (i < requests.length && requests[i]!.service < service) i++;
      if (requests[i]?.service === service) this.#before[i] = id;
      else this.#abandoned.set(service, id);
    });
  }

  /** Gives every pinned id; those that cannot be given are the result. */
  placePins(pinnedBefore: readonly PoolLedger[]): PinConflict[] {
    const conflicts: PinConflict[] = [];
    this.requests.forEach((request, i) => {
      const id = request.pins.get(this.pool.name);
      if (id === undefined) return;
      const asked = { service: request.service, pool: this.pool.name, id };
      const held = this.#findHeld(request, id);
      if (!isPoolId(this.pool, id)) conflicts.push({ ...asked, other: undefined });
      else if (held !== undefined) conflicts.push({ ...asked, other: undefined, held });
      else if (isFree(this.pool, id, this.#takenFor(request))) this.#hold(i, request, id);
      else conflicts.push({ ...asked, other: this.#findHolder(request, id, [...pinnedBefore, this]) });
    });
    return conflicts;
  }

  /**
   * Leaves every service the id it has, where that is an id of the pool, not reserved, and free where the service runs,
   * held by nobody there.
   */
  keepPrevious(): void {
    const { pool } = this;
    this.requests.forEach((request, i) => {
      const id = this.#before[i]!;
      if (id === none || this.#ids[i] !== none) return;
      if (!isKeepable(pool, id)) return;
      if (this.#findHeld(request, id) !== undefined) return;
      if (isFree(pool, id, this.#takenFor(request))) this.#hold(i, request, id);
    });
  }

  /** Gives services that come back, and have no id, the one again that they had last, where it is free. */
  giveBack(): void {
    const { pool } = this;
    const former = this.#previous.former?.get(pool.name);
    if (former === undefined) return;
    this.requests.forEach((request, i) => {
      const id = this.#ids[i] === none ? former.get(request.service) : undefined;
      if (id === undefined || !isKeepable(pool, id)) return;
      if (!isFree(pool, id, this.#heldFrom(request.targets))) return;
      if (isFree(pool, id, this.#takenFor(request))) this.#hold(i, request, id);
    });
  }

  /** Who had which id last and has it no more, whoever has it now. */
  listFormer(): ReadonlyMap<string, number> {
    const former = new Map([...(this.#previous.former?.get(this.pool.name) ?? []), ...this.#abandoned]);
    this.requests.forEach(({ service }, i) => {
      const before = this.#before[i]!;
      if (before !== none && before !== this.#ids[i]) former.set(service, before);
      if (former.size > 0 && former.get(service) === this.#ids[i]) former.delete(service);
    });
    return former;
  }

  /** Adds the numbers that services have and had not before. */
  addHandedOut(handed: IntervalSet): void {
    this.#ids.forEach((id, i) => {
      if (id !== none && id !== this.#before[i]) handed.add(id, id + this.pool.block - 1);
    });
  }

  /** Finds the ids that services had and have no more. */
  noteReleases(): void {
    const released = new Set(this.#abandoned.values());
    this.#before.forEach((id, i) => {
      if (id !== none && this.#ids[i] !== id) released.add(id);
    });
    const { pool } = this;
    this.#released = [...released].filter(id => isPoolId(pool, id) && !isReserved(pool, id)).sort((a, b) => a - b);
  }

  /** Hands out an id to every service that has none; the services that get nothing are the result. */
  assignRest(): string[] {
    const unserved: string[] = [];
    this.requests.forEach((request, i) => {
      if (this.#ids[i] !== none) return;
      const places = this.pool.scope === 'global' ? [wholeSystem] : request.targets;
      const id = this.#nextFor(places);
      if (id === undefined) unserved.push(request.service);
      else {
        for (const place of places) this.#turnAt(place).give(id);
        this.#hold(i, request, id);
      }
    });
    return unserved;
  }

  /** Service → id, in byte order. */
  assignments(): ReadonlyMap<string, number> {
    const previous = this.#previous.ids.get(this.pool.name);
    const isSame = this.#abandoned.size === 0 && this.#ids.every((id, i) => id === this.#before[i]);
    if (previous !== undefined && isSame) return previous;
    if (!this.#ids.includes(none)) return new SortedNumbers(this.#services, this.#ids);
    const services: string[] = [];
    const ids: number[] = [];
    this.requests.forEach(({ service }, i) => {
      const id = this.#ids[i]!;
      if (id === none) return;
      services.push(service);
      ids.push(id);
    });
    return new SortedNumbers(services, ids);
  }

  /** Of a pool of global scope: the id given last, and the released ones that come last. */
  globalTurn(): { readonly last: number | undefined; readonly line: readonly number[] } {
    const turn = this.#turnAt(wholeSystem);
    return { last: turn.last ?? this.#lastGlobally(), line: turn.remainingLine(this.#takenAt(wholeSystem)) };
  }

  /**
   * Of a pool of machine scope: the same for each target that has been given an id, now or before; a line only once it
   * has gone round.
   */
  targetTurns(): ReadonlyMap<string, { readonly last: number; readonly line: readonly number[] | undefined }> {
    const result = new Map<string, { readonly last: number; readonly line: readonly number[] | undefined }>();
    for (const target of new Set([...this.#previous.lastAssignmentsPerTarget.keys(), ...this.#turns.keys()])) {
      const last = this.#turns.get(target)?.last ?? this.#lastOn(target);
      if (last === undefined) continue;
      const hasLine = this.#previous.releasedPerTarget.get(target)?.has(this.pool.name);
      const turn = hasLine ? this.#turnAt(target) : this.#turns.get(target);
      result.set(target, { last, line: turn?.wrapped ? turn.remainingLine(this.#takenAt(target)) : undefined });
    }
    return result;
  }

  #hold(i: number, { targets }: IdRequest, id: number): void {
    this.#ids[i] = id;
    this.space.take(this.pool, id, targets);
  }

  #nextFor(places: readonly string[]): number | undefined {
    if (places.some(place => this.#dryPlaces.has(place))) return undefined;
    const [place, second] = places;
    if (place === undefined) return undefined;
    if (second !== undefined) {
      const barred = [this.#reserved, ...this.#heldFrom(places), ...this.space.takenFor(this.pool, places)];
      return this.#jointTurnAt(places).next(barred);
    }
    const id = this.#turnAt(place).next(this.#barredAt(place));
    if (id === undefined) this.#dryPlaces.add(place);
    return id;
  }

  /** The sets that decide whether an id can be a service's, reserved ids aside: they may be pinned. */
  #takenFor({ targets }: IdRequest): readonly IntervalSet[] {
    const isGlobal = this.pool.scope === 'global';
    if (!isGlobal && targets.length > 1) return this.space.takenFor(this.pool, targets);
    const place = isGlobal ? wholeSystem : (targets[0] ?? wholeSystem);
    let taken = this.#taken.get(place);
    if (taken === undefined) {
      taken = this.space.takenFor(this.pool, [place]);
      this.#taken.set(place, taken);
    }
    return taken;
  }

  #takenAt(place: string): readonly IntervalSet[] {
    let taken = this.#takenOrReserved.get(place);
    if (taken === undefined) {
      taken = this.space.takenFor(this.pool, [place]);
      if (!this.#reserved.isEmpty) taken = [this.#reserved, ...taken];
      this.#takenOrReserved.set(place, taken);
    }
    return taken;
  }

  /**
   * The sets that no new id may touch. What is held is not in `#takenAt`: an id in line that somebody holds for a while
   * keeps its place there.
   */
  #barredAt(place: string): readonly IntervalSet[] {
    if (this.#held === undefined) return this.#takenAt(place);
    let barred = this.#barred.get(place);
    if (barred === undefined) {
      barred = [...this.#heldFrom([place]), ...this.#takenAt(place)];
      this.#barred.set(place, barred);
    }
    return barred;
  }

  /** What is held and kept from who gets an id: of a pool of global scope anywhere, since who gets it may move. */
  #heldFrom(targets: readonly string[]): readonly IntervalSet[] {
    return this.#held?.setsOn(this.pool.scope === 'global' ? [] : targets) ?? [];
  }

  #turnAt(place: string): Turn {
    let turn = this.#turns.get(place);
    if (turn === undefined) {
      turn = this.pool.scope === 'global' ? this.#globalTurn() : this.#targetTurn(place);
      this.#turns.set(place, turn);
    }
    return turn;
  }

  #jointTurnAt(places: readonly string[]): JointTurn {
    const key = JSON.stringify(places);
    let turn = this.#jointTurns.get(key);
    if (turn === undefined) {
      const turns = places.map(place => this.#turnAt(place));
      turn = new JointTurn(this.pool, turns);
      this.#jointTurns.set(key, turn);
    }
    return turn;
  }

  #globalTurn(): Turn {
    const previous = this.#previous.released.get(this.pool.name) ?? this.#linesOfTargets();
    return this.#makeTurn(this.#lastGlobally(), false, previous, this.#released);
  }

  #targetTurn(target: string): Turn {
    const { released, releasedPerTarget } = this.#previous;
    const previous = releasedPerTarget.get(target)?.get(this.pool.name) ?? released.get(this.pool.name);
    const last = this.#lastOn(target);
    // Where a released id was held is not on record. On the first lap it can only have been one up to the last
    // assignment.
    const releases =
      previous === undefined ? this.#released.filter(id => last !== undefined && id <= last) : this.#released;
    return this.#makeTurn(last, previous !== undefined, previous ?? [], releases);
  }

  #makeTurn(last: number | undefined, wrapped: boolean, waiting: readonly number[], releases: readonly number[]): Turn {
    const order = new Turn(this.pool, last, wrapped, []);
    const line = new Set(waiting.filter(id => isPoolId(this.pool, id) && !isReserved(this.pool, id)));
    for (const id of [...releases].sort((a, b) => order.compare(a, b))) line.add(id);
    return new Turn(this.pool, last, wrapped, [...line]);
  }

  /** The id given last; after a change of scope the greatest of the targets'. */
  #lastGlobally(): number | undefined {
    const { lastAssignments, lastAssignmentsPerTarget } = this.#previous;
    let last = lastAssignments.get(this.pool.name);
    if (last !== undefined) return last;
    for (const pools of lastAssignmentsPerTarget.values()) {
      const onTarget = pools.get(this.pool.name);
      if (onTarget !== undefined && (last === undefined || onTarget > last)) last = onTarget;
    }
    return last;
  }

  /** The id given last on a target; after a change of scope that of the whole system. */
  #lastOn(target: string): number | undefined {
    const { lastAssignments, lastAssignmentsPerTarget } = this.#previous;
    return lastAssignmentsPerTarget.get(target)?.get(this.pool.name) ?? lastAssignments.get(this.pool.name);
  }

  #linesOfTargets(): readonly number[] {
    const line: number[] = [];
    for (const pools of this.#previous.releasedPerTarget.values()) line.push(...(pools.get(this.pool.name) ?? []));
    return line;
  }

  /** Who else holds one of the numbers of `id` without a pin where the request needs it. */
  #findHeld({ service, targets }: IdRequest, id: number): HeldNumbers | undefined {
    if (this.#held === undefined || isFree(this.pool, id, this.#held.setsOn(targets))) return undefined;
    return this.#held.findHolder(service, id, id + this.pool.block - 1, targets);
  }

  /** The pin that has one of the numbers of `id` where the request needs it. */
  #findHolder(request: IdRequest, id: number, ledgers: readonly PoolLedger[]): PinConflict['other'] {
    for (const ledger of ledgers) {
      // Numbers of pools without a common space have nothing to do with each other.
      if (ledger.space !== this.space) continue;
      const { pool, requests, ids } = ledger;
      const i = ids.findIndex((other, at) => {
        if (other === none || other >= id + this.pool.block || other + pool.block <= id) return false;
        if (pool.scope === 'global' || this.pool.scope === 'global') return true;
        return requests[at]?.targets.some(target => request.targets.includes(target)) ?? false;
      });
      const service = requests[i]?.service;
      if (service !== undefined) return { service, pool: pool.name, id: ids[i]! };
    }
    return undefined;
  }

  private get ids(): readonly number[] {
    return this.#ids;
  }
}
