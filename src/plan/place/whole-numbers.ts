import type { Amount } from '../../model/amount.ts';

/** An exact fraction; the denominator is positive. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Whole numbers, and what one of them stands for. */
export interface WholeNumbers {
  readonly numbers: readonly bigint[];
  readonly unit: Fraction;
}

/** Numbers up to here are exact in floating point, and so are sums that stay below. */
export const mostExact = BigInt(Number.MAX_SAFE_INTEGER);

export function fractionOf({ units, scale }: Amount): Fraction {
  return { over: units, under: 10n ** BigInt(scale) };
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return reduceFraction({ over: a.over * b.over, under: a.under * b.under });
}

export function divide(a: Fraction, b: Fraction): Fraction {
  return multiply(a, { over: b.under, under: b.over });
}

export function addUp(amounts: readonly Fraction[]): Fraction {
  return amounts.reduce(
    (sum, { over, under }) => reduceFraction({ over: sum.over * under + over * sum.under, under: sum.under * under }),
    { over: 0n, under: 1n },
  );
}

/** How often the unit goes into the amount, rounded down. */
export function countUnits(amount: Fraction, unit: Fraction): bigint {
  return (amount.over * unit.under) / (amount.under * unit.over);
}

/**
 * The same amounts as whole numbers in the largest unit in which all are whole; the unit is 1 where all are 0. O(n).
 */
export function toWhole(amounts: readonly Fraction[]): WholeNumbers {
  let under = 1n;
  for (const amount of amounts) {
    const part = reduceFraction(amount).under;
    under = (under / gcd(under, part)) * part;
  }
  const numbers = amounts.map(amount => (amount.over * under) / amount.under);
  const over = numbers.reduce(gcd, 0n);
  if (over === 0n) return { numbers, unit: { over: 1n, under: 1n } };
  return { numbers: numbers.map(number => number / over), unit: reduceFraction({ over, under }) };
}

function reduceFraction({ over, under }: Fraction): Fraction {
  const common = gcd(over, under);
  return common <= 1n ? { over, under } : { over: over / common, under: under / common };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

/** So many units in decimal notation; in decimal models every amount ends after finitely many digits. */
export function showUnits(count: bigint, unit: Fraction): string {
  const { over, under } = reduceFraction({ over: count * unit.over, under: unit.under });
  let [scale, rest] = [0, under];
  while (rest > 1n && scale < 400) {
    rest /= gcd(rest, 10n);
    scale++;
  }
  const digits = ((over * 10n ** BigInt(scale)) / under).toString().padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/, '');
  const whole = scale === 0 ? digits : digits.slice(0, -scale);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
