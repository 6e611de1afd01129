import { expect } from 'vitest';
import { assignNumbers } from '../../../src/solve/id-assignment/assign-numbers.ts';
import type { HeldNumbers } from '../../../src/solve/id-assignment/held-numbers.ts';
import { type IdAssignments, noIdAssignments } from '../../../src/solve/id-assignment/id-assignments.ts';
import type { Pool } from '../../../src/solve/id-assignment/pool.ts';
import type { IdRequest, IdSolution } from '../../../src/solve/id-assignment/problem.ts';
import { verifyIdAssignment } from '../../../src/verify/verify-id-assignment.ts';

/** What an operator changes between two runs. */
export interface World {
  readonly pools: Map<string, Pool>;
  readonly services: Map<string, Omit<IdRequest, 'service'>>;
  /** Numbers that services say outright that they have: of the pool `p`, and of `q` and `r` together. */
  readonly held: Map<'p' | 'qr', readonly HeldNumbers[]>;
}

/** A service's id of a pool, with all that decides whom it gets in the way of. */
interface Held {
  readonly service: string;
  readonly pool: Pool;
  readonly id: number;
  readonly targets: readonly string[];
}

/**
 * The rules, written down a second time without any algorithm: runs the assigner on a changed world and compares what it did with
 * each rule by looking at all ids and all pairs of services.
 */
export class Operator {
  #ids: IdAssignments = noIdAssignments;
  #pools: ReadonlyMap<string, Pool> = new Map();
  #targets = new Map<string, readonly string[]>();
  /** Pool of global scope → id → the run that released it. Forgotten when the pool changes. */
  readonly #releases = new Map<string, Map<number, number>>();
  /** Pool → service → the id that it had last, which nobody else got since. */
  #former = new Map<string, ReadonlyMap<string, number>>();
  #run = 0;
  /** How often something worth testing happened, so that a test can see that it did. */
  readonly seen = { runs: 0, dry: 0, conflicts: 0, reused: 0, kept: 0, held: 0, ousted: 0, returned: 0, forgotten: 0 };

  run(world: World): void {
    const requests = [...world.services]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([service, wanted]): IdRequest => ({ service, ...wanted }));
    const others = world.held.get('qr') ?? [];
    const literal = new Map([
      ['p', world.held.get('p') ?? []],
      ['q', others],
      ['r', others],
    ]);
    const problem = { pools: sorted(world.pools), requests, previous: this.#ids, held: literal };
    const solution = assignNumbers(problem);
    expect(verifyIdAssignment(problem, solution)).toEqual([]);
    const held = listHeld(solution, problem.pools, requests);
    this.seen.runs++;
    expectNoSharing(held);
    expectPinConflictsReal(solution, world, requests, literal);
    this.seen.conflicts += solution.pinConflicts.length;
    if (solution.pinConflicts.length > 0) return;
    this.#expectPinned(solution, requests);
    this.#expectHeldLeftAlone(held, literal, requests);
    this.#expectKept(solution, world, requests, literal);
    this.#expectGivenBack(held, world, requests, literal);
    this.#expectDryOnlyWhenDry(solution, world, held, literal);
    this.#expectReleasedLast(solution, world, requests, literal);
    this.seen.dry += solution.dry.length;
    if (solution.dry.length > 0) return;
    for (const { service, pools } of requests) {
      for (const pool of pools) expect(solution.assignments.ids.get(pool)?.has(service)).toBe(true);
    }
    const again = assignNumbers({ ...problem, previous: solution.assignments });
    expect(again.assignments).toEqual(solution.assignments);
    this.#former = this.#remember(solution, held, world);
    expect(solution.assignments.former ?? new Map()).toEqual(this.#former);
    this.#ids = solution.assignments;
    this.#pools = new Map(world.pools);
    this.#targets = new Map(requests.map(({ service, targets }) => [service, targets]));
  }

  #expectPinned({ assignments }: IdSolution, requests: readonly IdRequest[]): void {
    for (const { service, pins } of requests) {
      for (const [pool, id] of pins) expect(assignments.ids.get(pool)?.get(service)).toBe(id);
    }
  }

