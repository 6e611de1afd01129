import { type Amount, readWrittenAmount } from '../../model/amount.ts';

const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };

/**
 * A quantity of Kubernetes, exactly: `250m` is 0.25, `1.5Gi` 1610612736, `1e3` 1000. Undefined for what is none, or is
 * negative.
 */
export function readQuantity(text: string): Amount | undefined {
  const [whole, number = '', suffix = ''] =
    /^\+?((?:\d{1,50}(?:\.\d{0,50})?|\.\d{1,50})(?:[eE][+-]?\d{1,2})?)([KMGTPE]i|[numkMGTPE])?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const amount = readWrittenAmount(number.replace(/^\./, '0.').replace(/\.(?=$|[eE])/, ''));
  if (amount === undefined) return undefined;
  const power = binary[suffix];
  if (power !== undefined) return { units: amount.units * 1024n ** BigInt(power), scale: amount.scale };
  const shift = decimal[suffix] ?? 0;
  if (shift <= 0) return { units: amount.units, scale: amount.scale - shift };
  return { units: amount.units * 10n ** BigInt(shift), scale: amount.scale };
}
