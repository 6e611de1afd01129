import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountData } from '../../src/exchange/amount-data.ts';
import type { ImportedData } from '../../src/exchange/imported-models.ts';
import { writeNixData } from '../../src/exchange/write-nix-data.ts';
import { formatAmount, readWrittenAmount } from '../../src/model/amount.ts';
import { AttributeSetValue, force, NixFloat, type Slot } from '../../src/nix/index.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { rounds } from '../rounds.ts';

const host = createNodeHost();

/** A value of the Nix language as plain data again. */
function plain(slot: Slot): ImportedData {
  const value = force(slot);
  if (value instanceof NixFloat) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof AttributeSetValue) return new Map([...value.entries()].map(([name, one]) => [name, plain(one)]));
  return value as ImportedData;
}

/** Byte strings that look like code, and any other ones. */
const text = fc.oneof(
  fc.string({ unit: fc.integer({ min: 1, max: 255 }).map(code => String.fromCharCode(code)), maxLength: 12 }),
  fc.constantFrom('${builtins.abort}', "''", '"; x = "', 'let', 'a.b', '-', '\\', '$${', '# x\n', 'or', '__proto__'),
);

const data = fc.letrec<{ data: ImportedData }>(tie => ({
  data: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.boolean(),
    fc.integer(),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 63n - 1n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter(number => !Number.isInteger(number)),
    fc.array(tie('data'), { maxLength: 5 }),
    fc.array(fc.tuple(text, tie('data')), { maxLength: 5 }).map(entries => new Map([...new Map(entries)].sort())),
  ),
})).data;

describe('data as Nix', () => {
  test('reads back as the same data, whatever texts and names are', () => {
    fc.assert(
      fc.property(data, original => {
        const read = plain(host.evaluateText('data', writeNixData(original, ''), '/'));
        expect(sorted(read)).toEqual(sorted(original));
      }),
      { seed: 13, numRuns: rounds({ short: 500, long: 20_000 }) },
    );
  });
});

/** Sets are in byte order when they come back. */
function sorted(value: ImportedData): ImportedData {
  if (Array.isArray(value)) return value.map(sorted);
  if (!(value instanceof Map)) return value;
  return new Map([...value].map(([key, one]) => [key, sorted(one)] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('amounts are the same number, to the last digit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 30 }), (units, scale) => {
      const written = amountData({ units, scale });
      const back = readWrittenAmount(
        typeof written === 'number' && !Number.isInteger(written) ? new NixFloat(written) : written,
      );
      expect(back && formatAmount(back.units, back.scale)).toBe(formatAmount(units, scale));
    }),
    { seed: 13, numRuns: rounds({ short: 1000, long: 50_000 }) },
  );
});