  /** Nobody gets what another service has where it stands; what is new in a pool of global scope is had nowhere. */
  #expectHeldLeftAlone(held: readonly Held[], literal: Literal, requests: readonly IdRequest[]): void {
    for (const one of held) {
      const isPinned = requests.find(({ service }) => service === one.service)?.pins.has(one.pool.name) ?? false;
      const isNew = !isPinned && this.#ids.ids.get(one.pool.name)?.get(one.service) !== one.id;
      for (const other of literal.get(one.pool.name) ?? []) {
        if (!sharesNumber(one, other)) continue;
        this.seen.held++;
        expect(isNew && one.pool.scope === 'global').toBe(false);
        if (!isNew && (other.service === one.service || other.spares?.has(one.service))) continue;
        expect(other.targets.some(target => one.targets.includes(target))).toBe(false);
      }
    }
  }

  /** An id that was valid, and that nobody else held or pins, is never changed. */
  #expectKept({ assignments }: IdSolution, { pools }: World, requests: readonly IdRequest[], literal: Literal): void {
    const claims: Held[] = [];
    const candidates: Held[] = [];
    for (const { service, targets, pools: wanted, pins } of requests) {
      for (const name of new Set(wanted)) {
        const pool = pools.get(name) as Pool;
        const pinned = pins.get(name);
        const id = pinned ?? this.#ids.ids.get(name)?.get(service);
        if (id === undefined) continue;
        const claim = { service, pool, id, targets };
        claims.push(claim);
        if (pinned === undefined && idsOf(pool).includes(id) && !isReserved(pool, id)) candidates.push(claim);
      }
    }
    for (const candidate of candidates) {
      if (claims.some(claim => claim !== candidate && inTheWay(claim, candidate))) continue;
      if (isHeldByOthers(candidate, literal)) {
        this.seen.ousted++;
        continue;
      }
      this.seen.kept++;
      expect(assignments.ids.get(candidate.pool.name)?.get(candidate.service)).toBe(candidate.id);
    }
  }

  /** A service without an id gets the one again that it had last, unless somebody with a better claim is in the way. */
  #expectGivenBack(held: readonly Held[], { pools }: World, requests: readonly IdRequest[], literal: Literal): void {
    for (const { service, targets, pools: wanted, pins } of requests) {
      for (const name of new Set(wanted)) {
        const pool = pools.get(name) as Pool;
        const id = this.#former.get(name)?.get(service);
        const has = held.find(one => one.service === service && one.pool === pool)?.id;
        const hasKept = has !== undefined && has === this.#ids.ids.get(name)?.get(service);
        if (id === undefined || pins.has(name) || hasKept) continue;
        const wish = { service, pool, id, targets };
        const isNobodys = { ...wish, targets: pool.scope === 'global' ? [] : targets };
        if (!idsOf(pool).includes(id) || isReserved(pool, id) || isHeldFor(isNobodys, literal)) continue;
        if (has === id) this.seen.returned++;
        else expect(held.some(other => !this.#isNew(other, requests) && inTheWay(other, wish))).toBe(true);
      }
    }
  }

  /** Whether an id is neither pinned, nor one that the service had before, nor the one that it had last. */
  #isNew({ service, pool, id }: Held, requests: readonly IdRequest[]): boolean {
    if (requests.find(request => request.service === service)?.pins.has(pool.name)) return false;
    const had = [this.#ids.ids.get(pool.name)?.get(service), this.#former.get(pool.name)?.get(service)];
    return !had.includes(id);
  }

  /** Who had which id last: those from before, those who lost one now, without those whose numbers somebody got now. */
  #remember({ assignments }: IdSolution, held: readonly Held[], { pools }: World): Map<string, Map<string, number>> {
    const got = held.filter(({ service, pool, id }) => this.#ids.ids.get(pool.name)?.get(service) !== id);
    const former = new Map<string, Map<string, number>>();
    for (const [name, pool] of pools) {
      const its = new Map(this.#former.get(name));
      const now = assignments.ids.get(name);
      for (const [service, id] of this.#ids.ids.get(name) ?? []) if (now?.get(service) !== id) its.set(service, id);
      for (const [service, id] of its) {
        const isHis = now?.get(service) === id;
        const isGone = got.some(
          other =>
            (other.pool === pool || (pool.space !== undefined && pool.space === other.pool.space)) &&
            other.id < id + pool.block &&
            id < other.id + other.pool.block,
        );
        if (isHis || isGone) its.delete(service);
        if (isGone) this.seen.forgotten++;
      }
      if (its.size > 0) former.set(name, its);
    }
    return former;
  }

  #expectDryOnlyWhenDry(
    { dry }: IdSolution,
    { pools, services }: World,
    held: readonly Held[],
    literal: Literal,
  ): void {
    for (const { pool: name, services: unserved } of dry) {
      const pool = pools.get(name) as Pool;
      for (const service of unserved) {
        const { targets } = services.get(service) as IdRequest;
        for (const id of idsOf(pool)) {
          if (isReserved(pool, id) || isHeldFor({ service: '', pool, id, targets }, literal)) continue;
          expect(held.some(other => inTheWay(other, { service: '', pool, id, targets }))).toBe(true);
        }
      }
    }
  }

  /**
   * Global scope: a new id is one that was released before all other free ones, or never. Machine scope: an id that this run takes from a
   * target, at or below its last assignment, is not given on that target while another one is free.
   */
  #expectReleasedLast(solution: IdSolution, { pools }: World, requests: readonly IdRequest[], literal: Literal): void {
    this.#run++;
    for (const pool of pools.values()) {
      if (pool.space !== undefined) continue;
      const before = this.#ids.ids.get(pool.name) ?? new Map<string, number>();
      const after = solution.assignments.ids.get(pool.name) ?? new Map<string, number>();
      const fresh = [...after].filter(([service, id]) => this.#isNew({ service, pool, id, targets: [] }, requests));
      const gone = [...before].filter(([service, id]) => after.get(service) !== id);
      if (pool.scope === 'machine') this.#expectNotAtOnce(pool, fresh, gone, after, requests, literal);
      else this.#expectOldestFirst(pool, fresh, gone, after, solution.dry.length === 0, literal);
    }
  }

  readonly #heldOnce = new Set<string>();

  #expectOldestFirst(
    pool: Pool,
    fresh: readonly (readonly [string, number])[],
    gone: readonly (readonly [string, number])[],
    after: ReadonlyMap<string, number>,
    isKept: boolean,
    literal: Literal,
  ): void {
    const same = JSON.stringify(this.#pools.get(pool.name)) === JSON.stringify(pool);
    const releases = new Map(same ? this.#releases.get(pool.name) : []);
    for (const [, id] of gone) releases.set(id, this.#run);
    const age = (id: number) => releases.get(id) ?? 0;
    const taken = new Set(after.values());
    const isHeld = (id: number) => isHeldFor({ service: '', pool, id, targets: [] }, literal);
    const free = idsOf(pool).filter(id => !taken.has(id) && !isReserved(pool, id) && !isHeld(id));
    const newest = Math.max(...fresh.map(([, id]) => age(id)));
    // Where numbers are or were held unasked, the file does not tell since when they are free again.
    if (idsOf(pool).some(isHeld)) this.#heldOnce.add(pool.name);
    const isTold = !this.#heldOnce.has(pool.name);
    for (const id of isTold ? free : []) expect(age(id)).toBeGreaterThanOrEqual(newest);
    if (fresh.some(([, id]) => age(id) > 0)) this.seen.reused++;
    for (const id of taken) releases.delete(id);
    if (isKept) this.#releases.set(pool.name, releases);
  }

  #expectNotAtOnce(
    pool: Pool,
    fresh: readonly (readonly [string, number])[],
    gone: readonly (readonly [string, number])[],
    after: ReadonlyMap<string, number>,
    requests: readonly IdRequest[],
    literal: Literal,
  ): void {
    const targetsOf = (service: string) => requests.find(request => request.service === service)?.targets ?? [];
    for (const [service, id] of fresh) {
      const [target, second] = targetsOf(service);
      if (target === undefined || second !== undefined) continue;
      const last = this.#ids.lastAssignmentsPerTarget.get(target)?.get(pool.name) ?? -1;
      const isReleased = (number: number) => gone.some(([, other]) => other === number);
      const wasHere = gone.some(([other, at]) => at === id && this.#targets.get(other)?.includes(target));
      if (!wasHere || id > last || last > pool.max) continue;
      for (const other of idsOf(pool)) {
        const isTaken = [...after].some(([holder, held]) => held === other && targetsOf(holder).includes(target));
        const isHeld = isHeldFor({ service: '', pool, id: other, targets: [target] }, literal);
        if (!isReserved(pool, other) && !isTaken && !isHeld) expect(isReleased(other)).toBe(true);
      }
    }
  }
}

function listHeld(solution: IdSolution, pools: ReadonlyMap<string, Pool>, requests: readonly IdRequest[]): Held[] {
  return [...solution.assignments.ids].flatMap(([name, services]) =>
    [...services].map(([service, id]) => ({
      service,
      pool: pools.get(name) as Pool,
      id,
      targets: requests.find(request => request.service === service)?.targets ?? [],
    })),
  );
}

function expectNoSharing(held: readonly Held[]): void {
  for (const one of held) {
    expect(idsOf(one.pool)).toContain(one.id);
    for (const other of held) if (one !== other) expect(inTheWay(one, other)).toBe(false);
  }
}

function expectPinConflictsReal(
  { pinConflicts }: IdSolution,
  { pools }: World,
  requests: readonly IdRequest[],
  literal: Literal,
): void {
  for (const { service, pool, id, other, held } of pinConflicts) {
    const targets = requests.find(request => request.service === service)?.targets ?? [];
    const mine = { service, pool: pools.get(pool) as Pool, id, targets };
    if (held !== undefined) {
      expect(literal.get(pool)).toContain(held);
      expect(isHeldByOthers(mine, new Map([[pool, [held]]]))).toBe(true);
    } else if (other === undefined) expect(idsOf(mine.pool)).not.toContain(id);
    else {
      const request = requests.find(each => each.service === other.service) as IdRequest;
      expect(request.pins.get(other.pool)).toBe(other.id);
      expect(inTheWay(mine, { ...other, pool: pools.get(other.pool) as Pool, targets: request.targets })).toBe(true);
    }
  }
}

/** Whether two holders may not have these ids at the same time. */
function inTheWay(one: Held, other: Held): boolean {
  if (one.service === other.service && one.pool === other.pool) return false;
  const sameSpace = one.pool === other.pool || (one.pool.space !== undefined && one.pool.space === other.pool.space);
  if (!sameSpace) return false;
  if (one.id > other.id + other.pool.block - 1 || other.id > one.id + one.pool.block - 1) return false;
  if (one.pool.scope === 'global' || other.pool.scope === 'global') return true;
  return one.targets.some(target => other.targets.includes(target));
}

type Literal = ReadonlyMap<string, readonly HeldNumbers[]>;

function sharesNumber({ id, pool }: Held, { from, to }: HeldNumbers): boolean {
  for (let number = id; number < id + pool.block; number++) if (number >= from && number <= to) return true;
  return false;
}

/** Whether another service has it on one of the targets. */
function isHeldThere(one: Held, literal: Literal): boolean {
  return (literal.get(one.pool.name) ?? []).some(
    other => sharesNumber(one, other) && other.targets.some(target => one.targets.includes(target)),
  );
}

/** The same, where the one who has or pins it counts for nobody, and who is told apart from it neither. */
function isHeldByOthers(one: Held, literal: Literal): boolean {
  const those = (literal.get(one.pool.name) ?? []).filter(
    ({ service, spares }) => service !== one.service && spares?.has(one.service) !== true,
  );
  return isHeldThere(one, new Map([[one.pool.name, those]]));
}

/** Whether a service has it where a new id must not be. */
function isHeldFor(one: Held, literal: Literal): boolean {
  if (one.pool.scope === 'machine') return isHeldThere(one, literal);
  return (literal.get(one.pool.name) ?? []).some(other => sharesNumber(one, other));
}

/** Those in the range whose block no forbidden number is in. */
function idsOf({ min, max, step, block, forbidden = [] }: Pool): number[] {
  const ids: number[] = [];
  for (let id = min; id + block - 1 <= max; id += step) {
    if (!forbidden.some(({ from, to }) => from < id + block && to >= id)) ids.push(id);
  }
  return ids;
}

function isReserved({ reserved, block }: Pool, id: number): boolean {
  return reserved.some(({ from, to }) => {
    for (let number = id; number < id + block; number++) if (number >= from && number <= to) return true;
    return false;
  });
}

function sorted<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
