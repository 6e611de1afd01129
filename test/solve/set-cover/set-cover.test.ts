import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { RandomNumbers } from '../../../src/solve/random-numbers.ts';
import { coverExactly, improveCover } from '../../../src/solve/set-cover/cover-exactly.ts';
import { coverGreedily } from '../../../src/solve/set-cover/cover-greedily.ts';
import { searchCover } from '../../../src/solve/set-cover/search-cover.ts';
import type { SetCover, SetCoverProblem } from '../../../src/solve/set-cover/set-cover.ts';
import { verifySetCover } from '../../../src/verify/verify-set-cover.ts';
import { rounds } from '../../rounds.ts';

const seed = 20261124;

test('the example of the original: all on the cheapest target', () => {
  const problem = {
    candidates: [
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ],
    costs: [100n, 200n, 50n],
  };
  expect(coverGreedily(problem)).toMatchObject({ assignment: [2, 2, 2], cost: 50n });
  expect(coverExactly(problem, 5, runHighs)).toMatchObject({ assignment: [2, 2, 2], cost: 50n, optimal: true });
});

test('a first target that costs nothing and does not cover everything does not stop the search', () => {
  const problem = { candidates: [[0, 1], [1]], costs: [0n, 7n] };
  expect(coverGreedily(problem).cost).toBe(7n);
  expect(coverExactly(problem, 5, runHighs)).toMatchObject({ cost: 7n, optimal: true });
});

const problems: fc.Arbitrary<SetCoverProblem> = fc.integer({ min: 1, max: 7 }).chain(targets =>
  fc.record({
    candidates: fc.array(fc.subarray([...Array(targets).keys()], { minLength: 1 }), { minLength: 0, maxLength: 8 }),
    costs: fc.array(fc.bigInt(0n, 30n), { minLength: targets, maxLength: targets }),
  }),
);

function cheapestCover({ candidates, costs }: SetCoverProblem): bigint {
  let best: bigint | undefined;
  for (let set = 0; set < 1 << costs.length; set++) {
    if (!candidates.every(targets => targets.some(target => set & (1 << target)))) continue;
    const cost = costs.reduce((sum, each, target) => (set & (1 << target) ? sum + each : sum), 0n);
    if (best === undefined || cost < best) best = cost;
  }
  return best ?? 0n;
}

function check(problem: SetCoverProblem, cover: SetCover): void {
  expect(verifySetCover(problem, cover)).toEqual([]);
}

test('greedy costs at most H(n) times the optimum, and its bound is one', () => {
  fc.assert(
    fc.property(problems, problem => {
      const cover = coverGreedily(problem);
      check(problem, cover);
      const best = cheapestCover(problem);
      const harmonic = Array.from({ length: 8 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
      expect(Number(cover.cost)).toBeLessThanOrEqual(harmonic * Number(best) + 1e-9);
      expect(cover.lowerBound <= best).toBe(true);
    }),
    { seed, numRuns: rounds({ short: 3000, long: 15_000 }) },
  );
});

test('exact is the optimum and says so', () => {
  fc.assert(
    fc.property(problems, problem => {
      const cover = coverExactly(problem, 10, runHighs);
      check(problem, cover);
      expect(cover).toMatchObject({ cost: cheapestCover(problem), optimal: true });
    }),
    { seed, numRuns: rounds({ short: 2000, long: 10_000 }) },
  );
});

test('integer programming agrees with brute force, and costs of any size keep the bound right', () => {
  fc.assert(
    fc.property(problems, fc.constantFrom(1n, 1000n, 10n ** 12n), (small, factor) => {
      const problem = { ...small, costs: small.costs.map(cost => cost * factor) };
      const cover = improveCover(problem, { ...coverGreedily(problem), lowerBound: 0n }, 10, runHighs);
      check(problem, cover);
      const best = cheapestCover(problem);
      expect(cover.cost).toBe(best);
      expect(cover.lowerBound <= best).toBe(true);
      if (factor < 10n ** 12n) expect(cover.optimal).toBe(true);
    }),
    { seed, numRuns: rounds({ short: 20, long: 100 }) },
  );
});

test('branch and bound says when it did not finish', () => {
  const random = new RandomNumbers(3);
  const services = Array.from({ length: 60 }, () => [...new Set([1, 2, 3, 4].map(() => random.below(24)))]);
  const problem = {
    candidates: services.map(targets => targets.sort((a, b) => a - b)),
    costs: Array.from({ length: 24 }, () => BigInt(1 + random.below(50))),
  };
  const most = problem.costs.reduce((a, b) => a + b);
  expect(searchCover(problem, most, 500).tree).toBeUndefined();
  const search = searchCover(problem, most, 1e8);
  const cover = coverExactly(problem, 30, runHighs);
  check(problem, cover);
  expect(search.tree).toBeDefined();
  expect(cover).toMatchObject({ optimal: true });
  expect([...(search.chosen ?? [])].reduce((sum, target) => sum + (problem.costs[target] ?? 0n), 0n)).toBe(cover.cost);
});

test('costs beyond what a float can tell apart are compared exactly', () => {
  const big = 2n ** 60n;
  // Greedy takes the first target, which hosts three; the other two together cost one less.
  const problem = {
    candidates: [
      [0, 1],
      [0, 1],
      [0, 2],
    ],
    costs: [2n * big + 1n, big, big],
  };
  expect(coverExactly(problem, 5, runHighs)).toMatchObject({ chosen: [1, 2], cost: 2n * big, optimal: true });
});
