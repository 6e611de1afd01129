import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addAmounts, largerAmount } from '../../../src/exchange/add-amounts.ts';
import { readQuantity } from '../../../src/exchange/kubernetes/read-quantity.ts';
import { formatAmount } from '../../../src/model/amount.ts';
import { rounds } from '../../rounds.ts';

const show = (text: string): string | undefined => {
  const amount = readQuantity(text);
  return amount && formatAmount(amount.units, amount.scale);
};

test.each([
  ['250m', '0.25'],
  ['100n', '0.0000001'],
  ['1.5Gi', '1610612736'],
  ['129e6', '129000000'],
  ['1E', '1000000000000000000'],
  ['1e3', '1000'],
  ['.5', '0.5'],
  ['2.', '2'],
  ['128974848000m', '128974848'],
  ['1Ei', '1152921504606846976'],
])('%s is %s', (text, number) => expect(show(text)).toBe(number));

test.each(['', '-1', '1Zi', '1 Gi', 'many', '1e', '1e999', '0x10', '1mi', 'Mi', '.'])('%s is none', text => {
  expect(readQuantity(text)).toBeUndefined();
});

test('a unit is what it says, whatever the number', () => {
  const unit = fc.constantFrom<readonly [string, number, bigint]>(
    ['m', 3, 1n],
    ['k', 0, 1000n],
    ['Mi', 0, 1024n ** 2n],
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), unit, (number, [suffix, scale, factor]) => {
      expect(show(`${number}${suffix}`)).toBe(formatAmount(number * factor, scale));
    }),
    { seed: 7, numRuns: rounds({ short: 200, long: 5000 }) },
  );
});

test('amounts of any scale are added and compared', () => {
  const amount = fc.record({ units: fc.bigInt({ min: 0n, max: 1000n }), scale: fc.integer({ min: 0, max: 4 }) });
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const number = ({ units, scale }: typeof a): number => Number(units) / 10 ** scale;
      expect(number(addAmounts(a, b))).toBeCloseTo(number(a) + number(b), 9);
      expect(number(largerAmount(a, b))).toBe(Math.max(number(a), number(b)));
    }),
    { seed: 7, numRuns: rounds({ short: 200, long: 5000 }) },
  );
});
