import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../rounds.ts';
import { referee } from '../referee.ts';
import { comparePrinting, compareWithReferee } from './compare.ts';
import { anyExpression } from './generate-expression.ts';

/** `DIFFERENTIAL_SEED` and `DIFFERENTIAL_COUNT` make another, longer campaign of it. */
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 20220501);
const count = Number(process.env['DIFFERENTIAL_COUNT'] ?? rounds({ short: 4000, long: 16_000 }));
const batch = 2000;

describe.skipIf(referee === undefined)(`generated expressions, seed ${seed} (nix-instantiate 2.8 is needed)`, () => {
  const sources = fc.sample(anyExpression, { numRuns: count, seed });

  for (let first = 0; first < count; first += batch) {
    const some = sources.slice(first, first + batch);
    it(`have the values that real Nix gives: ${first + 1} to ${first + some.length}`, () => {
      const { differences, succeeded } = compareWithReferee(some);
      expect(differences.slice(0, 20)).toEqual([]);
      expect(succeeded).toBeGreaterThan(some.length / 3);
    });
  }

  it.each([[[]], [['--strict']]])('are printed as nix-instantiate does, with the flags %j', flags => {
    expect(comparePrinting(sources.slice(0, 2000), flags)).toEqual([]);
  });
});
