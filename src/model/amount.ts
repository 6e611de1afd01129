import { NixFloat, type Value } from '../nix/index.ts';
import { textOf } from './decode-value.ts';

/**
 * An exact decimal number: `units` times ten to the power of minus `scale`. What people write (0.1) is kept as written.
 */
export interface Amount {
  readonly units: bigint;
  readonly scale: number;
}

/**
 * The amount that an integer or a floating-point number of a model says; undefined for any other value, infinities and
 * NaN.
 */
export function readAmount(value: Value): Amount | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return { units: BigInt(value), scale: 0 };
  if (!(value instanceof NixFloat) || !Number.isFinite(value.value)) return undefined;
  // The shortest decimal that reads back as this float is what the model's author wrote.
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value.value)) ?? [];
  const units = BigInt(sign + whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/**
 * Like `readAmount`, and also of a number in quotes, as models that were captured from machines have it: `"512"`,
 * `"0.5"`, `"1e3"`. Texts of more than 100 digits, written out, are no amounts.
 */
export function readWrittenAmount(value: Value): Amount | undefined {
  const text = textOf(value);
  if (text === undefined) return readAmount(value);
  const match = /^\s*([+-]?)(\d{1,100})(?:\.(\d{1,100}))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > 100) return undefined;
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** The amounts in a unit so small that all are whole numbers. O(n). */
export function toCommonScale(amounts: readonly Amount[]): {
  readonly units: readonly bigint[];
  readonly scale: number;
} {
  const scale = amounts.reduce((largest, amount) => Math.max(largest, amount.scale), 0);
  return { units: amounts.map(amount => amount.units * 10n ** BigInt(scale - amount.scale)), scale };
}

/** The amount as a whole number; undefined where it is none. */
export function toWhole({ units, scale }: Amount): bigint | undefined {
  const unit = 10n ** BigInt(scale);
  return units % unit === 0n ? units / unit : undefined;
}

/** The amount in decimal notation, without needless zeros. */
export function formatAmount(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
