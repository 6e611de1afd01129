import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countMeasures } from '../../../../src/solve/place/bound/count-measures.ts';
import type { Measures } from '../../../../src/solve/place/place-problem.ts';
import { countPlaced } from '../../../../src/verify/count-placed.ts';
import { rounds } from '../../../rounds.ts';
import { plansByBruteForce } from '../plans-by-brute-force.ts';
import { listNumbers, randomProblem } from '../random-problem.ts';

it('is never above what a plan has, often meets it, and is counted alike by the verifier', () => {
  const counted = ['labels', 'cost', 'moves'] as const;
  const met = { labels: 0, cost: 0, moves: 0, plans: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), seed => {
      const problem = randomProblem(seed, 5, 4);
      const bounds = countMeasures(problem);
      expect(countPlaced(problem)).toEqual(bounds);
      const plans = plansByBruteForce(problem);
      if (plans.length === 0) return;
      met.plans++;
      for (const measure of Object.keys(bounds) as (keyof Measures)[]) {
        const least = Math.min(...plans.map(({ measures }) => measures[measure]));
        expect(bounds[measure]).toBeLessThanOrEqual(least);
      }
      for (const measure of counted) {
        if (bounds[measure] === Math.min(...plans.map(({ measures }) => measures[measure]))) met[measure]++;
      }
    }),
    { seed: 1, numRuns: rounds({ fast: 60, short: 400, long: 4000 }) },
  );
  for (const measure of counted) expect(met[measure] / met.plans).toBeGreaterThan(0.6);
});

it('counts labels for room, cost in part, and who must move', () => {
  const base = randomProblem(1, 5, 4);
  const problem = {
    ...base,
    nodeCount: 3,
    labelCount: 3,
    listOf: Int32Array.of(0, 0, 1),
    lists: listNumbers([[0, 1, 2], [2]]),
    labelWishes: [],
    partitions: [{ zoneOf: Int32Array.of(0, 1, 2), zoneCount: 3 }],
    resources: [{ need: Float64Array.of(4, 4, 3), have: Float64Array.of(6, 5, 4), loadWeight: 0, transient: false }],
    rules: [],
    nearest: [],
    labelCost: Float64Array.of(7, 5, 2),
    moves: {
      ...base.moves,
      classOf: Int32Array.of(0, 1, 2),
      homes: listNumbers([[0], [], [1]]),
      weight: Float64Array.of(1, 1, 9),
      newcomers: Int32Array.of(0, 0, 0),
      atMost: undefined,
    },
  };
  // The third label is forced and has 4 of the 11 that are needed: the 7 that are left take both others.
  expect(countMeasures(problem)).toMatchObject({ labels: 3, cost: 14, moves: 9 });
});
