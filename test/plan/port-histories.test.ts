import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { askIds } from '../../src/load/answer/ask-ids.ts';
import type { Pool } from '../../src/model/id-resources.ts';
import { type IdAssignments, noIdAssignments } from '../../src/model/ids.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { listAssigned } from '../../src/plan/index.ts';
import { planners } from '../../src/plan/planners.ts';
import { verifyIds } from '../../src/verify/answer/verify-ids.ts';
import { distribution, servicesModel, targetsWith } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

// Not in the fast lane: rules are only reached by many histories.

/** A port as a service says it; 1 is TCP, 2 is UDP, 3 is both. */
interface Said {
  readonly number: number;
  readonly protocols: number;
  readonly address: string | undefined;
}

interface Service {
  readonly wants: readonly string[];
  readonly targets: readonly string[];
  readonly says: readonly Said[];
  readonly pin: number | undefined;
}

type Services = ReadonlyMap<string, Service>;

const said: fc.Arbitrary<Said> = fc.record({
  number: fc.integer({ min: 1, max: 14 }),
  protocols: fc.constantFrom(1, 2, 3),
  address: fc.constantFrom(undefined, undefined, '10.0.0.1', '10.0.0.2'),
});
const service: fc.Arbitrary<Service> = fc
  .record({
    wants: fc.subarray(['ports', 'tcpPorts', 'udpPorts']),
    // Some go to no target.
    targets: fc.subarray(['t1', 't2']),
    says: fc.array(said, { maxLength: 2 }),
    pin: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 3 }),
    saysPin: fc.boolean(),
  })
  .map(({ saysPin, ...own }) => {
    // What it pins may be on one address or protocol, as it says.
    const says = own.says.map((one, i) => (i === 0 && saysPin && own.pin ? { ...one, number: own.pin } : one));
    return { ...own, says };
  });
/** Who comes or changes, or goes: undefined. */
const names = ['a', 'b', 'c', 'd', 'e'];
/** The ports of this one are those that its targets have by themselves. */
const machine = 'machine';
const step = fc.tuple(fc.constantFrom(...names, machine), fc.option(service, { nil: undefined, freq: 3 }));
const scopes = fc.constantFrom('global' as const, 'machine' as const);

function makePools(scope: Pool['scope'], isCoupled: boolean): ReadonlyMap<string, Pool> {
  const pool = (name: string, protocols: number, own: Partial<Pool>): [string, Pool] => {
    const numbers = { min: 1, max: 12, step: 1, block: 1, reserved: [], usedBySystem: [] };
    const rest = { space: undefined, position: undefined, kind: 'port' as const };
    return [name, { name, ...numbers, ...rest, protocols, scope, ...own }];
  };
  return new Map([
    pool('ports', 3, { scope: 'machine' }),
    pool('tcpPorts', 1, {}),
    pool('udpPorts', 2, isCoupled ? { sameAs: 'tcpPorts' } : {}),
  ]);
}

function textOf({ number, protocols, address }: Said): string {
  return `${address === undefined ? '' : `${address}:`}${number}/${['', 'tcp', 'udp', 'both'][protocols]}`;
}

const portsOf = ({ says }: Pick<Service, 'says'>) => says.map((one, i) => [`${'xyz'[i]}Port`, textOf(one)] as const);

let plans = 0;

function assign(
  services: Services,
  machines: Service | undefined,
  pools: ReadonlyMap<string, Pool>,
  previous: IdAssignments,
) {
  const sorted = [...services].sort(([a], [b]) => (a < b ? -1 : 1));
  const request = {
    services: servicesModel(
      sorted.map(([name, { pin, ...own }]) => [
        name,
        {
          attributes: [
            ['requiresUniqueIdsFor', [...own.wants]],
            ...portsOf(own),
            ...(pin === undefined ? [] : [['pinnedIds', AttributeSetValue.from([['ports', pin]])] as const]),
          ],
        },
      ]),
    ),
    infrastructure: targetsWith(machines?.targets.map(target => [target, portsOf(machines)] as const) ?? []),
    distribution: distribution(sorted.map(([name, { targets }]) => [name, targets])),
    resources: { pools },
    previous,
  };
  const serviceProperty = 'requiresUniqueIdsFor';
  const plan = planners['id-assign'](request, { serviceProperty }, new Findings());
  // The verifier, which poses the problem anew, takes as long as all else.
  if (plans++ % 4 !== 0) return plan;
  const asked = { ...askIds({ ...request, serviceProperty }, new Findings()), isBeforeKnown: true };
  if (plan.kind === 'planned') {
    const { assignments: ids, proof, foreign, held } = plan;
    const changes = { ...proof, assigned: listAssigned(previous, ids) };
    expect(verifyIds(asked, { ids, dry: [], changes, foreign, held }).faults).toEqual([]);
    // As it stands it holds, too.
    expect(verifyIds({ ...asked, isBeforeKnown: false }, { ids, dry: [] }).faults).toEqual([]);
  } else if (plan.reason.kind === 'no-numbers') {
    const dry = plan.reason.pools.map(({ pool, services: losers }) => ({ pool: pool.name, services: losers }));
    expect(verifyIds(asked, { ids: undefined, dry }).faults).toEqual([]);
  }
  return plan;
}

