import type { Position } from '../base/source.ts';
import { type Difference, equalValues } from './equal.ts';
import { EvaluationError } from './error.ts';
import { describeValue, isList } from './expect.ts';
import type { Limits } from './limits.ts';
import { describeBriefly } from './print/describe-briefly.ts';
import { ContextString, force, NixFloat, type NixList, NixPath, type Slot, type Value } from './value.ts';

/**
 * Whether `left < right`, for `<`, `lessThan` and `sort`: numbers by size, strings and paths by byte order, lists by
 * their first elements that differ. Anything else is an error. NaN is less than nothing.
 */
export function lessThan(left: Value, right: Value, position?: Position, limits?: Limits): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  if (typeof left === 'string' && typeof right === 'string') return textLessThan(left, right, limits);
  const a = comparable(left);
  const b = comparable(right);
  if ((typeof a === 'number' || typeof a === 'bigint') && (typeof b === 'number' || typeof b === 'bigint')) {
    return a < b;
  }
  if (typeof a === 'string' && typeof b === 'string' && left instanceof NixPath === right instanceof NixPath) {
    return textLessThan(a, b, limits);
  }
  if (isList(left) && isList(right)) return listLessThan(left, right, position, limits);
  throw notComparable(left, right, position);
}

/** Byte order. */
function textLessThan(left: string, right: string, limits: Limits | undefined): boolean {
  limits?.readWhole(left);
  limits?.readWhole(right);
  return left < right;
}

function notComparable(left: Value, right: Value, position: Position | undefined): EvaluationError {
  const [what, other] = [describeValue(left), describeValue(right)];
  const rule =
    what === other ? `${what} cannot be compared with another by < or >` : `${what} cannot be compared with ${other}`;
  return new EvaluationError('type', `${rule}: ${describeBriefly(left)} and ${describeBriefly(right)}`, position);
}

/**
 * The order of two values: negative, 0 or positive. Values that are neither less nor greater count as the same (NaN).
 */
export function compareValues(left: Value, right: Value, position?: Position, limits?: Limits): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return lessThan(left, right, position, limits) ? -1 : lessThan(right, left, position, limits) ? 1 : 0;
}

/** What JavaScript can compare: the number or text inside a value. */
function comparable(value: Value): number | bigint | string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value;
  if (value instanceof NixFloat) return value.value;
  if (value instanceof ContextString) return value.text;
  return value instanceof NixPath ? value.path : undefined;
}

/**
 * What decides lies in the first elements that differ, which may be lists themselves. The search for inequality has
 * been there: going down step by step instead would look through what lists of the same length hold once a level.
 */
function listLessThan(left: NixList, right: NixList, position: Position | undefined, limits?: Limits): boolean {
  let [first, second] = [left, right];
  for (;;) {
    const cells = firstDifference(first, second, limits);
    if (cells === undefined) return first.length < second.length;
    const [a, b] = [force(cells[0]), force(cells[1])];
    if (!isList(a) || !isList(b)) return lessThan(a, b, position, limits);
    [first, second] = [a, b];
  }
}

function firstDifference(left: NixList, right: NixList, limits?: Limits): readonly [Slot, Slot] | undefined {
  const difference: Difference = { cells: undefined };
  for (let i = 0; i < left.length && i < right.length; i++) {
    limits?.tick();
    const a = left[i] as Slot;
    const b = right[i] as Slot;
    if (!equalValues(a, b, limits, difference)) return difference.cells ?? [a, b];
  }
  return undefined;
}
