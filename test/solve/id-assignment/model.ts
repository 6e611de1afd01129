import { expect } from 'vitest';
import { type IdAssignments, noIdAssignments } from '../../../src/model/ids.ts';
import { assignNumbers } from '../../../src/solve/id-assignment/assign-numbers.ts';
import type { HeldNumbers } from '../../../src/solve/id-assignment/held-numbers.ts';
import type { Pool } from '../../../src/solve/id-assignment/pool.ts';
import type { IdRequest, IdSolution } from '../../../src/solve/id-assignment/problem.ts';
import { verifyIdAssignment } from '../../../src/verify/verify-id-assignment.ts';

/** What an operator changes between two runs. */
export interface World {
  readonly pools: Map<string, Pool>;
  readonly services: Map<string, Omit<IdRequest, 'service'>>;
  /** Numbers that services say outright that they have: of the pool `p`, and of `q` and `r` together. */
  readonly held: Map<'p' | 'qr', readonly HeldNumbers[]>;
  /** Whether `r` is coupled with `q`. */
  isCoupled: boolean;
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
  /** Pool → place → number → the run in which it stopped to be in use there. */
  #releases = new Map<string, Map<string, Map<number, number>>>();
  /** Pool → place → the numbers that were in use there after the run before. */
  #inUse = new Map<string, Map<string, Set<number>>>();
  #lasts = new Map<string, Map<string, number>>();
  /** Pool → service → the id that it had last, which nobody else got since. */
  #former = new Map<string, ReadonlyMap<string, number>>();
  #run = 0;
  /** What the last run was asked and wrote; undefined where it ended without writing. */
  written:
    | {
        readonly pools: ReadonlyMap<string, Pool>;
        readonly requests: readonly IdRequest[];
        readonly ids: IdAssignments;
      }
    | undefined;
  /** How often something worth testing happened, so that a test can see that it did. */
  readonly seen = {
    runs: 0,
    dry: 0,
    conflicts: 0,
    reused: 0,
    kept: 0,
    held: 0,
    ousted: 0,
    returned: 0,
    forgotten: 0,
    together: 0,
    joined: 0,
  };

  run({ pools, ...rest }: World): void {
    this.written = undefined;
    const world = { ...rest, pools: rest.isCoupled ? couple(pools) : pools };
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
    this.#allPools = world.pools;
    this.seen.runs++;
    expectNoSharing(held);
    expectPinConflictsReal(solution, world, requests, literal);
    this.seen.conflicts += solution.pinConflicts.length;
    if (solution.pinConflicts.length > 0) return;
    this.#expectPinned(solution, requests);
    this.#expectHeldLeftAlone(held, literal, requests);
    this.#expectCoupled(solution, world, requests);
    this.#expectKept(held, world, requests, literal);
    this.#expectGivenBack(held, world, requests, literal);
    this.#expectDryOnlyWhenDry(solution, world, held, requests, literal);
    this.#expectInTurn(held, world, requests, literal, solution.dry.length === 0);
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
    this.written = { pools: problem.pools, requests, ids: this.#ids };
  }

  #expectPinned({ assignments }: IdSolution, requests: readonly IdRequest[]): void {
    for (const { service, pins } of requests) {
      for (const [pool, id] of pins) expect(assignments.ids.get(pool)?.get(service)).toBe(id);
    }
  }

