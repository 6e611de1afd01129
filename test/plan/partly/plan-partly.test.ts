import { expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import type { Amount } from '../../../src/model/amount.ts';
import type { Policy } from '../../../src/model/policy.ts';
import { type PartialPlan, planPartly, planPlace } from '../../../src/plan/index.ts';
import type { Outcome } from '../../../src/plan/planner.ts';
import { rounds } from '../../rounds.ts';
import { Random } from '../../solve/random.ts';
import { countOf, isKept, keptPlans } from '../place/brute-force.ts';
import { type PlacedSystem, randomSystem, type SystemRule } from '../place/random-system.ts';
import { namedPlan, policyOfSystem, requestOfSystem } from '../place/request-of-system.ts';

type Counts = ReadonlyMap<string, number>;

/** A system that is often too full, and who goes first in it. */
function crowdedSystem(seed: number): {
  readonly system: PlacedSystem;
  readonly priority: Readonly<Record<string, number>>;
} {
  const random = new Random(seed);
  const drawn = randomSystem(seed);
  const services = Object.fromEntries(
    Object.entries(drawn.services).map(([name, service]) => [
      name,
      { ...service, memory: 1 + random.below(6) / 2, ...(random.next() < 0.2 ? { replicas: 2 } : {}) },
    ]),
  );
  const policy = { ...drawn.policy, capacities: { ...drawn.policy.capacities, memory: {} }, balance: [] };
  const priority = Object.fromEntries(
    Object.keys(services).flatMap(name => (random.next() < 0.6 ? [[name, random.below(4) - 1] as const] : [])),
  );
  return { system: { ...drawn, services, policy: { ...policy, minimise: ['links'] } }, priority };
}

function planOf(system: PlacedSystem, priority: Readonly<Record<string, number>>): Outcome<PartialPlan> {
  const request = requestOfSystem(system);
  const amounts = new Map<string, Amount>(
    Object.entries(priority).map(([name, units]) => [name, { units: BigInt(units), scale: 0 }]),
  );
  const policy: Policy = { ...policyOfSystem(system, request), priority: amounts };
  return planPartly(request, { policy, timeLimit: 20 }, new Findings());
}

/** Only rules that leaving something out never breaks. */
function isSimple({ only, avoid, match, apart, soft }: SystemRule): boolean {
  return soft !== undefined || (only ?? avoid ?? match ?? apart) !== undefined;
}

function simplify(system: PlacedSystem): PlacedSystem {
  const services = Object.fromEntries(
    Object.entries(system.services).map(([name, { type: _, providesContainer: __, ...service }]) => [name, service]),
  );
  return { ...system, services, policy: { ...system.policy, rules: system.policy.rules.filter(isSimple) } };
}

/** The system with so many replicas of each service. */
function reduce(system: PlacedSystem, counts: Counts): PlacedSystem {
  const isIn = (name: string): boolean => (counts.get(name) ?? 0) > 0;
  const pick = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => isIn(name)));
  const services = Object.fromEntries(
    Object.entries(pick(system.services)).map(([name, service]) => [
      name,
      { ...service, dependsOn: dependenciesLeft(system, name, isIn), replicas: counts.get(name) ?? 1 },
    ]),
  );
  const { previous, candidates, policy } = system;
  return {
    ...system,
    services,
    ...(previous && { previous: pick(previous) }),
    ...(candidates && { candidates: pick(candidates) }),
    policy: { ...policy, replicas: Object.fromEntries([...counts].filter(([, count]) => count > 0)) },
  };
}

/** What a service waits for, also through those that are left out: the models still have them. */
function dependenciesLeft({ services }: PlacedSystem, name: string, isIn: (name: string) => boolean): string[] {
  const seen = new Set(services[name]?.dependsOn);
  for (const other of seen) if (!isIn(other)) for (const next of services[other]?.dependsOn ?? []) seen.add(next);
  return [...seen].filter(other => isIn(other) && other !== name);
}

function isPossible(system: PlacedSystem, counts: Counts): boolean {
  const [any] = keptPlans(reduce(system, counts));
  return any !== undefined;
}

/** The replicas of each class, the most important first, as the documentation has it. */
function classesOf(system: PlacedSystem, priority: Readonly<Record<string, number>>, wanted: Counts): string[][] {
  const classes: { readonly key: readonly [number, number]; readonly items: string[] }[] = [];
  for (const [name, count] of wanted) {
    const there = (system.previous?.[name] ?? []).filter(target => system.targets[target] !== undefined).length;
    for (let i = 0; i < count; i++) {
      const key: readonly [number, number] = [-(priority[name] ?? 0), i < there ? -1 : i];
      const known = classes.find(one => one.key.join() === key.join());
      if (known === undefined) classes.push({ key, items: [name] });
      else known.items.push(name);
    }
  }
  return classes.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1]).map(({ items }) => items);
}

