import { type Amount, formatAmount, readAmount } from '../model/amount.ts';
import { NixFloat } from '../nix/index.ts';

/** The largest whole number of the Nix language. */
const largest = 2n ** 63n - 1n;

/**
 * An amount as data that says exactly the same: a whole number, a floating-point number where its shortest decimal is
 * the amount, else the decimal as text, which every capacity takes for the number.
 * @example amountData({ units: 25n, scale: 2 }) // 0.25
 */
export function amountData(amount: Amount): number | bigint | string {
  const text = formatAmount(amount.units, amount.scale);
  if (!text.includes('.')) {
    const whole = BigInt(text);
    if (whole > largest || whole < -largest) return text;
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  }
  const float = Number(text);
  const back = readAmount(new NixFloat(float));
  return back !== undefined && formatAmount(back.units, back.scale) === text ? float : text;
}
