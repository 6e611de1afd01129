import { EvaluationError } from '../error.ts';
import { describeType } from '../expect.ts';
import type { Builtin } from '../host.ts';
import { AttributeSetValue, force, NixFunction, type Value } from '../value.ts';

/** The builtins on functions. */
export const functions: readonly Builtin[] = [
  { name: 'functionArgs', arity: 1, run: (_host, fn) => argumentsOf(force(fn)) },
];

/** The names of a set pattern, each with whether it has a default. */
function argumentsOf(fn: Value): Value {
  if (fn instanceof NixFunction) return AttributeSetValue.from(fn.formals ?? []);
  throw new EvaluationError(
    'type',
    `'functionArgs' requires a function but was called with ${describeType(fn)}`,
    undefined,
    fn instanceof AttributeSetValue ? 'a set with __functor has no pattern of its own' : undefined,
  );
}
