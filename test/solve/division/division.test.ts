import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { divide } from '../../../src/solve/division/divide.ts';
import { divideExactly } from '../../../src/solve/division/divide-exactly.ts';
import type { DivisionProblem } from '../../../src/solve/division/division.ts';
import { repairDivision } from '../../../src/solve/division/repair-division.ts';
import { searchDivision } from '../../../src/solve/division/search-division.ts';
import { RandomNumbers } from '../../../src/solve/random-numbers.ts';
import { verifyDivision } from '../../../src/verify/verify-division.ts';
import { rounds } from '../../rounds.ts';

const seed = 20261124;

/** The findings' example: three services that need 100 each, memory 250, 300 and 150. */
const example: DivisionProblem = {
  candidates: [
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
  ],
  needs: [[100n], [100n], [100n]],
  capacities: [[250n], [300n], [150n]],
};

test.each([
  ['greedy', [0, 0, 1]],
  ['highest-bidder', [1, 0, 1]],
  ['lowest-bidder', [2, 0, 0]],
] as const)('%s divides the example as the original does', (strategy, assignment) => {
  expect(divide(example, strategy)).toEqual({ kind: 'divided', assignment });
});

const problems: fc.Arbitrary<DivisionProblem> = fc
  .record({
    targets: fc.integer({ min: 1, max: 3 }),
    dimensions: fc.integer({ min: 1, max: 2 }),
    services: fc.integer({ min: 1, max: 6 }),
  })
  .chain(({ targets, dimensions, services }) =>
    fc.record({
      candidates: fc.array(fc.subarray([...Array(targets).keys()], { minLength: 1 }), {
        minLength: services,
        maxLength: services,
      }),
      needs: fc.array(fc.array(fc.bigInt(0n, 7n), { minLength: dimensions, maxLength: dimensions }), {
        minLength: services,
        maxLength: services,
      }),
      capacities: fc.array(fc.array(fc.bigInt(0n, 12n), { minLength: dimensions, maxLength: dimensions }), {
        minLength: targets,
        maxLength: targets,
      }),
    }),
  );

/** Every assignment of candidates, one after another. */
function* assignments({ candidates }: DivisionProblem, service = 0, chosen: number[] = []): Generator<number[]> {
  if (service === candidates.length) yield chosen;
  for (const target of candidates[service] ?? [])
    yield* assignments({ candidates } as DivisionProblem, service + 1, [...chosen, target]);
}

function isPossible(problem: DivisionProblem): boolean {
  for (const assignment of assignments(problem)) if (verifyDivision(problem, assignment).length === 0) return true;
  return false;
}

describe('laws', () => {
  test('no strategy ever exceeds a capacity', () => {
    fc.assert(
      fc.property(problems, fc.constantFrom('greedy', 'highest-bidder', 'lowest-bidder'), (problem, strategy) => {
        const division = divide(problem, strategy);
        if (division.kind === 'divided') expect(verifyDivision(problem, division.assignment)).toEqual([]);
      }),
      { seed, numRuns: rounds({ short: 3000, long: 15_000 }) },
    );
  });

  test('exact finds a division exactly when brute force does', () => {
    const numRuns = rounds({ fast: 8, short: 60, long: 600 });
    let hard = 0;
    fc.assert(
      fc.property(problems, problem => {
        const division = divideExactly(problem, 10, runHighs);
        expect(division.kind).toBe(isPossible(problem) ? 'divided' : 'impossible');
        if (division.kind === 'divided') expect(verifyDivision(problem, division.assignment)).toEqual([]);
        else {
          hard++;
          expect(division.shortages.length).toBeGreaterThan(0);
        }
      }),
      { seed, numRuns },
    );
    expect(hard).toBeGreaterThan(numRuns / 30);
  });
});

test('what no strategy finds is found by integer programming', () => {
  // 6 + 4, 6 + 4, 5 + 5: whoever packs 6 and 5 together is stuck.
  const problem: DivisionProblem = {
    candidates: Array.from({ length: 8 }, () => [0, 1, 2]),
    needs: [3n, 3n, 4n, 4n, 5n, 5n, 2n, 4n].map(need => [need]),
    capacities: [[10n], [10n], [10n]],
  };
  expect(isPossible(problem)).toBe(true);
  const division = divideExactly(problem, 10, runHighs);
  expect(division.kind).toBe('divided');
});

