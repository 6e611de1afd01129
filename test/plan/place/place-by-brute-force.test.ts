import { expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import { type AnyPlacePlan, planPlace } from '../../../src/plan/place.ts';
import type { Outcome } from '../../../src/plan/planner.ts';
import { summarisePlace } from '../../../src/plan/summarise-place.ts';
import { rounds } from '../../rounds.ts';
import { findBestPlan } from './brute-force.ts';
import { type ClaimedProof, judgePlan } from './judge-plan.ts';
import { type PlacedSystem, randomSystem } from './random-system.ts';
import { namedPlan, policyOfSystem, requestOfSystem } from './request-of-system.ts';

function plan(system: PlacedSystem): Outcome<AnyPlacePlan> {
  const request = requestOfSystem(system);
  return planPlace(request, { policy: policyOfSystem(system, request), timeLimit: 10 }, new Findings());
}

function proofOf(plan: AnyPlacePlan): ClaimedProof {
  if (plan.by === 'place') return plan.proof;
  const { links, labels, moves, lowerBound, proved } = summarisePlace(plan);
  return {
    values: [links, labels, moves],
    bounds: [lowerBound, 0, 0],
    proved: [proved.links, proved.labels, proved.moves],
  };
}

/** A seed beyond those of the short form: replicas that share a target where nobody keeps them apart. */
const odd = 10_979;

test('plans keep everything, bounds are true, so is that there is no plan, and nearly all is proved', () => {
  const count = rounds({ fast: 60, short: 3000, long: 12_000 });
  const seen = { possible: 0, settled: 0, byCut: 0 };
  for (const seed of new Set([...Array.from({ length: count }, (_, i) => i + 1), odd])) {
    const system = randomSystem(seed);
    const best = findBestPlan(system);
    const outcome = plan(system);
    const isPlanned = outcome.kind === 'planned';
    const fault = isPlanned
      ? judgePlan(system, best, namedPlan(outcome.distribution), proofOf(outcome))
      : best && `there is a plan, but the planner says ${outcome.kind}`;
    if (fault !== undefined) expect.fail(`system ${seed}: ${fault}\n${JSON.stringify(system)}`);
    if (best !== undefined) seen.possible++;
    const isSettled = isPlanned ? proofOf(outcome).proved.every(each => each) : outcome.kind === 'impossible';
    if (isSettled) seen.settled++;
    if (isPlanned && outcome.by === 'cut') seen.byCut++;
  }
  expect(seen.possible).toBeGreaterThan(count / 2);
  expect(seen.byCut).toBeGreaterThan(count / 50);
  expect(seen.settled / count).toBeGreaterThanOrEqual(0.98);
});