  /** Who wants ids of coupled pools has one for all. */
  #expectCoupled({ assignments, dry }: IdSolution, { pools }: World, requests: readonly IdRequest[]): void {
    for (const request of requests) {
      for (const name of request.pools) {
        const those = together(name, request, pools);
        if (those.length < 2 || dry.some(({ services }) => services.includes(request.service))) continue;
        this.seen.together++;
        expect(new Set(those.map(pool => assignments.ids.get(pool.name)?.get(request.service))).size).toBe(1);
      }
    }
  }

  /** Nobody gets what another service has where it stands; what is new in a pool of global scope is had nowhere. */
  #expectHeldLeftAlone(held: readonly Held[], literal: Literal, requests: readonly IdRequest[]): void {
    for (const one of held) {
      const isNew = ['once', 'new'].includes(this.#reason(one, requests));
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
  #expectKept(held: readonly Held[], { pools }: World, requests: readonly IdRequest[], literal: Literal): void {
    for (const request of requests) {
      const { service, targets } = request;
      for (const name of new Set(request.pools)) {
        const those = together(name, request, pools);
        if (those.some(pool => request.pins.has(pool.name))) continue;
        const has = held.find(one => one.service === service && one.pool.name === name)?.id;
        const candidates = new Set(those.flatMap(pool => this.#ids.ids.get(pool.name)?.get(service) ?? []));
        for (const id of candidates) {
          if (id === has) {
            this.seen.kept++;
            if (those.length > 1 && those.some(pool => this.#ids.ids.get(pool.name)?.get(service) !== id))
              this.seen.joined++;
            break;
          }
          const isBlocked = those.some(pool => {
            const wish = { service, pool, id, targets };
            if (!isKeepable(pool, id)) return true;
            if (isHeldByOthers(wish, literal)) {
              this.seen.ousted++;
              return true;
            }
            return held.some(
              other => inTheWay(other, wish) && ['pin', 'before'].includes(this.#reason(other, requests)),
            );
          });
          expect(isBlocked).toBe(true);
        }
      }
    }
  }

  /** A service without an id gets the one again that it had last, unless somebody with a better claim is in the way. */
  #expectGivenBack(held: readonly Held[], { pools }: World, requests: readonly IdRequest[], literal: Literal): void {
    for (const request of requests) {
      const { service, targets } = request;
      for (const name of new Set(request.pools)) {
        const those = together(name, request, pools);
        const mine = held.find(one => one.service === service && one.pool.name === name);
        if (those.some(pool => request.pins.has(pool.name))) continue;
        if (mine !== undefined && this.#reason(mine, requests) === 'before') continue;
        for (const id of new Set(those.flatMap(pool => this.#former.get(pool.name)?.get(service) ?? []))) {
          if (id === mine?.id) {
            this.seen.returned++;
            break;
          }
          const isBlocked = those.some(pool => {
            const wish = { service, pool, id, targets };
            if (!isKeepable(pool, id) || isHeldFor(wish, literal)) return true;
            return held.some(other => inTheWay(other, wish) && this.#reason(other, requests) !== 'new');
          });
          expect(isBlocked).toBe(true);
        }
      }
    }
  }

  /** Why somebody has an id: by a pin, as it had it before, or had it once; else it is new. */
  #reason({ service, pool, id }: Held, requests: readonly IdRequest[]): 'pin' | 'before' | 'once' | 'new' {
    const request = requests.find(one => one.service === service) as IdRequest;
    const those = together(pool.name, request, this.#allPools);
    if (those.some(({ name }) => request.pins.get(name) === id)) return 'pin';
    if (those.some(({ name }) => this.#ids.ids.get(name)?.get(service) === id)) return 'before';
    return those.some(({ name }) => this.#former.get(name)?.get(service) === id) ? 'once' : 'new';
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
    { pools }: World,
    held: readonly Held[],
    requests: readonly IdRequest[],
    literal: Literal,
  ): void {
    for (const { pool: name, services: unserved } of dry) {
      for (const service of unserved) {
        const request = requests.find(one => one.service === service) as IdRequest;
        expect(listFree(name, request, pools, held, literal)).toEqual([]);
      }
    }
  }

  #allPools: ReadonlyMap<string, Pool> = new Map();

  /**
   * A new id is, of those that are free, one that has rested longest, and of these the first after the last assignment and around.
   * New ids are taken away, and given again in the order of the rules.
   */
  #expectInTurn(
    held: readonly Held[],
    { pools }: World,
    requests: readonly IdRequest[],
    literal: Literal,
    isKept: boolean,
  ): void {
    this.#run++;
    const now = held.filter(one => this.#reason(one, requests) !== 'new');
    const releases = this.#listReleases(now, pools, literal);
    const lasts = new Map([...this.#lasts].map(([pool, places]) => [pool, new Map(places)]));
    for (const group of inOrder(pools)) {
      for (const request of requests) {
        const its = group.filter(({ name }) => request.pools.includes(name));
        const [pool] = its;
        const given = held.find(one => one.service === request.service && one.pool === pool);
        if (pool === undefined || given === undefined || now.includes(given)) continue;
        const free = listFree(pool.name, request, pools, now, literal);
        const places = pool.scope === 'global' ? [''] : request.targets;
        const last = Math.max(
          -1,
          ...its.flatMap(one =>
            places.map(place => lastIn(lasts.get(one.name), place)).filter(id => id >= one.min && id <= one.max),
          ),
        );
        const age = (id: number) => Math.max(...group.map(one => ageOf({ ...given, pool: one, id }, pools, releases)));
        const rank = (id: number): number[] => [age(id), id > last ? 0 : 1, id];
        const [first] = free.sort((a, b) => compareLists(rank(a), rank(b)));
        expect(given.id).toBe(first);
        if (age(given.id) > 0) this.seen.reused++;
        for (const one of its) {
          now.push({ ...given, pool: one });
          const marks = lasts.get(one.name) ?? new Map<string, number>();
          lasts.set(one.name, marks);
          // What was said of targets counts no more once the pool has an id given in the system.
          if (one.scope === 'global') marks.clear();
          for (const place of places) marks.set(place, given.id);
        }
      }
    }
    if (!isKept) return;
    for (const [name, marks] of lasts) {
      const last = lastIn(marks, '');
      if (pools.get(name)?.scope === 'global') lasts.set(name, new Map([['', last]]));
    }
    this.#lasts = lasts;
    this.#inUse = new Map(
      [...pools.values()].map(pool => [pool.name, usedOf(pool, pool.scope === 'global' ? [] : held, literal)]),
    );
    for (const [name, places] of releases) {
      const pool = pools.get(name) as Pool;
      const used = usedBySpace(pool, pools, held);
      for (const [place, runs] of places) {
        for (const number of runs.keys()) {
          if (used.get('')?.has(number) === true || used.get(place)?.has(number) === true) runs.delete(number);
        }
      }
    }
    this.#releases = releases;
  }

  /** Those of earlier runs, and what was in use and is not now. */
  #listReleases(now: readonly Held[], pools: ReadonlyMap<string, Pool>, literal: Literal): Releases {
    const releases: Releases = new Map();
    for (const [name, pool] of pools) {
      const its = new Map([...(this.#releases.get(name) ?? [])].map(([place, runs]) => [place, new Map(runs)]));
      releases.set(name, its);
      const used = usedBySpace(pool, pools, now);
      const before = new Map(this.#inUse.get(name));
      const known = new Set([...before.values()].flatMap(numbers => [...numbers]));
      for (const [service, id] of this.#ids.ids.get(name) ?? []) {
        if (known.has(id) || now.some(one => one.service === service && one.pool === pool && one.id === id)) continue;
        // How many numbers it stood for is not known; as many as an id of the pool does now.
        const all = Array.from({ length: pool.block }, (_, i) => id + i);
        before.set('', new Set([...(before.get('') ?? []), ...all]));
      }
      for (const [place, numbers] of before) {
        for (const number of numbers) {
          const isUsed =
            place === ''
              ? [...used.values()].some(those => those.has(number))
              : used.get('')?.has(number) === true || used.get(place)?.has(number) === true;
          const isHeld = (literal.get(name) ?? []).some(
            one => number >= one.from && number <= one.to && (place === '' || one.targets.includes(place)),
          );
          if (isUsed || isHeld) continue;
          const runs = its.get(place) ?? new Map<number, number>();
          its.set(place, runs);
          runs.set(number, this.#run);
        }
      }
    }
    return releases;
  }
}

type Releases = Map<string, Map<string, Map<number, number>>>;

/** The pools coupled with a pool that a service wants, the pool itself among them, the named one first. */
function together(name: string, { pools: wanted }: Pick<IdRequest, 'pools'>, pools: ReadonlyMap<string, Pool>): Pool[] {
  const leader = pools.get(name)?.sameAs ?? name;
  const those = [...pools.values()].filter(pool => pool.name === leader || pool.sameAs === leader);
  return those.filter(pool => wanted.includes(pool.name));
}

/** `r` coupled with `q`: of one shape, but with a range of its own. */
function couple(pools: ReadonlyMap<string, Pool>): Map<string, Pool> {
  const [q, r] = [pools.get('q') as Pool, pools.get('r') as Pool];
  const min = q.min + Math.max(Math.ceil(-q.min / q.step), Math.round((r.min - q.min) / q.step)) * q.step;
  const { block, step, scope } = q;
  const space = r.space === q.space ? undefined : r.space;
  return new Map([...pools, ['r', { ...r, block, step, scope, space, min, max: min + r.max - r.min, sameAs: 'q' }]]);
}

/** Groups of coupled pools, those with the narrowest pool first. */
function inOrder(pools: ReadonlyMap<string, Pool>): readonly (readonly Pool[])[] {
  const width = ({ min, max, step, block }: Pool) => Math.max(0, Math.floor((max - block + 1 - min) / step) + 1);
  const groups = [...pools.values()].flatMap(pool => {
    if (pool.sameAs !== undefined) return [];
    return [[pool, ...[...pools.values()].filter(({ sameAs }) => sameAs === pool.name)]];
  });
  const key = (group: readonly Pool[]) => group.map(pool => [width(pool), pool.max]).sort(compareLists)[0] as number[];
  return groups.sort((a, b) => compareLists(key(a), key(b)));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [i, number] of a.entries()) if (number !== b[i]) return number - (b[i] as number);
  return 0;
}

/** The ids that a new one may be for a service: free in all coupled pools, and one of those that it wants. */
function listFree(
  name: string,
  request: IdRequest,
  pools: ReadonlyMap<string, Pool>,
  held: readonly Held[],
  literal: Literal,
): number[] {
  const { service, targets } = request;
  const wanted = together(name, request, pools);
  const all = together(name, { pools: [...pools.keys()] }, pools);
  return idsOf(pools.get(name) as Pool).filter(
    id =>
      wanted.every(pool => {
        const wish = { service, pool, id, targets };
        return idsOf(pool).includes(id) && !isReserved(pool, id) && !isHeldFor(wish, literal);
      }) && all.every(pool => !held.some(other => inTheWay(other, { service: '', pool, id, targets }))),
  );
}

/** Since which run the numbers of an id rest where it is wanted, in the space of its pool. */
function ageOf({ pool, id, targets }: Held, pools: ReadonlyMap<string, Pool>, releases: Releases): number {
  let age = 0;
  for (const other of pools.values()) {
    if (other !== pool && (pool.space === undefined || other.space !== pool.space)) continue;
    for (const [place, runs] of releases.get(other.name) ?? []) {
      if (pool.scope === 'machine' && place !== '' && !targets.includes(place)) continue;
      for (let number = id; number < id + pool.block; number++) age = Math.max(age, runs.get(number) ?? 0);
    }
  }
  return age;
}

/** Place → the numbers that are in use there, of ids of this pool and by services that did not ask. */
function usedOf(pool: Pool, held: readonly Held[], literal: Literal): Map<string, Set<number>> {
  const used = new Map<string, Set<number>>();
  const add = (place: string, number: number) => void used.set(place, (used.get(place) ?? new Set()).add(number));
  for (const { id, targets, pool: its } of held) {
    if (its !== pool) continue;
    const places = pool.scope === 'global' ? [''] : targets;
    for (const place of places) for (let number = id; number < id + pool.block; number++) add(place, number);
  }
  for (const { from, to, targets } of literal.get(pool.name) ?? []) {
    for (let number = Math.max(from, pool.min); number <= Math.min(to, pool.max); number++) {
      for (const target of targets) add(target, number);
    }
  }
  return used;
}

function usedBySpace(pool: Pool, pools: ReadonlyMap<string, Pool>, held: readonly Held[]): Map<string, Set<number>> {
  const all = [...pools.values()].filter(
    other => other === pool || (pool.space !== undefined && other.space === pool.space),
  );
  const used = new Map<string, Set<number>>();
  for (const other of all) {
    for (const [place, numbers] of usedOf(other, held, new Map())) {
      used.set(place, new Set([...(used.get(place) ?? []), ...numbers]));
    }
  }
  return used;
}

/** The id given last in a place; where nothing was, that of the other scope. */
function lastIn(lasts: ReadonlyMap<string, number> | undefined, place: string): number {
  if (place === '') return Math.max(-1, ...(lasts?.values() ?? []));
  const own = lasts?.get(place);
  if (own !== undefined) return own;
  return lasts?.get('') ?? -1;
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
    expect(idsOf(one.pool).includes(one.id) || isKeepable(one.pool, one.id)).toBe(true);
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
    const same = other?.service === service && together(pool, { pools: [...pools.keys()] }, pools);
    if (same !== false && same.some(({ name }) => name === other?.pool)) expect(other?.id).not.toBe(id);
    else if (held !== undefined) {
      expect(literal.get(pool)).toContain(held);
      expect(isHeldByOthers(mine, new Map([[pool, [held]]]))).toBe(true);
    } else if (other === undefined) expect(idsOf(mine.pool)).not.toContain(id);
    else {
      const request = requests.find(each => each.service === other.service) as IdRequest;
      expect(together(other.pool, request, pools).map(({ name }) => request.pins.get(name))).toContain(other.id);
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

/** Whether a service may keep an id that it had: one of the pool, or any that can be one where the pool adopts them. */
function isKeepable(pool: Pool, id: number): boolean {
  const { keepForeign, forbidden = [], block } = pool;
  const isPossible = !forbidden.some(({ from, to }) => from < id + block && to >= id);
  return !isReserved(pool, id) && (idsOf(pool).includes(id) || (keepForeign === true && isPossible));
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
