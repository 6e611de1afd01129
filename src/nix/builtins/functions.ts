import { sortNames } from '../../base/order.ts';
import { EvaluationError } from '../error.ts';
import { nameValue } from '../expect.ts';
import type { Builtin } from '../host.ts';
import type { Limits } from '../limits.ts';
import { AttributeSetValue, force, NixFunction, Shape, type Value } from '../value.ts';

/** The builtins on functions. */
export const functions: readonly Builtin[] = [
  { name: 'functionArgs', arity: 1, run: ({ limits }, fn) => argumentsOf(force(fn), limits) },
];

/** The names of a set pattern, each with whether it has a default. */
function argumentsOf(fn: Value, limits: Limits): Value {
  if (fn instanceof NixFunction) {
    const formals = fn.formals ?? new Map<string, boolean>();
    limits.spend(4 * formals.size);
    const names = sortNames(formals.keys());
    const positions = names.map(name => fn.positionOfFormal(name));
    return new AttributeSetValue(
      new Shape(names, positions),
      names.map(name => formals.get(name) ?? false),
    );
  }
  throw new EvaluationError(
    'type',
    `'functionArgs' requires a function but was called with ${nameValue(fn)}`,
    undefined,
    fn instanceof AttributeSetValue ? 'a set with __functor has no pattern of its own' : undefined,
  );
}
