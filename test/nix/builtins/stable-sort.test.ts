import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stableSort } from '../../../src/nix/builtins/stable-sort.ts';
import { rounds } from '../../rounds.ts';
import { show } from '../evaluate-text.ts';
import { referee } from '../referee.ts';

describe('stableSort', () => {
  it('sorts, and keeps equal elements in their order (seed 7)', () => {
    const pairs = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat()), { maxLength: 200 });
    fc.assert(
      fc.property(pairs, elements => {
        const sorted = stableSort(elements, ([a], [b]) => a < b);
        expect(sorted).toEqual(elements.toSorted(([a], [b]) => a - b));
      }),
      { seed: 7, numRuns: rounds({ short: 500, long: 5000 }) },
    );
  });
});

describe.skipIf(referee === undefined)(
  'sort with comparisons that are no order (nix-instantiate 2.8 is needed)',
  () => {
    const comparisons = [
      'a: b: true',
      'a: b: a <= b',
      'a: b: builtins.bitAnd a 7 <= builtins.bitAnd b 7',
      'a: b: builtins.bitAnd (a * b) 1 == 1',
      'a: b: builtins.bitAnd (a + 3 * b) 4 == 0',
    ];

    it.each(comparisons)('%s', less => {
      const text = `builtins.genList (n: builtins.sort (${less}) (builtins.genList (i: builtins.bitAnd (i * 73 + n) 63) n)) 130`;
      const { stdout } = spawnSync('nix-instantiate', ['--eval', '--strict', '-E', text], { encoding: 'latin1' });
      expect(show(text)).toBe(stdout.trimEnd());
    });
  },
);
