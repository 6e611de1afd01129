import { type Difference, equalForced } from '../equal.ts';
import { EvaluationError } from '../error.ts';
import { typeMismatch } from '../expect.ts';
import { explainInequality } from '../explain-inequality.ts';
import type { Assert, Binary, Expression, If, List, With } from '../parse/syntax.ts';
import { positionToValue } from '../position-to-value.ts';
import { NixFloat } from '../value.ts';
import { compileApply } from './compile-apply.ts';
import { compileLambda } from './compile-lambda.ts';
import { compileLegacyLet, compileLet } from './compile-let.ts';
import { compileBinary, compileUnary } from './compile-operator.ts';
import { compileHasAttribute, compileSelect } from './compile-select.ts';
import { compileSet } from './compile-set.ts';
import { compilePath, compileSearchPath, compileTemplate } from './compile-template.ts';
import { compileVariable } from './compile-variable.ts';
import { type Compiled, computed, constant, delayed, immediate, SlotTemplate } from './compiled.ts';
import type { Scope } from './scope.ts';

/**
 * Compiles an expression, once, to a tree of JavaScript closures. Names are resolved here: to a place in a frame, a
 * known value, or the sets of enclosing `with`s; one that nobody defines is an error even in code that never runs, as
 * in Nix. `name` is what the expression is bound to, for functions. Linear in the size of the tree.
 */
export function compile(expression: Expression, scope: Scope, name?: string): Compiled {
  scope.unit.limits.tick();
  const compiled = compileKind(expression, scope, name);
  return scope.unit.host.settings.everyThunk && !isKnownToNix(expression) ? computed(compiled.run) : compiled;
}

/** What Nix itself puts into a list or a set without a thunk. */
function isKnownToNix({ kind }: Expression): boolean {
  return kind === 'integer' || kind === 'float' || kind === 'string' || kind === 'variable' || kind === 'path';
}

function compileKind(expression: Expression, scope: Scope, name: string | undefined): Compiled {
  switch (expression.kind) {
    case 'integer':
    case 'string':
      return constant(expression.value);
    case 'float':
      return constant(new NixFloat(expression.value));
    case 'template':
      return compileTemplate(expression, scope);
    case 'path':
      return compilePath(expression, scope);
    case 'searchPath':
      return compileSearchPath(expression, scope);
    case 'variable':
      return compileVariable(expression, scope);
    case 'select':
      return compileSelect(expression, scope);
    case 'has':
      return compileHasAttribute(expression, scope);
    case 'apply':
      return compileApply(expression, scope);
    case 'lambda':
      return compileLambda(expression, scope, name);
    case 'let':
      return compileLet(expression, scope);
    case 'legacyLet':
      return compileLegacyLet(expression, scope);
    case 'set':
      return compileSet(expression, scope);
    case 'list':
      return compileList(expression, scope);
    case 'with':
      return compileWith(expression, scope);
    case 'assert':
      return compileAssert(expression, scope);
    case 'if':
      return compileIf(expression, scope);
    case 'unary':
      return compileUnary(expression, scope);
    case 'binary':
      return compileBinary(expression, scope);
    case 'currentPosition':
      return compileCurrentPosition(scope, expression.at);
  }
}

function compileList({ items }: List, scope: Scope): Compiled {
  const template = new SlotTemplate(items.length);
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Expression;
    if (item.kind === 'string' || item.kind === 'integer') template.putKnown(i, item.value);
    else template.put(i, compile(item, scope));
  }
  const slots = template.finish();
  if (typeof slots === 'function') return computed(slots);
  // A list that is made twice is two lists: printing tells them apart.
  return scope.layout.isRepeated && slots.length > 0 ? immediate(() => slots.slice()) : constant(slots);
}

/** The set is looked at when a name is first looked up in it. */
function compileWith(expression: With, scope: Scope): Compiled {
  const subject = delayed(compile(expression.scope, scope));
  const index = scope.layout.allot();
  const body = compile(expression.body, scope.with(index)).run;
  return computed(frame => {
    frame[index] = subject(frame);
    return body(frame);
  });
}

function compileAssert({ condition, body, at }: Assert, scope: Scope): Compiled {
  if (condition.kind === 'binary' && condition.operator === '==') return compileAssertEqual(condition, body, at, scope);
  const check = compile(condition, scope).run;
  const run = compile(body, scope).run;
  const conditionAt = condition.at;
  return computed(frame => {
    const held = check(frame);
    if (held === true) return run(frame);
    if (held === false) throw new EvaluationError('assertion', 'assertion failed', scope.position(at));
    throw typeMismatch('a boolean', held, scope.position(conditionAt));
  });
}

/** `assert a == b;`, which says what differs. */
function compileAssertEqual(condition: Binary, body: Expression, at: number, scope: Scope): Compiled {
  const left = compile(condition.left, scope).run;
  const right = compile(condition.right, scope).run;
  const run = compile(body, scope).run;
  const { limits } = scope.unit;
  return computed(frame => {
    const a = left(frame);
    const b = right(frame);
    const difference: Difference = { cells: undefined, steps: [] };
    if (equalForced(a, b, limits, difference)) return run(frame);
    const message = `assertion failed: ${explainInequality(a, b, difference)}`;
    throw new EvaluationError('assertion', message, scope.position(at));
  });
}

function compileIf(expression: If, scope: Scope): Compiled {
  const condition = compile(expression.condition, scope).run;
  const yes = compile(expression.then, scope).run;
  const no = compile(expression.otherwise, scope).run;
  const { at } = expression.condition;
  return computed(frame => {
    const choice = condition(frame);
    if (choice === true) return yes(frame);
    if (choice === false) return no(frame);
    throw typeMismatch('a boolean', choice, scope.position(at));
  });
}

/** Compiles `__curPos`. */
function compileCurrentPosition(scope: Scope, at: number): Compiled {
  const position = scope.position(at);
  return immediate(() => positionToValue(position));
}
