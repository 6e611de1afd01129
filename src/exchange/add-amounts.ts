import type { Amount } from '../model/amount.ts';

/** The sum of two amounts. */
export function addAmounts(a: Amount, b: Amount): Amount {
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * 10n ** BigInt(scale - a.scale) + b.units * 10n ** BigInt(scale - b.scale), scale };
}

/** The larger of two amounts. */
export function largerAmount(a: Amount, b: Amount): Amount {
  return a.units * 10n ** BigInt(b.scale) >= b.units * 10n ** BigInt(a.scale) ? a : b;
}
