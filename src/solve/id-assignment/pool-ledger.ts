/**
 * The book of one pool: who holds which id, had which before, and what was given last where.
 *
 * Method     Filled in by `Coupling`, which knows in what order.
 * Time       O(n) in all for n requests, and O(log n + 512) to note an id (see `IntervalSet`).
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { SortedNumbers } from '../../base/sorted-numbers.ts';
import type { HeldIndex, HeldNumbers } from './held-numbers.ts';
import type { IdAssignments } from './id-assignments.ts';
import { IntervalSet } from './interval-set.ts';
import type { Askers } from './list-askers.ts';
import type { NumberSpace } from './number-space.ts';
import { wholeSystem } from './place-ranges.ts';
import type { Pool } from './pool.ts';
import { isKeepable } from './pool-ids.ts';
import type { IdRequest } from './problem.ts';
import { isFree } from './turn.ts';

/** Stands where there is no id: a whole number as the ids are, so that a list of ids needs no floating point. */
export const none = -1;

const everywhere: readonly string[] = [wholeSystem];

/** One pool's requests and ids. */
export class PoolLedger {
  readonly pool: Pool;
  /** Those who want an id of this pool, in byte order of the services. */
  readonly requests: readonly IdRequest[];
  /** Their names. */
  readonly #services: readonly string[];
  readonly space: NumberSpace;
  readonly #previous: IdAssignments;
  /** Numbers that services hold without asking; undefined where there are none. */
  readonly held: HeldIndex | undefined;
  /** What no new id may touch: reserved and forbidden numbers. */
  readonly #reserved = new IntervalSet();
  /** Parallel to `requests`, as `before` and `former`; `none` where there is none (yet). */
  readonly ids: number[];
  /** The ids of the run before. */
  readonly before: number[];
  /** The ids that services had last, where they have none any more; undefined where there are none. */
  readonly former: readonly number[] | undefined;
  /** The services of the run before that want no id any more, and theirs. */
  readonly #abandoned = new Map<string, number>();
  /** Place → the id given there last, in this run. */
  readonly #given = new Map<string, number>();
  readonly #taken = new Map<string, readonly IntervalSet[]>();

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
    this.held = held;
    for (const { from, to } of pool.reserved) this.#reserved.add(from, to);
    for (const { from, to } of pool.forbidden ?? []) this.#reserved.add(from, to);
    this.ids = new Array<number>(requests.length).fill(none);
    this.before = this.#align(previous.ids.get(pool.name), (service, id) => void this.#abandoned.set(service, id));
    const former = previous.former?.get(pool.name);
    this.former = former === undefined ? undefined : this.#align(former, () => undefined);
  }

  /** The places in which a service needs its id. */
  placesOf({ targets }: IdRequest): readonly string[] {
    return this.pool.scope === 'global' ? everywhere : targets;
  }

  /** Whether a service may have this id as the one that it had: nobody else has or holds it where the service runs. */
  mayKeep(request: IdRequest, id: number): boolean {
    return isKeepable(this.pool, id) && this.findHeld(request, id) === undefined && this.isFreeFor(request, id);
  }

  /** The same where it lost it in between: then nobody may hold it where a new id must not be. */
  mayHaveAgain(request: IdRequest, id: number): boolean {
    if (!isKeepable(this.pool, id)) return false;
    const places = this.pool.scope === 'global' ? [] : request.targets;
    if (this.held !== undefined && !isFree(this.pool, id, this.held.barredOn(places))) return false;
    return this.isFreeFor(request, id);
  }

  /** Whether nobody has one of the numbers of an id where the service runs. */
  isFreeFor(request: IdRequest, id: number): boolean {
    return isFree(this.pool, id, this.#takenFor(request));
  }

  /** Who else holds one of the numbers of `id` without a pin where the request needs it. */
  findHeld({ service, targets }: IdRequest, id: number): HeldNumbers | undefined {
    if (this.held === undefined || isFree(this.pool, id, this.held.setsOn(targets))) return undefined;
    return this.held.findHolder(service, id, id + this.pool.block - 1, targets);
  }

  /** Gives an id to the service at a place in `requests`. */
  hold(at: number, id: number): void {
    this.ids[at] = id;
    this.space.take(this.pool, id, this.requests[at]!.targets);
  }

  /** Notes that an id is the last one given in these places. */
  noteLast(places: readonly string[], id: number): void {
    for (const place of places) this.#given.set(place, id);
  }

  /**
   * The id given last in a place. After a change of scope that of the system counts for each target, and the greatest
   * one of all for the system.
   */
  lastIn(place: string): number | undefined {
    const given = this.#given.get(place);
    if (given !== undefined) return given;
    const { lastAssignments, lastAssignmentsPerTarget } = this.#previous;
    let last = lastAssignments.get(this.pool.name);
    if (place !== wholeSystem) return lastAssignmentsPerTarget.get(place)?.get(this.pool.name) ?? last;
    for (const pools of lastAssignmentsPerTarget.values()) {
      const onTarget = pools.get(this.pool.name);
      if (onTarget !== undefined && (last === undefined || onTarget > last)) last = onTarget;
    }
    return last;
  }

  /** Target → the id given there last, of a pool of machine scope. */
  lastOnTargets(): ReadonlyMap<string, number> {
    const lasts = new Map<string, number>();
    for (const [target, pools] of this.#previous.lastAssignmentsPerTarget) {
      const last = pools.get(this.pool.name);
      if (last !== undefined) lasts.set(target, last);
    }
    for (const [target, last] of this.#given) lasts.set(target, last);
    return lasts;
  }

  /** The sets that a new id may not touch, for those who stand there. */
  barredIn(places: readonly string[]): readonly IntervalSet[] {
    const held = this.held?.barredOn(this.pool.scope === 'global' ? [] : places) ?? [];
    return this.#reserved.isEmpty ? held : [this.#reserved, ...held];
  }

  /** Who had which id last and has it no more, whoever has it now. */
  listFormer(): ReadonlyMap<string, number> {
    const former = new Map([...(this.#previous.former?.get(this.pool.name) ?? []), ...this.#abandoned]);
    this.requests.forEach(({ service }, i) => {
      const before = this.before[i]!;
      if (before !== none && before !== this.ids[i]) former.set(service, before);
      if (former.size > 0 && former.get(service) === this.ids[i]) former.delete(service);
    });
    return former;
  }

  /** The ids that services had and have no more. */
  listLost(): readonly number[] {
    const lost = [...this.#abandoned.values()];
    this.before.forEach((id, i) => {
      if (id !== none && this.ids[i] !== id) lost.push(id);
    });
    return lost;
  }

  /** Adds the numbers that services have and had not before. */
  addHandedOut(handed: IntervalSet): void {
    this.ids.forEach((id, i) => {
      if (id !== none && id !== this.before[i]) handed.add(id, id + this.pool.block - 1);
    });
  }

  /** Service → id, in byte order. */
  assignments(): ReadonlyMap<string, number> {
    const previous = this.#previous.ids.get(this.pool.name);
    const isSame = this.#abandoned.size === 0 && this.ids.every((id, i) => id === this.before[i]);
    if (previous !== undefined && isSame) return previous;
    if (!this.ids.includes(none)) return new SortedNumbers(this.#services, this.ids);
    const services: string[] = [];
    const ids: number[] = [];
    this.requests.forEach(({ service }, i) => {
      const id = this.ids[i]!;
      if (id === none) return;
      services.push(service);
      ids.push(id);
    });
    return new SortedNumbers(services, ids);
  }

  /** The ids of a map, one for each request; those of others are told. Both are in byte order of the services. */
  #align(ids: ReadonlyMap<string, number> | undefined, tell: (service: string, id: number) => void): number[] {
    const { requests } = this;
    const aligned = new Array<number>(requests.length).fill(none);
    let i = 0;
    ids?.forEach((id, service) => {
      while (i < requests.length && requests[i]!.service < service) i++;
      if (requests[i]?.service === service) aligned[i] = id;
      else tell(service, id);
    });
    return aligned;
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
}
