import { expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import { planByPolicy } from '../../../src/plan/place.ts';
import { rounds } from '../../rounds.ts';
import { isKept, isLess, keptPlans, type NamedPlan, valuesOf } from './brute-force.ts';
import { type PlacedSystem, randomSystem, type SystemPolicy } from './random-system.ts';
import { namedPlan, policyOfSystem, requestOfSystem } from './request-of-system.ts';

const count = rounds({ fast: 8, short: 150, long: 800 });

/** The plan of a system with what it comes to; undefined where there is none. */
function planOf(system: PlacedSystem): { readonly plan: NamedPlan; readonly values: readonly number[] } | undefined {
  const request = requestOfSystem(system);
  const options = { policy: policyOfSystem(system, request), timeLimit: 10 };
  const outcome = planByPolicy(request, options, new Findings());
  if (outcome.kind !== 'planned') {
    expect(outcome.kind).toBe('impossible');
    return undefined;
  }
  expect(outcome.proof.proved.every(each => each)).toBe(true);
  const plan = namedPlan(outcome.distribution);
  return { plan, values: valuesOf(system, plan) };
}

function withPolicy(system: PlacedSystem, change: Partial<SystemPolicy>): PlacedSystem {
  return { ...system, policy: { ...system.policy, ...change } };
}

/** Every system that has a plan, and the plan. */
function* planned(from: number): Generator<readonly [PlacedSystem, NonNullable<ReturnType<typeof planOf>>]> {
  for (let seed = from; seed < from + count; seed++) {
    const system = randomSystem(seed);
    const found = planOf(system);
    if (found !== undefined) yield [system, found];
  }
}

test('other names change names only', () => {
  for (const [system, { values }] of planned(10_000)) {
    const text = JSON.stringify(system);
    // Services in the opposite order, targets in another one.
    const renamed = text
      .replace(/"s(\d)"/g, (_, i) => `"s${9 - Number(i)}"`)
      .replace(/"t(\d)"/g, (_, i) => `"t${(3 * Number(i) + 2) % 7}"`);
    const other: PlacedSystem = JSON.parse(renamed);
    expect(planOf(other)?.values, text).toEqual(values);
  }
});

test('with a rule more no plan is better, with one less none is worse', () => {
  for (const [system, { values }] of planned(20_000)) {
    const names = Object.keys(system.services);
    const [first = '', second = first] = names;
    const stricter = planOf(
      withPolicy(system, { rules: [...system.policy.rules, { near: [first], to: [second], by: 'rack' }] }),
    );
    if (stricter !== undefined) expect(isLess(stricter.values, values), JSON.stringify(system)).toBe(false);
    const hard = system.policy.rules.findIndex(rule => rule.soft === undefined && rule.maxSkew === undefined);
    // How often "all" is depends on the rules.
    if (hard < 0 || Object.values(system.services).some(({ replicas }) => replicas === 'all')) continue;
    // What is possible at all, by which skews are counted, does too.
    if (system.policy.rules.some(({ maxSkew }) => maxSkew !== undefined)) continue;
    const looser = planOf(withPolicy(system, { rules: system.policy.rules.filter((_, i) => i !== hard) }));
    expect(looser && isLess(values, looser.values), JSON.stringify(system)).toBe(false);
  }
});

test('with more room, or where data may move, no plan is worse', () => {
  for (const [system, { values }] of planned(30_000)) {
    const { capacities, moves } = system.policy;
    const roomier = Object.fromEntries(
      Object.entries(capacities).map(([name, capacity]) => [name, { ...capacity, overcommit: 2, transient: false }]),
    );
    const isRoomAlone =
      system.policy.balance.length === 0 &&
      Object.values(capacities).every(({ comfortable }) => comfortable === undefined);
    const { atMost: _, ...others } = moves;
    for (const change of [
      ...(isRoomAlone ? [{ capacities: roomier }] : []),
      { moves: { ...others, stateful: 'allowed' as const } },
    ]) {
      const isSkewed = system.policy.rules.some(({ maxSkew }) => maxSkew !== undefined);
      if (isSkewed && 'moves' in change) continue;
      const looser = planOf(withPolicy(system, change));
      expect(looser && isLess(values, looser.values), JSON.stringify(system)).toBe(false);
    }
  }
});

test('a plan that is proved comes back unchanged as the previous one; no plan is worse than the one before', () => {
  for (const [drawn] of planned(40_000)) {
    const { previous: _, ...fresh } = drawn;
    // Moves for themselves, so that they tell equal plans apart.
    const aims = drawn.policy.minimise.flatMap(aim => (typeof aim === 'string' && aim !== 'moves' ? [aim] : []));
    const system = withPolicy(fresh, { minimise: [...(aims.length > 0 ? aims : ['links' as const]), 'moves'] });
    const found = planOf(system);
    if (found === undefined) continue;
    const again = planOf({ ...system, previous: Object.fromEntries(found.plan) });
    expect(again?.plan, JSON.stringify(system)).toEqual(found.plan);
    const [any] = keptPlans(system);
    if (any === undefined) continue;
    const before: PlacedSystem = { ...system, previous: Object.fromEntries(any) };
    const after = planOf(before);
    expect(isKept(before, any), JSON.stringify(before)).toBe(true);
    expect(after && isLess(valuesOf(before, any), after.values), JSON.stringify(before)).toBe(false);
  }
});
