import { add, divide, multiply, subtract, toInteger } from '../arithmetic.ts';
import { lessThan } from '../compare.ts';
import { EvaluationError } from '../error.ts';
import { expectInteger, typeMismatch } from '../expect.ts';
import type { Builtin, Host } from '../host.ts';
import { languages } from '../nix-version.ts';
import { printValue } from '../print/print-value.ts';
import { force, NixFloat, type Slot, type Value } from '../value.ts';

/** The builtins on numbers. */
export const numbers: readonly Builtin[] = [
  { name: 'add', arity: 2, run: (host, a, b) => add(force(a), force(b), undefined, refuses(host)) },
  { name: 'sub', arity: 2, run: (host, a, b) => subtract(force(a), force(b), undefined, refuses(host)) },
  { name: 'mul', arity: 2, run: (host, a, b) => multiply(force(a), force(b), undefined, refuses(host)) },
  { name: 'div', arity: 2, run: (_host, a, b) => divide(force(a), force(b)) },
  { name: 'lessThan', arity: 2, run: ({ limits }, a, b) => lessThan(force(a), force(b), undefined, limits) },
  bitwise('bitAnd', (a, b) => a & b),
  bitwise('bitOr', (a, b) => a | b),
  bitwise('bitXor', (a, b) => a ^ b),
  { name: 'ceil', arity: 1, run: (host, slot) => round(force(slot), Math.ceil, refuses(host)) },
  { name: 'floor', arity: 1, run: (host, slot) => round(force(slot), Math.floor, refuses(host)) },
];

function bitwise(name: string, combine: (a: bigint, b: bigint) => bigint): Builtin {
  const run = (_host: unknown, a: Slot, b: Slot): Value =>
    toInteger(combine(BigInt(expectInteger(a)), BigInt(expectInteger(b))));
  return { name, arity: 2, run };
}

const refuses = ({ settings }: Host): boolean => languages[settings.nixVersion].refusesOverflow;

/**
 * A float as the integer next to it. What does not fit in 64 bits is the smallest integer, as x86 has it, or is
 * refused, as newer versions do.
 */
function round(value: Value, direction: (value: number) => number, refusesOverflow: boolean): Value {
  if (typeof value !== 'number' && typeof value !== 'bigint' && !(value instanceof NixFloat)) {
    throw typeMismatch('a float', value);
  }
  const rounded = direction(value instanceof NixFloat ? value.value : Number(value));
  if (rounded >= -(2 ** 63) && rounded < 2 ** 63) return toInteger(BigInt(rounded));
  if (!refusesOverflow) return -(2n ** 63n);
  throw new EvaluationError('arithmetic', `${printValue(value)} is not in the range of integers`);
}
