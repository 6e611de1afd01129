import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Budget } from '../../../../src/solve/budget.ts';
import { PlaceState } from '../../../../src/solve/place/place-state.ts';
import { recomputeShares } from '../../../../src/verify/recompute-shares.ts';
import { rounds } from '../../../rounds.ts';
import { boundPlace } from '../in-one-go.ts';
import { plansByBruteForce } from '../plans-by-brute-force.ts';
import { randomProblem } from '../random-problem.ts';

const seeds = fc.integer({ min: 0, max: 1e9 });
/** A clock that stands still: work alone ends the search. */
const frozenClock = (): number => 0;

it('is never above what the links of a plan cost, whatever rules there are, and is recomputed from its certificate', () => {
  const reached = { plans: 0, met: 0 };
  fc.assert(
    fc.property(seeds, seed => {
      const problem = randomProblem(seed, 5, 4);
      const budget = new Budget(0.01, { now: frozenClock });
      const { linksBound, certificate } = boundPlace(problem, { budget, seconds: 0.01 });
      expect(recomputeShares(problem, certificate)).toEqual({ faults: [], bound: linksBound });
      const plans = plansByBruteForce(problem);
      const fewest = Math.min(...plans.map(({ measures }) => measures.links));
      expect(linksBound).toBeLessThanOrEqual(fewest);
      if (plans.length > 0) reached.plans++;
      if (linksBound === fewest) reached.met++;
    }),
    { seed: 1, numRuns: rounds({ fast: 8, short: 1000, long: 5000 }) },
  );
  expect(reached.met / reached.plans).toBeGreaterThan(0.8);
});

it('counts a plan like one who counts it while nodes move', () => {
  fc.assert(
    fc.property(seeds, seed => {
      const problem = randomProblem(seed, 5, 4);
      for (const { label, measures } of plansByBruteForce(problem).slice(0, 20)) {
        const state = new PlaceState(problem, label.slice());
        expect(state.isFeasible).toBe(true);
        expect(state.measures()).toEqual(measures);
      }
    }),
    { seed: 1, numRuns: rounds({ fast: 6, short: 300, long: 1500 }) },
  );
});