const meet = (a: Service, b: Service): boolean => a.targets.some(target => b.targets.includes(target));

function conflict(a: Said, b: Said): boolean {
  const isOneAddress = a.address === undefined || b.address === undefined || a.address === b.address;
  return a.number === b.number && (a.protocols & b.protocols) !== 0 && isOneAddress;
}

/** The rules of docs/ids.md on ports that services say, looked at id by id and service by service. */
class Observer {
  readonly seen = {
    planned: 0,
    kept: 0,
    ousted: 0,
    toldApart: 0,
    fresh: 0,
    returned: 0,
    together: 0,
    impossible: 0,
    idle: 0,
    ofMachine: 0,
  };
  #pools: ReadonlyMap<string, Pool> = new Map();
  #before: IdAssignments = noIdAssignments;
  #machines: Service | undefined;

  run(all: Services, pools: ReadonlyMap<string, Pool>): void {
    this.#pools = pools;
    this.#machines = all.get(machine);
    const services = new Map([...all].filter(([name]) => name !== machine));
    const plan = assign(services, this.#machines, this.#pools, this.#before);
    if (plan.kind !== 'planned') {
      this.seen.impossible++;
      return;
    }
    this.seen.planned++;
    for (const [name, own] of services) {
      if (own.targets.length === 0) {
        for (const ids of plan.assignments.ids.values()) expect(ids.has(name)).toBe(false);
        continue;
      }
      for (const pool of new Set(this.#wanted(own))) this.#look(name, own, pool, services, plan.assignments);
      if (this.#pools.get('udpPorts')?.sameAs === undefined) continue;
      if (!own.wants.includes('tcpPorts') || !own.wants.includes('udpPorts')) continue;
      this.seen.together++;
      expect(plan.assignments.ids.get('udpPorts')?.get(name)).toBe(plan.assignments.ids.get('tcpPorts')?.get(name));
    }
    this.#before = plan.assignments;
  }

  #look(name: string, own: Service, poolName: string, services: Services, now: IdAssignments): void {
    const pool = this.#pools.get(poolName) as Pool;
    const id = now.ids.get(poolName)?.get(name) as number;
    const had = this.#before.ids.get(poolName)?.get(name);
    if (poolName === 'ports' && own.pin !== undefined) expect(id).toBe(own.pin);
    const isOld = this.#together(own, poolName).some(
      other => this.#before.ids.get(other)?.get(name) === id || this.#before.former?.get(other)?.get(name) === id,
    );
    const isOfMachine = this.#isOfMachine(own, pool, id);
    if (had === id) this.seen.kept++;
    if (isOfMachine && had === id) this.seen.ofMachine++;
    if (had === id && this.#sayIdly(services, pool, id)) this.seen.idle++;
    else if (this.#before.former?.get(poolName)?.get(name) === id) this.seen.returned++;
    expect(this.#sayers(name, own, pool, id, services, 'there')).toEqual([]);
    if (!isOld && !(poolName === 'ports' && own.pin === id)) {
      this.seen.fresh++;
      expect(isOfMachine).toBe(false);
      // A new id is kept away from what is told apart by an address as well, in a pool of global scope everywhere.
      expect(this.#sayers(name, own, pool, id, services, pool.scope === 'global' ? 'anywhere' : 'near')).toEqual([]);
    }
    if (had !== undefined && had !== id) this.#expectReason(name, own, pool, had, services, now);
  }

  /** Somebody loses an id only where another one pins, says or has it, or where it has that of a coupled pool. */
  #expectReason(name: string, own: Service, pool: Pool, had: number, services: Services, now: IdAssignments): void {
    const pools = this.#together(own, pool.name).map(other => this.#pools.get(other) as Pool);
    const isSaid = pools.some(one => this.#sayers(name, own, one, had, services, 'there').length > 0);
    const isHad = pools.some(one =>
      [...(now.ids.get(one.name) ?? [])].some(([other, id]) => {
        const holder = services.get(other);
        if (other === name || id !== had || holder === undefined) return false;
        return one.scope === 'global' || meet(own, holder);
      }),
    );
    const isOther = pools.some(one => this.#before.ids.get(one.name)?.get(name) === now.ids.get(one.name)?.get(name));
    const isPinned = pool.name === 'ports' && own.pin !== undefined;
    if (isSaid) this.seen.ousted++;
    expect(isSaid || isHad || isOther || isPinned).toBe(true);
  }

  /** Who else says the number, or pins it of another pool, and is not known to mean an id of this pool. */
  #sayers(name: string, own: Service, pool: Pool, id: number, services: Services, how: 'there' | 'near' | 'anywhere') {
    const mine = own.says.filter(({ number }) => number === id);
    return [...services].filter(([other, its]) => {
      if (other === name || (how !== 'anywhere' && !meet(own, its))) return false;
      const isIdle = its.targets.length === 0;
      const isIts = this.#wanted(its).includes(pool.name) && this.#before.ids.get(pool.name)?.get(other) === id;
      const isPinned = its.pin === id;
      if (!isIdle && (isIts || (isPinned && pool.name === 'ports'))) return false;
      // What it says of a number that it pins is what the pin is.
      const isNarrowed = its.says.some(port => port.number === id && (port.protocols & pool.protocols) !== 0);
      const isWhole = isPinned && !isNarrowed;
      const pinned: readonly Said[] = isWhole ? [{ number: id, protocols: 3, address: undefined }] : [];
      return [...its.says, ...pinned].some(port => {
        if (port.number !== id || (port.protocols & pool.protocols) === 0) return false;
        if (how !== 'there' || mine.length === 0 || mine.some(one => conflict(one, port))) return true;
        this.seen.toldApart++;
        return false;
      });
    });
  }

  /** Whether a service on no target says the number. */
  #sayIdly(services: Services, pool: Pool, id: number): boolean {
    return [...services.values()].some(({ targets, says }) => {
      return targets.length === 0 && says.some(one => one.number === id && (one.protocols & pool.protocols) !== 0);
    });
  }

  /** Whether a machine has the number by itself where a new one must not be. */
  #isOfMachine(own: Service, pool: Pool, id: number): boolean {
    const its = this.#machines;
    if (its === undefined || its.targets.length === 0 || (pool.scope === 'machine' && !meet(own, its))) return false;
    return its.says.some(({ number, protocols }) => number === id && (protocols & pool.protocols) !== 0);
  }

  #wanted({ wants, pin }: Service): readonly string[] {
    return pin === undefined ? wants : [...wants, 'ports'];
  }

  /** The pool, and the one that is coupled with it where the service wants both. */
  #together(own: Service, pool: string): readonly string[] {
    const isCoupled = this.#pools.get('udpPorts')?.sameAs !== undefined && pool !== 'ports';
    return isCoupled ? ['tcpPorts', 'udpPorts'].filter(other => own.wants.includes(other)) : [pool];
  }
}

test.each([
  { what: 'short histories', length: 30, counts: { short: 60, long: 600 } },
  { what: 'histories of 500 steps', length: 500, counts: { short: 3, long: 30 } },
])('ports that services say are theirs, through any sequence of changes: $what', ({ length, counts }) => {
  const seen = { ...new Observer().seen };
  const steps = fc.array(step, { minLength: length, maxLength: length, size: 'max' });
  const numRuns = rounds(counts);
  fc.assert(
    fc.property(scopes, steps, (scope, list) => {
      const observer = new Observer();
      // Pools are coupled when services have ids of them already.
      const [apart, coupled] = [makePools(scope, false), makePools(scope, true)];
      const services = new Map<string, Service>();
      for (const [i, [name, next]] of list.entries()) {
        if (next === undefined) services.delete(name);
        else services.set(name, next);
        observer.run(services, i < length / 2 ? apart : coupled);
      }
      for (const key of Object.keys(seen) as (keyof typeof seen)[]) seen[key] += observer.seen[key];
    }),
    { seed: 20_261_130, numRuns },
  );
  // The sequences are of use only if they reach every rule.
  expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
});