test('numbers of 64 bits are exact', () => {
  const big = 2n ** 62n;
  const problem = { candidates: [[0], [0]], needs: [[big], [big]], capacities: [[2n * big - 1n]] };
  expect(divide(problem, 'greedy')).toMatchObject({ kind: 'unknown', service: 1 });
  expect(divide({ ...problem, capacities: [[2n * big]] }, 'greedy').kind).toBe('divided');
  // What is short is far below the precision of a float.
  expect(divideExactly(problem, 10, runHighs)).toMatchObject({
    kind: 'impossible',
    shortages: [{ target: 0, dimension: 0, shortBy: 1n }],
  });
});

describe('branch and bound', () => {
  test('agrees with brute force', () => {
    const numRuns = rounds({ short: 3000, long: 15_000 });
    const answers = { divided: 0, impossible: 0, unknown: 0 };
    fc.assert(
      fc.property(problems, problem => {
        const order = problem.needs.map((_, service) => service);
        const search = searchDivision(problem, order, 1e6);
        answers[search.kind]++;
        expect(search.kind).toBe(isPossible(problem) ? 'divided' : 'impossible');
        if (search.kind === 'divided') expect(verifyDivision(problem, search.assignment)).toEqual([]);
      }),
      { seed, numRuns },
    );
    expect(answers.impossible).toBeGreaterThan(numRuns / 10);
  });

  test('tries one of the targets that are interchangeable: thirty pigeons, twenty holes', () => {
    const problem = {
      candidates: Array.from({ length: 30 }, () => [...Array(20).keys()]),
      needs: Array.from({ length: 30 }, () => [6n]),
      capacities: Array.from({ length: 20 }, () => [11n]),
    };
    expect(searchDivision(problem, [...Array(30).keys()], 1e5)).toMatchObject({ kind: 'impossible' });
  });

  test('ends when its work is used up', () => {
    const problem = {
      candidates: Array.from({ length: 30 }, () => [0, 1, 2, 3]),
      needs: Array.from({ length: 30 }, (_, i) => [1000n + BigInt((i * 37) % 101)]),
      capacities: Array.from({ length: 4 }, () => [7900n]),
    };
    expect(searchDivision(problem, [...Array(30).keys()], 1e4)).toEqual({ kind: 'unknown' });
  });
});

test('an impossible division tells what is short, where and by how much', () => {
  const problem = {
    candidates: [[0], [0]],
    needs: [
      [70n, 1n],
      [50n, 1n],
    ],
    capacities: [[100n, 5n]],
  };
  expect(divideExactly(problem, 10, runHighs)).toMatchObject({
    kind: 'impossible',
    shortages: [{ target: 0, dimension: 0, shortBy: 20n }],
  });
});

describe('local search', () => {
  test('divides what is large and tight', () => {
    const random = new RandomNumbers(7);
    const services = [...Array(400).keys()];
    const problem = {
      candidates: services.map(() => [...new Set([1, 2, 3, 4, 5].map(() => random.below(40)))].sort((a, b) => a - b)),
      needs: services.map(() => [BigInt(1 + random.below(100)), BigInt(1 + random.below(40))]),
      capacities: Array.from({ length: 40 }, () => [545n, 225n]),
    };
    const order = services;
    expect(divide(problem, 'highest-bidder').kind).toBe('unknown');
    expect(searchDivision(problem, order, 1e4).kind).toBe('unknown');
    const start = problem.candidates.map(targets => targets[0] ?? -1);
    const repair = repairDivision(problem, start, 1e5);
    expect(repair.excess).toBe(0);
    expect(verifyDivision(problem, repair.assignment)).toEqual([]);
    expect(repairDivision(problem, start, 1e5)).toEqual(repair);
  });

  test('never makes it worse, and stops where nothing can be moved', () => {
    const stuck = { candidates: [[0], [0]], needs: [[3n], [4n]], capacities: [[5n]] };
    const repair = repairDivision(stuck, [0, 0], 1000);
    expect(repair.assignment).toEqual([0, 0]);
    expect(repair.excess).toBeGreaterThan(0);
  });
});
