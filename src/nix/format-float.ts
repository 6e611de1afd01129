import { NixFloat } from './value.ts';

/**
 * Floating-point numbers as C's `printf` writes them. JavaScript rounds exactly too, but a tie goes up (`toFixed`,
 * `toExponential`) where C takes the even digit: the only cases to mend.
 */

/**
 * The NaN without a sign bit, which only TOML has: it is printed as `nan`. JavaScript does not tell it from others, so
 * it is this object.
 */
export const unsignedNaN = new NixFloat(Number.NaN);

/**
 * `%g`, six significant digits: `123456789.123` is `1.23457e+08`. How Nix prints a float, also in XML and (2.8) in
 * JSON.
 */
export function formatFloat(float: NixFloat): string {
  const { value } = float;
  if (!Number.isFinite(value)) return formatSpecial(float);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const { digits, exponent } = roundToDigits(Math.abs(value), 6);
  if (exponent < -4 || exponent >= 6) {
    const fraction = digits.slice(1).replace(/0+$/, '');
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits[0]}${fraction && `.${fraction}`}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  const padded = exponent < 0 ? '0'.repeat(-exponent) + digits : digits;
  const point = Math.max(exponent, 0) + 1;
  const fraction = padded.slice(point).replace(/0+$/, '');
  return `${sign}${padded.slice(0, point)}${fraction && `.${fraction}`}`;
}

/** `%f`, six digits after the point: what `toString 1.5` yields, `1.500000`. */
export function formatFixed(float: NixFloat): string {
  const { value } = float;
  if (!Number.isFinite(value)) return formatSpecial(float);
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  // From 2^53 on a float has no fraction; toFixed would turn to exponents at 1e21.
  if (size >= 2 ** 53) return `${sign}${BigInt(size)}.000000`;
  // A tie in the seventh decimal is an odd multiple of 1/128; the even neighbour ends in 2 or 7 there, one less where
  // toFixed is odd.
  if (size * 128 === Math.floor(size * 128) && (size * 128) % 2 === 1) {
    const millionths = BigInt(size * 128) * 15625n; // size · 2·10⁶
    const even = (millionths / 2n) % 2n === 0n ? millionths / 2n : millionths / 2n + 1n;
    const digits = String(even).padStart(7, '0');
    return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }
  return sign + size.toFixed(6);
}

/**
 * As newer Nix writes a float in JSON: the fewest digits that tell it from all others, always with a point or an
 * exponent (`1.0`, `1e+16`). What JSON cannot hold is `null`.
 */
export function formatJsonFloat({ value }: NixFloat): string {
  if (!Number.isFinite(value)) return 'null';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0.0`;
  const { digits, exponent } = splitExponential(Math.abs(value).toExponential());
  if (exponent < -4 || exponent >= 15) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 2, '0');
  return `${sign}${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1)}`;
}

/** Every NaN that x86 arithmetic makes carries the sign bit, and so real Nix prints `-nan`. */
function formatSpecial(float: NixFloat): string {
  if (Number.isNaN(float.value)) return float === unsignedNaN ? 'nan' : '-nan';
  return float.value < 0 ? '-inf' : 'inf';
}

/** The leading `count` digits of a number ≥ 0, rounded half to even, and the decimal exponent of the first. */
function roundToDigits(value: number, count: number): { digits: string; exponent: number } {
  const rounded = splitExponential(value.toExponential(count - 1));
  const longer = splitExponential(value.toExponential(60)).digits;
  const isTie = longer[count] === '5' && /^0*$/.test(longer.slice(count + 1));
  if (!isTie) return rounded;
  const kept = longer.slice(0, count);
  // Of the two neighbours the lower one is even: JavaScript went up, so step back to it.
  return Number(kept.at(-1)) % 2 === 0
    ? { digits: kept, exponent: splitExponential(value.toExponential(60)).exponent }
    : rounded;
}

function splitExponential(text: string): { digits: string; exponent: number } {
  const [mantissa = '', exponent = ''] = text.split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}