function* subsets<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let bits = 0; bits < 2 ** items.length; bits++) yield items.filter((_, i) => (bits >> i) & 1);
}

const add = (counts: Counts, names: readonly string[]): Counts =>
  names.reduce((sum, name) => new Map(sum).set(name, (sum.get(name) ?? 0) + 1), counts);

/** The most of a class that there can be beside what goes before it, by trying all. */
function mostBeside(system: PlacedSystem, before: Counts, items: readonly string[]): number {
  let most = 0;
  for (const some of subsets(items)) {
    if (some.length > most && isPossible(system, add(before, some))) most = some.length;
  }
  return most;
}

test('of each class as many are planned as there can be beside the classes before, by trying all', () => {
  const count = rounds({ fast: 15, short: 60, long: 1500 });
  const seen = { whole: 0, partial: 0, proved: 0, running: 0 };
  for (let seed = 1; seed <= count; seed++) {
    const { system: drawn, priority } = crowdedSystem(seed);
    const system = simplify(drawn);
    const told = `system ${seed}: ${JSON.stringify(system)} ${JSON.stringify(priority)}`;
    const wanted = new Map(Object.keys(system.services).map(name => [name, countOf(system, name)]));
    const outcome = planOf(system, priority);
    if (isPossible(system, wanted)) {
      seen.whole++;
      if (outcome.kind !== 'planned') expect.fail(`${outcome.kind}, ${told}`);
      expect(outcome.leftOut.services, told).toEqual([]);
      const request = requestOfSystem(system);
      const options = { policy: policyOfSystem(system, request), timeLimit: 20 };
      const whole = planPlace(request, options, new Findings());
      expect(whole.kind === 'planned' && namedPlan(whole.distribution), told).toEqual(namedPlan(outcome.distribution));
      continue;
    }
    const planned = outcome.kind === 'planned' ? namedPlan(outcome.distribution) : new Map<string, readonly string[]>();
    const kept = new Map([...planned].map(([name, targets]) => [name, targets.length]));
    if (outcome.kind === 'planned') {
      seen.partial++;
      expect(isKept(reduce(system, kept), planned), told).toBe(true);
      expect(
        outcome.leftOut.services.map(({ service, planned: number }) => [service, number]),
        told,
      ).toEqual(
        [...wanted].flatMap(([name, all]) => (all === (kept.get(name) ?? 0) ? [] : [[name, kept.get(name) ?? 0]])),
      );
      if (outcome.leftOut.choices.every(({ isMost }) => isMost)) seen.proved++;
      if (outcome.leftOut.services.some(({ running }) => running > 0)) seen.running++;
    } else expect(outcome.kind, told).toBe('impossible');
    let before: Counts = new Map();
    const left = new Map(kept);
    for (const items of classesOf(system, priority, wanted)) {
      const mine = items.filter(name => {
        const rest = left.get(name) ?? 0;
        left.set(name, rest - 1);
        return rest > 0;
      });
      expect(mine.length, told).toBe(mostBeside(system, before, items));
      before = add(before, mine);
    }
  }
  expect(seen.whole).toBeGreaterThan(count / 10);
  expect(seen.partial).toBeGreaterThan(count / 5);
  expect(seen.running).toBeGreaterThan(0);
  expect(seen.proved).toBe(seen.partial);
});

/** Services on targets without the container that they go into, though somebody could have brought it. */
function withoutContainer({ services, targets }: PlacedSystem, plan: ReadonlyMap<string, readonly string[]>): string[] {
  return [...plan].flatMap(([name, places]) => {
    const type = services[name]?.type ?? 'package';
    const providers = Object.keys(services).filter(
      other => other !== name && services[other]?.providesContainer === type,
    );
    if (type === 'package' || providers.length === 0) return [];
    const isThere = (place: string): boolean =>
      targets[place]?.containers.includes(type) === true ||
      providers.some(provider => plan.get(provider)?.includes(place) === true);
    return places.every(isThere) ? [] : [name];
  });
}

test('whatever the rules are, a partial plan keeps room, apartness, candidates, data, and containers', () => {
  const count = rounds({ fast: 10, short: 80, long: 2500 });
  let partial = 0;
  for (let seed = 50_001; seed <= 50_000 + count; seed++) {
    const { system, priority } = crowdedSystem(seed);
    const told = `system ${seed}: ${JSON.stringify(system)}`;
    const outcome = planOf(system, priority);
    if (outcome.kind !== 'planned' || outcome.leftOut.services.length === 0) continue;
    partial++;
    const planned = namedPlan(outcome.distribution);
    const counts = new Map([...planned].map(([name, targets]) => [name, targets.length]));
    const rules = system.policy.rules.filter(isSimple);
    expect(isKept(reduce({ ...system, policy: { ...system.policy, rules } }, counts), planned), told).toBe(true);
    expect(withoutContainer(system, planned), told).toEqual([]);
  }
  expect(partial).toBeGreaterThan(count / 10);
});
