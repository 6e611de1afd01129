import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IntervalSet } from '../../../src/solve/id-assignment/interval-set.ts';
import { lane, rounds } from '../../rounds.ts';

it('agrees with a set of numbers', () => {
  const interval = fc.tuple(fc.nat(120), fc.nat(9)).map(([from, length]) => [from, from + length] as const);
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 40 }), fc.array(interval), (added, asked) => {
      const set = new IntervalSet();
      const numbers = new Set<number>();
      for (const [from, to] of added) {
        set.add(from, to);
        for (let number = from; number <= to; number++) numbers.add(number);
      }
      expect(set.isEmpty).toBe(numbers.size === 0);
      expectDisjoint(set);
      for (const [from, to] of asked) {
        // The last number of the interval that reaches furthest into from … to.
        let end: number | undefined;
        for (let number = from; number <= to; number++) if (numbers.has(number)) end = number;
        while (end !== undefined && numbers.has(end + 1)) end++;
        expect(set.endOfOverlap(from, to)).toBe(end);
      }
    }),
    { seed: 1, numRuns: rounds({ short: 1000, long: 10_000 }) },
  );
});

it('holds many intervals that do not touch, added in any order, and joins them', () => {
  const set = new IntervalSet();
  const count = lane === 'fast' ? 500 : 5000;
  // 7919 is a prime, so this visits every number below the count once.
  for (let i = 0; i < count; i++) set.add(2 * ((i * 7919) % count), 2 * ((i * 7919) % count));
  expectDisjoint(set);
  for (let i = 0; i < count; i++) {
    expect(set.endOfOverlap(2 * i, 2 * i)).toBe(2 * i);
    expect(set.endOfOverlap(2 * i + 1, 2 * i + 1)).toBeUndefined();
  }
  for (let i = 0; i < count; i++) set.add(2 * ((i * 7919) % count) + 1, 2 * ((i * 7919) % count) + 1);
  expect([...set.intervals()]).toEqual([[0, 2 * count - 1]]);
});

function expectDisjoint(set: IntervalSet): void {
  let last = -2;
  for (const [from, to] of set.intervals()) {
    expect(from).toBeGreaterThan(last + 1);
    expect(to).toBeGreaterThanOrEqual(from);
    last = to;
  }
}
