import type { Position } from '../base/source.ts';
import { Closure } from './closure.ts';
import { EvaluationError } from './error.ts';
import { nameValue } from './expect.ts';
import { frameOfOne } from './frame.ts';
import type { Builtin, Host } from './host.ts';
import { AttributeSetValue, ContextString, force, NixFunction, type Slot, Thunk, type Value } from './value.ts';

/** A builtin, perhaps with some of its arguments. */
export class Primop extends NixFunction {
  readonly name: string;
  readonly arity: number;
  readonly run: (host: Host, ...args: Slot[]) => Value;
  readonly host: Host;
  /** Fewer than `arity`. */
  readonly args: readonly Slot[];

  constructor({ name, arity, run }: Builtin, host: Host, args: readonly Slot[] = []) {
    super();
    this.name = name;
    this.arity = arity;
    this.run = run;
    this.host = host;
    this.args = args;
  }

  get formals(): undefined {
    return undefined;
  }

  call(argument: Slot): Value {
    const { args, run, host } = this;
    if (args.length + 1 < this.arity) return new Primop(this, host, [...args, argument]);
    switch (args.length) {
      case 0:
        return run(host, argument);
      case 1:
        return run(host, args[0] as Slot, argument);
      default:
        return run(host, ...args, argument);
    }
  }
}

/**
 * Calls a function, a builtin or a set with `__functor`. The position is for the error that the value is none of these.
 */
export function call(fn: Slot, argument: Slot, position?: Position): Value {
  const value = force(fn);
  if (value instanceof NixFunction) return value.call(argument);
  if (value instanceof AttributeSetValue) {
    const functor = value.get('__functor');
    if (functor !== undefined) return call(call(functor, value, position), argument, position);
  }
  throw notAFunction(value, position);
}

/**
 * Calls a function of two arguments, such as the operator of a fold, without a partly applied function in between where
 * it can.
 */
export function call2(fn: Slot, first: Slot, second: Slot, position?: Position): Value {
  const value = force(fn);
  if (value instanceof Closure) {
    if (value.lambda.arity === 2) return value.call2(first, second);
  } else if (value instanceof Primop && value.arity === 2 && value.args.length === 0) {
    return value.run(value.host, first, second);
  }
  return call(call(value, first, position), second, position);
}

/**
 * Calls of one function that are put off, for `map` and the like: a thunk each, with the argument where the environment
 * would be, and nothing else. A sum of small integers, such as `x: x + 1` makes, is computed instead.
 */
export function lazyCalls(fn: Slot): (argument: Slot) => Slot {
  const run = (argument: Slot): Value => call(fn, argument);
  const known = fn instanceof Thunk ? fn.peek() : fn;
  if (!(known instanceof Closure) || known.lambda.arity !== 1 || known.lambda.ready === undefined) {
    return argument => new Thunk(run, argument);
  }
  const { frame } = known;
  const { ready, blank } = known.lambda;
  return argument => {
    const result = typeof argument === 'number' ? ready(frameOfOne(frame, argument, blank)) : undefined;
    return typeof result === 'number' ? result : new Thunk(run, argument);
  };
}

/** The error for a call of something that is no function. */
export function notAFunction(value: Value, position: Position | undefined): EvaluationError {
  const isText = typeof value === 'string' || value instanceof ContextString;
  const operator = isText ? "an operator ('+' joins strings)" : 'an operator';
  return new EvaluationError(
    'type',
    `this is called as a function but is ${nameValue(value)}`,
    position,
    `what follows it is taken for an argument: is ${operator} or ';' missing between them, or is there an argument too many?`,
  );
}
