import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SortedNumbers } from '../../src/base/sorted-numbers.ts';
import { rounds } from '../rounds.ts';

const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', '10', '9', '', 'a', 'b', '\xff'), fc.string());

it('is as a map with the same entries', () => {
  fc.assert(
    fc.property(fc.dictionary(name, fc.maxSafeNat(), { noNullPrototype: false }), fc.array(name), (content, others) => {
      const entries = Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1));
      const map = new Map(entries);
      const names = entries.map(([key]) => key);
      const numbers = entries.map(([, number]) => number);
      for (const sorted of [new SortedNumbers(names, numbers), new SortedNumbers(names, new Float64Array(numbers))]) {
        expect(sorted.size).toBe(map.size);
        expect([...sorted]).toEqual(entries);
        expect([...sorted.keys()]).toEqual(names);
        expect([...sorted.values()]).toEqual(numbers);
        const seen: [string, number][] = [];
        sorted.forEach((number, key) => void seen.push([key, number]));
        expect(seen).toEqual(entries);
        for (const key of [...names, ...others]) {
          expect(sorted.get(key)).toBe(map.get(key));
          expect(sorted.has(key)).toBe(map.has(key));
        }
      }
    }),
    { seed: 1, numRuns: rounds({ short: 100, long: 1000 }) },
  );
});
