import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, divide, multiply, negate, subtract, toInteger } from '../../src/nix/arithmetic.ts';
import { NixFloat, type Value } from '../../src/nix/value.ts';
import { rounds } from '../rounds.ts';

const seed = { seed: 3, numRuns: rounds({ short: 500, long: 5000 }) };

/** 64-bit integers, many near the borders where a JavaScript number ends. */
const integers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: -(2n ** 53n) - 3n, max: -(2n ** 53n) + 3n }),
  fc.bigInt({ min: -10n, max: 10n }),
);

/** An integer is a number inside the safe range and a bigint only outside of it. */
function isCanonical(value: Value): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  return typeof value === 'bigint' && !Number.isSafeInteger(Number(value)) && BigInt.asIntN(64, value) === value;
}

describe('integers are those of 64 bits, and wrap around', () => {
  test.each([
    ['add', add, (a: bigint, b: bigint) => a + b],
    ['subtract', subtract, (a: bigint, b: bigint) => a - b],
    ['multiply', multiply, (a: bigint, b: bigint) => a * b],
  ] as const)('%s', (_name, operation, exact) => {
    fc.assert(
      fc.property(integers, integers, (a, b) => {
        const result = operation(toInteger(a), toInteger(b));
        expect(isCanonical(result)).toBe(true);
        expect(BigInt(result as number | bigint)).toBe(BigInt.asIntN(64, exact(a, b)));
      }),
      seed,
    );
  });

  test('divide goes towards zero', () => {
    fc.assert(
      fc.property(integers, integers, (a, b) => {
        fc.pre(b !== 0n && !(a === -(2n ** 63n) && b === -1n));
        const result = divide(toInteger(a), toInteger(b));
        expect(isCanonical(result)).toBe(true);
        expect(BigInt(result as number | bigint)).toBe(a / b);
      }),
      seed,
    );
  });

  test('the one quotient that does not fit is an error', () => {
    expect(() => divide(-(2n ** 63n), -1)).toThrow('overflow');
  });
});

test('an integer that meets a float becomes one', () => {
  expect(add(1, new NixFloat(0.5))).toEqual(new NixFloat(1.5));
  expect(subtract(new NixFloat(0.5), 1)).toEqual(new NixFloat(-0.5));
  expect(multiply(2n ** 60n, new NixFloat(1))).toEqual(new NixFloat(2 ** 60));
  expect(divide(1, new NixFloat(2))).toEqual(new NixFloat(0.5));
});

test('minus zero is zero', () => {
  expect(Object.is((negate(new NixFloat(0)) as NixFloat).value, 0)).toBe(true);
});

test('division by zero is an error, for floats too', () => {
  expect(() => divide(1, 0)).toThrow('division by zero');
  expect(() => divide(1, new NixFloat(0))).toThrow('division by zero');
});

test('other values are refused, and named', () => {
  expect(() => subtract('a', 1)).toThrow('expected an integer but found a string');
  expect(() => subtract(new NixFloat(1), null)).toThrow('expected a float but found null');
});
