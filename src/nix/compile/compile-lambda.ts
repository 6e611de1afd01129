import { Closure, type Lambda as LambdaCode } from '../closure.ts';
import { blankFrame } from '../frame.ts';
import type { Lambda } from '../parse/syntax.ts';
import { type Formal, Pattern } from '../pattern.ts';
import { compile } from './compile.ts';
import { type Compiled, delayed, immediate } from './compiled.ts';
import type { Scope } from './scope.ts';

/** Compiles a function. A chain `a: b: body` becomes one function with two parameters. */
export function compileLambda(expression: Lambda, scope: Scope, name: string | undefined): Compiled {
  const inner = scope.function();
  const { formals } = expression;
  const parameters: string[] = [];
  const starts: number[] = [];
  let last = expression;
  let pattern: Pattern | undefined;
  if (formals === undefined) {
    for (;;) {
      const parameter = last.name ?? '';
      parameters.push(parameter);
      starts.push(last.at);
      inner.declare(parameter);
      if (last.body.kind !== 'lambda' || last.body.formals !== undefined) break;
      last = last.body;
    }
  } else {
    for (const formal of formals.list) inner.declare(formal.name);
    if (expression.name !== undefined) parameters.push(expression.name);
    const wholeIndex = expression.name === undefined ? undefined : inner.declare(expression.name);
    const list: Formal[] = formals.list.map(formal => ({
      name: formal.name,
      at: formal.at,
      fallback: formal.fallback === undefined ? undefined : delayed(compile(formal.fallback, inner, formal.name)),
    }));
    pattern = new Pattern(list, formals.open, wholeIndex);
  }
  const body = compile(last.body, inner, name);
  const lambda: LambdaCode = {
    name,
    position: scope.position(expression.at),
    starts,
    parameters,
    arity: pattern === undefined ? parameters.length : 1,
    pattern,
    blank: blankFrame(inner.layout.size),
    body: body.run,
    // A set pattern looks at its argument first, and refuses a number.
    ready: scope.unit.host.settings.everyThunk || pattern !== undefined ? undefined : body.ready,
    limits: scope.unit.limits,
  };
  return immediate(frame => new Closure(lambda, frame));
}
