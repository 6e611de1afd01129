import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimiseConflict } from '../../src/solve/minimise-conflict.ts';
import { rounds } from '../rounds.ts';

/** Impossible is what contains one of the reasons. */
const oracle = (reasons: readonly (readonly number[])[]) => (items: readonly number[]) =>
  reasons.some(reason => reason.every(item => items.includes(item)));

test('property: a reason, whole and without anything to spare (seed 87)', () => {
  const reasons = fc.array(fc.uniqueArray(fc.nat(19), { maxLength: 6 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(reasons, fc.constant(Array.from({ length: 20 }, (_, i) => i)), (given, items) => {
      const isImpossible = oracle(given);
      const found = minimiseConflict(items, isImpossible);
      expect(isImpossible(found)).toBe(true);
      for (const item of found) expect(isImpossible(found.filter(other => other !== item))).toBe(false);
      expect(found).toEqual([...found].sort((a, b) => a - b));
    }),
    { seed: 87, numRuns: rounds({ short: 2000, long: 20_000 }) },
  );
});

test('few questions for a small reason among many items', () => {
  const items = Array.from({ length: 4096 }, (_, i) => i);
  let questions = 0;
  const found = minimiseConflict(items, part => {
    questions++;
    return oracle([[17, 2048, 4000]])(part);
  });
  expect(found).toEqual([17, 2048, 4000]);
  expect(questions).toBeLessThan(100);
});

test('nothing is to blame where nothing is possible, and one item may be', () => {
  expect(minimiseConflict([1, 2], () => true)).toEqual([]);
  expect(minimiseConflict([], () => true)).toEqual([]);
  expect(minimiseConflict([1, 2, 3], oracle([[2]]))).toEqual([2]);
});
