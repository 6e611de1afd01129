import { Position } from '../base/source.ts';
import type { Callee } from './callee.ts';
import type { Ready } from './compile/compiled.ts';
import { type Frame, frameOfMany, frameOfOne, frameOfTwo, type Run } from './frame.ts';
import type { Limits } from './limits.ts';
import type { Pattern } from './pattern.ts';
import { NixFunction, type Slot, type Value } from './value.ts';

/**
 * A lambda expression, compiled once. `a: b: c: body` is one lambda with three parameters: a full call makes one frame.
 */
export interface Lambda extends Callee {
  /** Where the function of each parameter begins: offsets in the source. */
  readonly starts: readonly number[];
  /** The names of plain parameters; of a set pattern its `@name`, or nothing. */
  readonly parameters: readonly string[];
  /** How many arguments a call needs: at least 1, and exactly 1 with a pattern. */
  readonly arity: number;
  readonly pattern: Pattern | undefined;
  readonly body: Run;
  /** The body, where it is a sum or the like that may be known at once; see `Compiled`. */
  readonly ready: Ready | undefined;
  readonly limits: Limits;
}

/** A function made by a lambda expression, in the frame where that was evaluated. */
export class Closure extends NixFunction {
  readonly lambda: Lambda;
  readonly frame: Frame;

  constructor(lambda: Lambda, frame: Frame) {
    super();
    this.lambda = lambda;
    this.frame = frame;
  }

  get formals(): ReadonlyMap<string, boolean> | undefined {
    return this.lambda.pattern?.formals;
  }

  override positionOfFormal(name: string): Position | undefined {
    const { pattern, position } = this.lambda;
    const formal = pattern?.list.find(each => each.name === name);
    return formal === undefined ? undefined : new Position(position.source, formal.at);
  }

  call(argument: Slot): Value {
    const { lambda } = this;
    if (lambda.arity !== 1) return new PartialClosure(this, [argument]);
    lambda.limits.tick();
    return lambda.body(
      lambda.pattern === undefined
        ? frameOfOne(this.frame, argument, lambda.blank)
        : lambda.pattern.bind(lambda, this.frame, argument),
    );
  }

  /** A call with both arguments of a lambda with two parameters. */
  call2(first: Slot, second: Slot): Value {
    const { lambda } = this;
    lambda.limits.tick();
    return lambda.body(frameOfTwo(this.frame, first, second, lambda.blank));
  }
}

/** A lambda with several parameters that has got some of its arguments. */
export class PartialClosure extends NixFunction {
  readonly closure: Closure;
  readonly args: readonly Slot[];

  constructor(closure: Closure, args: readonly Slot[]) {
    super();
    this.closure = closure;
    this.args = args;
  }

  get formals(): undefined {
    return undefined;
  }

  call(argument: Slot): Value {
    const { lambda, frame } = this.closure;
    const args = [...this.args, argument];
    if (args.length < lambda.arity) return new PartialClosure(this.closure, args);
    lambda.limits.tick();
    return lambda.body(frameOfMany(frame, args, lambda.blank));
  }
}
