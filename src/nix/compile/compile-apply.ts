import type { TraceEntry } from '../../base/diagnostic.ts';
import type { Position } from '../../base/source.ts';
import { call, notAFunction, Primop } from '../call.ts';
import { nameOfLambda } from '../callee.ts';
import { Closure } from '../closure.ts';
import { type Delay, type Frame, frameOfMany, frameOfOne, frameOfTwo, type Run } from '../frame.ts';
import type { Apply, Expression } from '../parse/syntax.ts';
import { addCall } from '../trace.ts';
import { AttributeSetValue, NixFunction, type Slot, type Value } from '../value.ts';
import { compile } from './compile.ts';
import { type Compiled, computed, delayed } from './compiled.ts';
import type { Scope } from './scope.ts';

/** Builtins of one argument that evaluate it first of all, so that it need not be put off. */
const strictBuiltins: ReadonlySet<string> = new Set([
  'attrNames',
  'attrValues',
  'concatLists',
  'head',
  'isAttrs',
  'isBool',
  'isFunction',
  'isInt',
  'isList',
  'isNull',
  'isString',
  'length',
  'listToAttrs',
  'stringLength',
  'tail',
  'throw',
  'toString',
  'typeOf',
]);

/** Compiles a call with all its arguments at once: `f a b` makes no function in between where `f` takes two. */
export function compileApply(expression: Apply, scope: Scope): Compiled {
  const args: Expression[] = [expression.argument];
  let fn = expression.function;
  while (fn.kind === 'apply') {
    args.unshift(fn.argument);
    fn = fn.function;
  }
  const target = compile(fn, scope);
  const constant = target.constant ?? target.callee;
  const isStrict = constant instanceof Primop && strictBuiltins.has(constant.name);
  const slots = args.map((argument, i) => {
    const compiled = compile(argument, scope);
    return isStrict && i === 0 ? compiled.run : delayed(compiled);
  });
  const site = new CallSite(scope, expression.at);
  let run: Run;
  if (constant instanceof Primop && constant.arity === args.length && constant.args.length === 0) {
    run = callOfBuiltin(constant, slots, site);
  } else if (slots.length === 1) run = callWithOne(target.run, slots[0] as Delay, site);
  else if (slots.length === 2) run = callWithTwo(target.run, slots[0] as Delay, slots[1] as Delay, site);
  else run = callWithMany(target.run, slots, site);
  return computed(scope.unit.limits.maxDepth === undefined ? run : countDepth(run, scope));
}

/** Where a call is: what it needs to count itself and to describe itself. */
class CallSite {
  readonly scope: Scope;
  readonly at: number;

  constructor(scope: Scope, at: number) {
    this.scope = scope;
    this.at = at;
  }

  /** Adds the call to an error that passes through it. */
  trace(error: unknown, fn: Value): unknown {
    return addCall(error, new TracedCall(this, fn), this.scope.unit.host.settings);
  }
}

/** A call in a trace. It is described when somebody reads it: of a million calls that an error passes, few are. */
class TracedCall implements TraceEntry {
  readonly #site: CallSite;
  readonly #fn: Value;

  constructor(site: CallSite, fn: Value) {
    this.#site = site;
    this.#fn = fn;
  }

  get message(): string {
    return `while calling ${describe(this.#fn)}`;
  }

  get position(): Position {
    return this.#site.scope.position(this.#site.at);
  }
}

function callOfBuiltin(builtin: Primop, slots: readonly Delay[], site: CallSite): Run {
  const { run, host } = builtin;
  const [first, second, third] = slots;
  if (slots.length === 1 && first !== undefined) {
    return frame => {
      const a = first(frame);
      try {
        return run(host, a);
      } catch (error) {
        throw site.trace(error, builtin);
      }
    };
  }
  if (slots.length === 2 && first !== undefined && second !== undefined) {
    return frame => {
      const a = first(frame);
      const b = second(frame);
      try {
        return run(host, a, b);
      } catch (error) {
        throw site.trace(error, builtin);
      }
    };
  }
  return frame => {
    const a = (first as Delay)(frame);
    const b = (second as Delay)(frame);
    const c = (third as Delay)(frame);
    try {
      return slots.length === 3 ? run(host, a, b, c) : run(host, a, b, c, ...slots.slice(3).map(slot => slot(frame)));
    } catch (error) {
      throw site.trace(error, builtin);
    }
  };
}

function callWithOne(target: Run, slot: Delay, site: CallSite): Run {
  const { limits } = site.scope.unit;
  return frame => {
    const fn = target(frame);
    const argument = slot(frame);
    try {
      if (fn instanceof Closure) {
        const { lambda } = fn;
        if (lambda.arity === 1) {
          if (++limits.calls > limits.interval) limits.check();
          return lambda.body(
            lambda.pattern === undefined
              ? frameOfOne(fn.frame, argument, lambda.blank)
              : lambda.pattern.bind(lambda, fn.frame, argument),
          );
        }
      }
      return apply(fn, argument, site);
    } catch (error) {
      throw site.trace(error, fn);
    }
  };
}

function callWithTwo(target: Run, first: Delay, second: Delay, site: CallSite): Run {
  const { limits } = site.scope.unit;
  return frame => {
    const fn = target(frame);
    const a = first(frame);
    const b = second(frame);
    try {
      if (fn instanceof Closure) {
        const { lambda } = fn;
        if (lambda.arity === 2) {
          if (++limits.calls > limits.interval) limits.check();
          return lambda.body(frameOfTwo(fn.frame, a, b, lambda.blank));
        }
      } else if (fn instanceof Primop && fn.arity === 2 && fn.args.length === 0) return fn.run(fn.host, a, b);
      return apply(apply(fn, a, site), b, site);
    } catch (error) {
      throw site.trace(error, fn);
    }
  };
}

function callWithMany(target: Run, slots: readonly Delay[], site: CallSite): Run {
  return (frame: Frame) => {
    const fn = target(frame);
    const args: Slot[] = [];
    for (let i = 0; i < slots.length; i++) args.push((slots[i] as Delay)(frame));
    try {
      if (fn instanceof Closure && fn.lambda.arity === args.length) {
        fn.lambda.limits.tick();
        return fn.lambda.body(frameOfMany(fn.frame, args, fn.lambda.blank));
      }
      if (fn instanceof Primop && fn.arity === args.length && fn.args.length === 0) return fn.run(fn.host, ...args);
      let result = fn;
      for (let i = 0; i < args.length; i++) result = apply(result, args[i] as Slot, site);
      return result;
    } catch (error) {
      throw site.trace(error, fn);
    }
  };
}

function apply(fn: Value, argument: Slot, site: CallSite): Value {
  if (fn instanceof NixFunction) return fn.call(argument);
  if (fn instanceof AttributeSetValue && fn.has('__functor')) return call(fn, argument);
  throw notAFunction(fn, site.scope.position(site.at));
}

/** Counts nested calls, for a limit on them. */
function countDepth(run: Run, scope: Scope): Run {
  const { limits } = scope.unit;
  const { maxDepth = 0 } = limits;
  return frame => {
    if (limits.depth >= maxDepth) throw limits.tooDeep();
    limits.depth++;
    try {
      return run(frame);
    } finally {
      limits.depth--;
    }
  };
}

function describe(fn: Value): string {
  if (fn instanceof Closure) return nameOfLambda(fn.lambda);
  if (fn instanceof Primop) return `builtins.${fn.name}`;
  return 'a function';
}
