import type { Position } from '../base/source.ts';
import { EvaluationError } from './error.ts';
import { typeMismatch } from './expect.ts';
import { NixFloat, NixPath, type Value } from './value.ts';

/*
 * Integers have 64 bits, as in Nix: a `number` inside the safe range of JavaScript, a `bigint` outside it and only
 * there. A result that does not fit in 64 bits wraps around, as in Nix 2.8, or is refused, as in newer versions, where
 * `refusesOverflow` is set. An integer that meets a float becomes one.
 */

/** An integer of any size as the value of a 64-bit integer. */
export function toInteger(exact: bigint): number | bigint {
  const wrapped = BigInt.asIntN(64, exact);
  const small = Number(wrapped);
  return Number.isSafeInteger(small) ? small : wrapped;
}

/** An exact result as an integer of 64 bits. */
function narrow(
  exact: bigint,
  what: string,
  position: Position | undefined,
  refusesOverflow: boolean,
): number | bigint {
  const fitting = toInteger(exact);
  if (!refusesOverflow || BigInt(fitting) === exact) return fitting;
  throw new EvaluationError('arithmetic', `integer overflow in ${what}: ${exact} does not fit in 64 bits`, position);
}

/** `left + right` of two numbers. @throws EvaluationError for other values */
export function add(left: Value, right: Value, position?: Position, refusesOverflow = false): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    return Number.isSafeInteger(sum) ? sum : narrow(BigInt(left) + BigInt(right), 'adding', position, refusesOverflow);
  }
  if (isInteger(left) && isInteger(right))
    return narrow(BigInt(left) + BigInt(right), 'adding', position, refusesOverflow);
  return toFloat(toDouble(left, right, position) + toDouble(right, left, position), left, right);
}

/** `left - right`; as `add`. */
export function subtract(left: Value, right: Value, position?: Position, refusesOverflow = false): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    return Number.isSafeInteger(difference)
      ? difference
      : narrow(BigInt(left) - BigInt(right), 'subtracting', position, refusesOverflow);
  }
  if (isInteger(left) && isInteger(right))
    return narrow(BigInt(left) - BigInt(right), 'subtracting', position, refusesOverflow);
  return toFloat(toDouble(left, right, position) - toDouble(right, left, position), left, right);
}

/** `left * right`; as `add`. */
export function multiply(left: Value, right: Value, position?: Position, refusesOverflow = false): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    // `+ 0` because integers have no negative zero.
    return Number.isSafeInteger(product)
      ? product + 0
      : narrow(BigInt(left) * BigInt(right), 'multiplying', position, refusesOverflow);
  }
  if (isInteger(left) && isInteger(right))
    return narrow(BigInt(left) * BigInt(right), 'multiplying', position, refusesOverflow);
  return toFloat(toDouble(left, right, position) * toDouble(right, left, position), left, right);
}

/** Integers divide towards zero. Division by zero is an error for floats too. */
export function divide(left: Value, right: Value, position?: Position): Value {
  const divisor = toDouble(right, left, position);
  const dividend = toDouble(left, right, position);
  if (divisor === 0) throw new EvaluationError('arithmetic', 'division by zero', position);
  if (typeof left === 'number' && typeof right === 'number') return Math.trunc(left / right) + 0;
  if (isInteger(left) && isInteger(right)) {
    const quotient = BigInt(left) / BigInt(right);
    if (quotient > 0x7fff_ffff_ffff_ffffn) {
      throw new EvaluationError('arithmetic', 'overflow: the quotient does not fit in 64 bits', position);
    }
    return toInteger(quotient);
  }
  return toFloat(dividend / divisor, left, right);
}

/** `-x` is `0 - x`, so `-0.0` is `0`. */
export function negate(value: Value, position?: Position, refusesOverflow = false): Value {
  return subtract(0, value, position, refusesOverflow);
}

function isInteger(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** A result that is no number is the operand that was none already: that one may have a sign of its own. */
function toFloat(value: number, left: Value, right: Value): NixFloat {
  if (!Number.isNaN(value)) return new NixFloat(value);
  if (left instanceof NixFloat && Number.isNaN(left.value)) return left;
  return right instanceof NixFloat && Number.isNaN(right.value) ? right : new NixFloat(value);
}

/** The number as a double; `other` decides what the message expects. */
function toDouble(value: Value, other: Value, position: Position | undefined): number {
  if (typeof value === 'number') return value;
  if (value instanceof NixFloat) return value.value;
  if (typeof value === 'bigint') return Number(value);
  const error = typeMismatch(other instanceof NixFloat ? 'a float' : 'an integer', value, position);
  if (value instanceof NixPath) error.hint = 'a/b without blanks is a path: a division is written a / b';
  throw error;
}
