import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareNaturally, sortNaturally } from '../../src/base/natural-order.ts';

it('counts digits in a row as one number', () => {
  expect(sortNaturally(['s10', 's2', 's1', 'r3', 's', 's02', 's2a', 's1-10', 's1-9'])).toEqual([
    'r3',
    's',
    's1',
    's1-9',
    's1-10',
    's02',
    's2',
    's2a',
    's10',
  ]);
  expect(sortNaturally(['v99999999999999999999', 'v100000000000000000000'])).toEqual([
    'v99999999999999999999',
    'v100000000000000000000',
  ]);
});

it('is an order: total, the same both ways, and transitive', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '0', '1', '2', '10', '-'), maxLength: 6 });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) + 0);
      expect(compareNaturally(a, b) === 0).toBe(a === b);
      const [first = '', second = '', third = ''] = [a, b, c].sort(compareNaturally);
      expect(compareNaturally(first, second) <= 0 && compareNaturally(second, third) <= 0).toBe(true);
      expect(compareNaturally(first, third) <= 0).toBe(true);
    }),
    { seed: 13, numRuns: 500 },
  );
});
