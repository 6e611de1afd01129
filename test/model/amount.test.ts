import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, readAmount, toCommonScale } from '../../src/model/amount.ts';
import { NixFloat } from '../../src/nix/index.ts';
import { rounds } from '../rounds.ts';

test('a number is as its author wrote it', () => {
  expect(readAmount(7)).toEqual({ units: 7n, scale: 0 });
  expect(readAmount(2n ** 62n)).toEqual({ units: 2n ** 62n, scale: 0 });
  expect(readAmount(new NixFloat(0.1))).toEqual({ units: 1n, scale: 1 });
  expect(readAmount(new NixFloat(1e-7))).toEqual({ units: 1n, scale: 7 });
  expect(readAmount(new NixFloat(-2.5e21))).toEqual({ units: -2500000000000000000000n, scale: 0 });
  for (const value of [new NixFloat(Number.NaN), new NixFloat(Number.NEGATIVE_INFINITY), 'x', null, true]) {
    expect(readAmount(value)).toBeUndefined();
  }
});

test('every float reads back from its amount, and 0.1 + 0.2 is 0.3', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), number => {
      const amount = readAmount(new NixFloat(number));
      expect(Number(`${amount?.units}e-${amount?.scale}`)).toBe(number === 0 ? 0 : number);
    }),
    { seed: 2026, numRuns: rounds({ short: 1000, long: 50_000 }) },
  );
  const { units, scale } = toCommonScale([0.1, 0.2, 0.3].flatMap(number => readAmount(new NixFloat(number)) ?? []));
  expect((units[0] ?? 0n) + (units[1] ?? 0n)).toBe(units[2]);
  expect(formatAmount(units[2] ?? 0n, scale)).toBe('0.3');
});
