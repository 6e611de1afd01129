import { normalisePath } from '../../base/path.ts';
import { add, divide, multiply, negate, subtract } from '../arithmetic.ts';
import { type Coercion, coerceToString, concatenate } from '../coerce.ts';
import { lessThan } from '../compare.ts';
import { equalForced } from '../equal.ts';
import { EvaluationError } from '../error.ts';
import { describeValue, isList, typeMismatch } from '../expect.ts';
import type { Frame, Run } from '../frame.ts';
import { languages } from '../nix-version.ts';
import type { Binary, BinaryOperator, Unary } from '../parse/syntax.ts';
import { describeBriefly } from '../print/describe-briefly.ts';
import { refuseLongPath } from '../refuse-long-path.ts';
import { update } from '../update.ts';
import { AttributeSetValue, ContextString, NixFloat, NixPath, type Value } from '../value.ts';
import { compile } from './compile.ts';
import { compileApply } from './compile-apply.ts';
import { plainText } from './compile-template.ts';
import { type Compiled, computed, computedIfReady, type Ready } from './compiled.ts';
import type { Scope } from './scope.ts';

/** Nix takes these operators for calls of builtins, whatever their names mean where the operator stands. */
const behind = new Map([
  ['-', '__sub'],
  ['*', '__mul'],
  ['/', '__div'],
  ['<', '__lessThan'],
  ['<=', '__lessThan'],
  ['>', '__lessThan'],
  ['>=', '__lessThan'],
]);

/** Compiles `!x` and `-x`. */
export function compileUnary(expression: Unary, scope: Scope): Compiled {
  const { operator, operand, at } = expression;
  if (operator === '-' && !scope.isGlobal('__sub')) {
    return callNamed('__sub', [{ kind: 'integer', at, value: 0 }, operand], at, scope);
  }
  const { run } = compile(operand, scope);
  if (operator === '-') return computed(frame => negate(run(frame), scope.position(at), refuses(scope)));
  return computed(frame => {
    const value = run(frame);
    if (typeof value === 'boolean') return !value;
    throw typeMismatch('a boolean', value, scope.position(at));
  });
}

/** Compiles an operator with two operands. */
export function compileBinary(expression: Binary, scope: Scope): Compiled {
  const { operator, at } = expression;
  const name = behind.get(operator);
  if (name !== undefined && !scope.isGlobal(name)) return compileRenamed(expression, name, scope);
  const left = compile(expression.left, scope);
  const right = compile(expression.right, scope);
  const run = operation(expression, left.run, right.run, scope, at);
  const ready = readyNumber(operator, left.ready, right.ready);
  return ready === undefined ? computed(run) : computedIfReady(run, ready);
}

/**
 * Sums, differences and products of small integers that are there already are computed instead of put off, as in
 * `loop (n - 1) (sum + n)`: they cannot fail, and cost less than a thunk.
 */
function readyNumber(operator: BinaryOperator, left: Ready | undefined, right: Ready | undefined): Ready | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '*') {
    return frame => {
      const a = left(frame);
      if (typeof a !== 'number') return undefined;
      const b = right(frame);
      if (typeof b !== 'number') return undefined;
      const product = a * b;
      return Number.isSafeInteger(product) ? product + 0 : undefined;
    };
  }
  if (operator !== '+' && operator !== '-') return undefined;
  const sign = operator === '+' ? 1 : -1;
  return frame => {
    const a = left(frame);
    if (typeof a !== 'number') return undefined;
    const b = right(frame);
    if (typeof b !== 'number') return undefined;
    const sum = a + sign * b;
    return Number.isSafeInteger(sum) ? sum : undefined;
  };
}

function operation({ operator }: Binary, left: Run, right: Run, scope: Scope, at: number): Run {
  const { limits } = scope.unit;
  switch (operator) {
    case '+':
      return addition(left, right, scope, at);
    case '-':
      return subtraction(left, right, scope, at);
    case '*':
      return frame => multiply(left(frame), right(frame), scope.position(at), refuses(scope));
    case '/':
      return frame => divide(left(frame), right(frame), scope.position(at));
    case '<':
    case '>=':
    case '>':
    case '<=':
      return comparison(operator, left, right, scope, at);
    case '==':
      return frame => equalForced(left(frame), right(frame), limits);
    case '!=':
      return frame => !equalForced(left(frame), right(frame), limits);
    case '&&':
      return frame => boolean(left(frame), scope, at) && boolean(right(frame), scope, at);
    case '||':
      return frame => boolean(left(frame), scope, at) || boolean(right(frame), scope, at);
    case '->':
      return frame => !boolean(left(frame), scope, at) || boolean(right(frame), scope, at);
    case '++':
      return concatenation(left, right, scope, at);
    case '//':
      return updating(left, right, scope, at);
  }
}

