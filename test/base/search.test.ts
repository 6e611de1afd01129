import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstNameFrom, lowerBound } from '../../src/base/search.ts';

it('the first number that is not less, as a walk from the front finds it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: -1, max: 10 }), (numbers, wanted) => {
      const sorted = Int32Array.from(numbers).sort();
      const walked = sorted.findIndex(number => number >= wanted);
      expect(lowerBound(sorted, wanted)).toBe(walked < 0 ? sorted.length : walked);
    }),
  );
});

it('only between the given indices', () => {
  expect(lowerBound([5, 1, 2, 9, 0], 2, 1, 4)).toBe(2);
  expect(lowerBound([5, 1, 2, 9, 0], 10, 1, 4)).toBe(4);
});

it('the first name that does not come before, in byte order', () => {
  expect(firstNameFrom(['B', 'a', 'b'], 'a')).toBe(1);
  expect(firstNameFrom(['B', 'a', 'b'], 'c')).toBe(3);
  expect(firstNameFrom([], 'c')).toBe(0);
});
