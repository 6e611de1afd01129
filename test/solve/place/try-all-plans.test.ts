import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareMeasures } from '../../../src/solve/place/compare-measures.ts';
import { tryAllPlans } from '../../../src/solve/place/try-all-plans.ts';
import { rounds } from '../../rounds.ts';
import { plansByBruteForce } from './plans-by-brute-force.ts';
import { randomProblem } from './random-problem.ts';

const stages = [
  [{ links: 1 }, { labels: 1 }, { moves: 1 }],
  [{ wishes: 1 }, { cost: 1 }, { load: 2, links: 1 }],
  [{ moves: 1, labels: 3 }, { links: 1 }],
];

it('the best plan is one of all plans, and none is better; that there is none is true', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(stages.length - 1), (seed, choice) => {
      const problem = { ...randomProblem(seed, 5, 4), stages: stages[choice] ?? [] };
      const plans = plansByBruteForce(problem);
      const found = tryAllPlans(problem, 10_000_000);
      if (found === undefined) throw new Error('work ran out');
      if (found === 'none') {
        expect(plans).toEqual([]);
        return;
      }
      expect(plans).toContainEqual(found);
      expect(Math.min(...plans.map(({ measures }) => compareMeasures(problem.stages, measures, found.measures)))).toBe(
        0,
      );
    }),
    { seed: 12, numRuns: rounds({ short: 400, long: 10_000 }) },
  );
});

it('says nothing where the work does not suffice', () => {
  const problem = randomProblem(2, 8, 4);
  expect(tryAllPlans(problem, 3)).toBeUndefined();
});
