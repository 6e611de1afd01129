// Not in the fast lane: a solver program is started for each question.
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import { claimOf } from '../../../src/plan/place.ts';
import { posePlace, readPlace } from '../../../src/plan/pose-place.ts';
import { solveProgram } from '../../../src/ports/highs/solve-program.ts';
import { Budget } from '../../../src/solve/budget.ts';
import type { IntegerProgramSolver } from '../../../src/solve/index.ts';
import { provePlace } from '../../../src/solve/place/prove-place.ts';
import { verifyPlace } from '../../../src/verify/verify-place.ts';
import { rounds } from '../../rounds.ts';
import { boundPlace, searchPlace } from '../../solve/place/in-one-go.ts';
import { findBestPlan } from './brute-force.ts';
import { judgePlan } from './judge-plan.ts';
import { randomSystem } from './random-system.ts';
import { namedPlan, policyOfSystem, requestOfSystem } from './request-of-system.ts';

const loadHighs: typeof import('highs').default = createRequire(import.meta.url)('highs').default;
/** By work alone: so much of it that stands for these seconds. */
const workOf = (seconds: number): Budget => new Budget(seconds, { now: () => 0 });

/** What solves large problems, tried on small ones, where the planner itself tries all plans. */
test('searching, bounding and proving by programs hold what they promise', async () => {
  const highs = await loadHighs();
  const programs: IntegerProgramSolver = (program, seconds) => solveProgram(highs, program, seconds);
  const seen = { found: 0, possible: 0, proved: 0 };
  const count = rounds({ fast: 6, short: 100, long: 500 });
  for (let seed = 1; seed <= count; seed++) {
    const system = randomSystem(seed);
    const request = requestOfSystem(system);
    const posed = posePlace(request, policyOfSystem(system, request), new Findings());
    const { problem } = posed;
    if (posed.withoutCandidates.length > 0) continue;
    const best = findBestPlan(system);
    if (best !== undefined) seen.possible++;
    const found = searchPlace(problem, { budget: workOf(0.05) });
    if (found === undefined) continue;
    seen.found++;
    const isAboutLinks = (problem.stages[0]?.links ?? 0) > 0 && found.measures.links > 0;
    const bound = isAboutLinks
      ? boundPlace(problem, { budget: workOf(0.05), seconds: 0.05, upper: found.measures.links })
      : undefined;
    const proof = provePlace(problem, found, { budget: new Budget(10), programs, bound });
    const claim = claimOf({ ...proof, bound, seconds: 0, endedBy: 'done' });
    const faults = [
      ...verifyPlace(problem, claim),
      judgePlan(system, best, namedPlan(readPlace(posed, proof.label)), proof),
    ];
    const told = faults.filter(fault => fault !== undefined);
    if (told.length > 0) expect.fail(`system ${seed}: ${told.join('; ')}\n${JSON.stringify(system)}`);
    if (proof.proved.every(each => each)) seen.proved++;
  }
  expect(seen.found / seen.possible).toBeGreaterThan(0.9);
  expect(seen.proved / seen.found).toBeGreaterThanOrEqual(0.98);
});
