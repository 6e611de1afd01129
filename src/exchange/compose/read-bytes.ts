import type { Amount } from '../../model/amount.ts';
import { readWrittenAmount } from '../../model/amount.ts';

const powers: Readonly<Record<string, number>> = { b: 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/**
 * A size as Compose writes it, in bytes, exactly: `512m`, `1.5gb`, `64MiB`, `1048576`. Units are powers of 1024.
 * Undefined for what is no size.
 */
export function readBytes(text: string): Amount | undefined {
  const [whole, number = '', unit = 'b'] = /^\s*(\d{1,30}(?:\.\d{1,30})?)\s*([bkmgtp])?(?:i?b)?\s*$/i.exec(text) ?? [];
  const amount = whole === undefined ? undefined : readWrittenAmount(number);
  if (amount === undefined) return undefined;
  return { units: amount.units * 1024n ** BigInt(powers[unit.toLowerCase()] ?? 0), scale: amount.scale };
}
