import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortByNeed } from '../../src/solve/division/divide-exactly.ts';
import { searchDivision } from '../../src/solve/division/search-division.ts';
import {
  type ClaimedProof,
  type DivisionInstance,
  verifyDivision,
  verifyNoDivision,
} from '../../src/verify/verify-division.ts';

const seed = 20261129;

const instances: fc.Arbitrary<DivisionInstance> = fc.integer({ min: 1, max: 3 }).chain(bins =>
  fc.integer({ min: 1, max: 6 }).chain(items => {
    const amounts = fc.array(fc.bigInt(0n, 7n), { minLength: 2, maxLength: 2 });
    return fc.record({
      candidates: fc.array(fc.subarray([...Array(bins).keys()], { minLength: 1 }), {
        minLength: items,
        maxLength: items,
      }),
      needs: fc.array(amounts, { minLength: items, maxLength: items }),
      capacities: fc.array(amounts, { minLength: bins, maxLength: bins }),
    });
  }),
);

/** Every assignment, one after another. */
function isPossible({ candidates, needs, capacities }: DivisionInstance): boolean {
  const place = (item: number, left: readonly (readonly bigint[])[]): boolean =>
    item === candidates.length ||
    (candidates[item] ?? []).some(bin => {
      const rest = left.map((row, b) => (b === bin ? row.map((amount, d) => amount - (needs[item]?.[d] ?? 0n)) : row));
      return rest.every(row => row.every(amount => amount >= 0n)) && place(item + 1, rest);
    });
  return place(0, capacities);
}

test('finds what is wrong with a division', () => {
  const instance = { candidates: [[0], [0, 1]], needs: [[3n], [3n]], capacities: [[5n], [5n]] };
  expect(verifyDivision(instance, [0, 1])).toEqual([]);
  expect(verifyDivision(instance, [0, 0]).join()).toMatch(/target 0 has 5 of dimension 0, but 6 is needed/);
  expect(verifyDivision(instance, [1, 1]).join()).toMatch(/service 0 may not go to target 1/);
  expect(verifyDivision(instance, [0]).join()).toMatch(/1 services divided of 2/);
});

test('every proof of the solver holds, and every proof holds only where brute force finds no division', () => {
  const kinds = new Set<string>();
  const proofs = (items: number): fc.Arbitrary<ClaimedProof> =>
    fc.oneof(
      fc.subarray([...Array(items).keys()]).map(services => ({ kind: 'overload' as const, services })),
      fc.shuffledSubarray([...Array(items).keys()]).map(order => ({ kind: 'search' as const, order })),
    );
  const cases = instances.chain(instance => fc.tuple(fc.constant(instance), proofs(instance.needs.length)));
  let held = 0;
  fc.assert(
    fc.property(cases, ([instance, madeUp]) => {
      const division = searchDivision(instance, sortByNeed(instance), 1_000_000);
      const possible = isPossible(instance);
      expect(division.kind).toBe(possible ? 'divided' : 'impossible');
      if (division.kind === 'impossible') {
        kinds.add(division.proof.kind);
        expect(verifyNoDivision(instance, division.proof)).toEqual([]);
      }
      if (verifyNoDivision(instance, madeUp).length > 0) return;
      held++;
      expect(possible).toBe(false);
    }),
    { seed, numRuns: 1500, endOnFailure: true },
  );
  expect([...kinds].sort()).toEqual(['overload', 'search']);
  expect(held).toBeGreaterThan(100);
});

test('a proof that names services twice, or others, is none', () => {
  const instance = { candidates: [[0], [0]], needs: [[3n], [3n]], capacities: [[5n]] };
  expect(verifyNoDivision(instance, { kind: 'search', order: [0, 1] })).toEqual([]);
  expect(verifyNoDivision(instance, { kind: 'search', order: [0, 0] })).not.toEqual([]);
  expect(verifyNoDivision(instance, { kind: 'search', order: [0, 2] })).not.toEqual([]);
  expect(verifyNoDivision(instance, { kind: 'search', order: [0] }).join()).toMatch(/there is a division/);
  expect(verifyNoDivision(instance, { kind: 'overload', services: [0, 0] })).not.toEqual([]);
});
