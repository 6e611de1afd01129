import { InputError } from '../base/diagnostic.ts';
import { call } from './call.ts';
import { Closure } from './closure.ts';
import { AttributeSetValue, NixFunction, type Value } from './value.ts';

/** How `callWithArguments` calls, and how its messages name what is called. */
export interface CallRules {
  /** `the services model`, `the function`. */
  readonly what: string;
  /** The file that it comes from, where that is known. */
  readonly file?: string | undefined;
  /** Whether a function without a set pattern is called, too: with all the arguments. */
  readonly callsPlain: boolean;
}

/**
 * Calls a function with a set pattern with those of the arguments that it asks for (all of them if it ends in `...`),
 * as Nix and Disnix call what a file evaluates to. Other values stay as they are; a set with `__functor` is called in
 * the same way.
 * @throws InputError that names every argument that it asks for and is not given
 */
export function callWithArguments(value: Value, args: AttributeSetValue, rules: CallRules): Value {
  const functor = value instanceof AttributeSetValue ? value.get('__functor') : undefined;
  if (functor !== undefined) return callWithArguments(call(functor, value), args, rules);
  if (!(value instanceof NixFunction)) return value;
  const { formals } = value;
  if (formals === undefined) return rules.callsPlain ? call(value, args) : value;
  const missing = [...formals].filter(([name, hasDefault]) => !hasDefault && !args.has(name)).map(([name]) => name);
  if (missing.length > 0) throw notGiven(missing, value, rules);
  const taken = takesOthers(value)
    ? args
    : AttributeSetValue.from([...args.entries()].filter(([name]) => formals.has(name)));
  return call(value, taken);
}

/** Whether the set pattern of a function ends in `...`. */
export function takesOthers(value: NixFunction): boolean {
  return value instanceof Closure && value.lambda.pattern?.open === true;
}

function notGiven(names: readonly string[], fn: NixFunction, { what, file }: CallRules): InputError {
  return new InputError(
    names.map(name => ({
      severity: 'error',
      code: 'missing-argument',
      message: `${what} asks for the argument "${name}", which it is not given`,
      position: fn.positionOfFormal(name),
      file,
      remedy: { kind: 'argument', name },
    })),
  );
}
