import { expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import type { Outcome, Plan, Request } from '../../../src/plan/planner.ts';
import { planners } from '../../../src/plan/planners.ts';
import { rounds } from '../../rounds.ts';
import { findBestPlan, isKept, valuesOf } from './brute-force.ts';
import { type PlacedSystem, plainPolicy, randomSystem, type SystemPolicy } from './random-system.ts';
import { namedPlan, requestOfSystem } from './request-of-system.ts';

/** A planner, and what it wants, as a policy. */
interface Wanted {
  readonly plan: (request: Request) => Outcome<Plan<unknown, unknown>>;
  readonly policy: (system: PlacedSystem) => Partial<SystemPolicy>;
}

const resources = [{ serviceProperty: 'memory', targetProperty: 'memory' }];
const timeLimit = 10;
const wanted: Readonly<Record<Exclude<keyof typeof planners, 'id-assign' | 'place'>, Wanted>> = {
  multiwaycut: {
    plan: request => planners.multiwaycut(request, { algorithm: 'auto', timeLimit }, new Findings()),
    policy: () => ({ minimise: ['links', 'targets', 'moves'] }),
  },
  graphcol: {
    plan: request => planners.graphcol(request, { algorithm: 'auto', timeLimit }, new Findings()),
    policy: ({ services }) => ({
      rules: Object.entries(services).flatMap(([name, { dependsOn }]) =>
        dependsOn.map(other => ({ apart: [name, other] })),
      ),
      minimise: ['targets'],
    }),
  },
  divide: {
    plan: request => planners.divide(request, { strategy: 'exact', resources, timeLimit }, new Findings()),
    policy: () => ({ capacities: { memory: {} }, minimise: [{ links: 0 }] }),
  },
  minsetcover: {
    plan: request =>
      planners.minsetcover(request, { targetProperty: 'price', algorithm: 'exact', timeLimit }, new Findings()),
    policy: () => ({ cost: 'price', minimise: ['cost'] }),
  },
};

const nothing: SystemPolicy = { ...plainPolicy, minimise: ['links'] };

test.each(Object.entries(wanted))('%s knows replicas, data that stays, and containers', (_, { plan, policy }) => {
  const count = rounds({ fast: 12, short: 250, long: 1500 });
  let possible = 0;
  for (let seed = 1; seed <= count; seed++) {
    const drawn = randomSystem(seed);
    const system: PlacedSystem = { ...drawn, policy: { ...nothing, ...policy(drawn) } };
    const best = findBestPlan(system);
    const outcome = plan(requestOfSystem(system));
    const told = `system ${seed}: ${JSON.stringify(system)}`;
    if (best === undefined) {
      expect(outcome.kind, told).toBe('impossible');
      continue;
    }
    possible++;
    if (outcome.kind !== 'planned') expect.fail(`${outcome.kind}, ${told}`);
    const found = namedPlan(outcome.distribution);
    expect(isKept(system, found), told).toBe(true);
    expect(valuesOf(system, found), told).toEqual(best.values);
  }
  expect(possible).toBeGreaterThan(count / 3);
});
