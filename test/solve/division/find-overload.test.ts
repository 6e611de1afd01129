import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { decideDivision } from '../../../src/solve/division/decide-division.ts';
import { findOverload } from '../../../src/solve/division/find-overload.ts';
import { rounds } from '../../rounds.ts';

const problems = fc.integer({ min: 1, max: 4 }).chain(targets =>
  fc.integer({ min: 1, max: 2 }).chain(dimensions => {
    const amounts = (max: number) =>
      fc.array(fc.bigInt(0n, BigInt(max)), { minLength: dimensions, maxLength: dimensions });
    const service = fc.record({
      list: fc.uniqueArray(fc.nat(targets - 1), { minLength: 1, maxLength: 3 }).map(list => list.sort((a, b) => a - b)),
      need: amounts(5),
    });
    return fc.record({
      services: fc.array(service, { minLength: 1, maxLength: 7 }),
      capacities: fc.array(amounts(9), { minLength: targets, maxLength: targets }),
    });
  }),
);
const toProblem = ({
  services,
  capacities,
}: {
  services: { list: number[]; need: bigint[] }[];
  capacities: bigint[][];
}) => ({
  candidates: services.map(({ list }) => list),
  needs: services.map(({ need }) => need),
  capacities,
});
type Problem = ReturnType<typeof toProblem>;

function isPossible({ candidates, needs, capacities }: Problem, service = 0): boolean {
  if (capacities.some(row => row.some(amount => amount < 0n))) return false;
  if (service === candidates.length) return true;
  return (candidates[service] ?? []).some(target => {
    const left = capacities.map((row, t) =>
      t === target ? row.map((amount, d) => amount - (needs[service]?.[d] ?? 0n)) : row,
    );
    return isPossible({ candidates, needs, capacities: left }, service + 1);
  });
}

test('property: an overload has no division, and decisions are right (seed 89)', () => {
  const numRuns = rounds({ short: 1000, long: 10_000 });
  let overloads = 0;
  fc.assert(
    fc.property(problems.map(toProblem), problem => {
      const part = findOverload(problem);
      if (part !== undefined) {
        overloads++;
        const only = {
          ...problem,
          candidates: part.map(i => problem.candidates[i] ?? []),
          needs: part.map(i => problem.needs[i] ?? []),
        };
        expect(isPossible(only)).toBe(false);
      }
      expect(decideDivision(problem, 5, runHighs).kind).toBe(isPossible(problem) ? 'divided' : 'impossible');
    }),
    { seed: 89, numRuns },
  );
  expect(overloads).toBeGreaterThan(numRuns / 10);
});

test('services that may go to one small target, among others with room elsewhere', () => {
  const candidates = [[0, 1], [1], [0, 2], [1], [0, 1, 2]];
  const needs = candidates.map(() => [4n]);
  expect(findOverload({ candidates, needs, capacities: [[50n], [7n], [50n]] })).toEqual([1, 3]);
});