function addition(left: Run, right: Run, scope: Scope, at: number): Run {
  return frame => {
    const a = left(frame);
    if (typeof a === 'number') {
      const b = right(frame);
      if (typeof b !== 'number') return addNumber(a, b, scope, at);
      const sum = a + b;
      return Number.isSafeInteger(sum) ? sum : add(a, b, scope.position(at), refuses(scope));
    }
    if (typeof a === 'string') {
      const b = right(frame);
      return typeof b === 'string' ? a + b : append(a, b, 'interpolate', scope, at);
    }
    return plus(a, right, frame, scope, at);
  };
}

function subtraction(left: Run, right: Run, scope: Scope, at: number): Run {
  return frame => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      const difference = a - b;
      if (Number.isSafeInteger(difference)) return difference;
    }
    return subtract(a, b, scope.position(at), refuses(scope));
  };
}

function comparison(operator: '<' | '>=' | '>' | '<=', left: Run, right: Run, scope: Scope, at: number): Run {
  const { limits } = scope.unit;
  switch (operator) {
    case '<':
      return frame => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a < b : lessThan(a, b, scope.position(at), limits);
      };
    case '>=':
      return frame => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a >= b : !lessThan(a, b, scope.position(at), limits);
      };
    // `a > b` is `b < a`, with `b` evaluated first.
    case '>':
      return frame => {
        const b = right(frame);
        const a = left(frame);
        return typeof a === 'number' && typeof b === 'number' ? a > b : lessThan(b, a, scope.position(at), limits);
      };
    case '<=':
      return frame => {
        const b = right(frame);
        const a = left(frame);
        return typeof a === 'number' && typeof b === 'number' ? a <= b : !lessThan(b, a, scope.position(at), limits);
      };
  }
}

/** Whether sums and products that do not fit are refused. Asked on the slow paths only. */
const refuses = ({ unit }: Scope): boolean => languages[unit.host.settings.nixVersion].refusesOverflow;

function boolean(value: Value, scope: Scope, at: number): boolean {
  if (typeof value === 'boolean') return value;
  throw typeMismatch('a boolean', value, scope.position(at));
}

function concatenation(left: Run, right: Run, scope: Scope, at: number): Run {
  return (frame: Frame) => {
    const a = left(frame);
    const b = right(frame);
    if (!isList(a)) throw typeMismatch('a list', a, scope.position(at));
    if (!isList(b)) throw typeMismatch('a list', b, scope.position(at));
    if (a.length === 0) return b;
    if (b.length === 0) return a;
    return scope.unit.limits.makeList(a.length + b.length, () => a.concat(b));
  };
}

function updating(left: Run, right: Run, scope: Scope, at: number): Run {
  return (frame: Frame) => {
    const a = left(frame);
    if (!(a instanceof AttributeSetValue)) throw typeMismatch('an attribute set', a, scope.position(at));
    const b = right(frame);
    if (!(b instanceof AttributeSetValue)) throw typeMismatch('an attribute set', b, scope.position(at));
    return update(a, b, scope.unit.limits);
  };
}

/** `+` beyond small integers and plain strings. The first operand decides what comes out, and fails first. */
function plus(a: Value, right: Run, frame: Frame, scope: Scope, at: number): Value {
  if (typeof a === 'bigint' || a instanceof NixFloat) return addNumber(a, right(frame), scope, at);
  if (a instanceof ContextString) return append(a, right(frame), 'interpolate', scope, at);
  const start = coerceToString(scope.unit.host, a, 'concatenate', scope.position(at));
  const sum = append(start, right(frame), 'concatenate', scope, at);
  if (!(a instanceof NixPath)) return sum;
  const path = plainText(sum, scope, at);
  refuseLongPath(path, scope.position(at));
  scope.unit.limits.spend(path.length >> 4);
  return new NixPath(normalisePath(path));
}

function addNumber(a: Value, b: Value, scope: Scope, at: number): Value {
  if (typeof b === 'number' || typeof b === 'bigint' || b instanceof NixFloat)
    return add(a, b, scope.position(at), refuses(scope));
  const rule = `${describeValue(b)} cannot be added to ${describeValue(a)}`;
  throw new EvaluationError('type', `${rule}: ${describeBriefly(b)} to ${describeBriefly(a)}`, scope.position(at));
}

function append(a: string | ContextString, b: Value, mode: Coercion, scope: Scope, at: number): string | ContextString {
  return concatenate([a, coerceToString(scope.unit.host, b, mode, scope.position(at))]);
}

/** An operator where the name of the builtin behind it means something else. */
function compileRenamed({ operator, left, right, at }: Binary, name: string, scope: Scope): Compiled {
  const swapped = operator === '>' || operator === '<=';
  const result = callNamed(name, swapped ? [right, left] : [left, right], at, scope);
  if (operator !== '<=' && operator !== '>=') return result;
  const { run } = result;
  return computed(frame => !boolean(run(frame), scope, at));
}

function callNamed(name: string, [a, b]: [Binary['left'], Binary['left']], at: number, scope: Scope): Compiled {
  return compileApply(
    {
      kind: 'apply',
      at,
      function: { kind: 'apply', at, function: { kind: 'variable', at, name }, argument: a },
      argument: b,
    },
    scope,
  );
}
