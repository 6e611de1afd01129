import type { LegacyLet, Let } from '../parse/syntax.ts';
import { compile } from './compile.ts';
import { compileRecursiveBindings } from './compile-bindings.ts';
import { selectFrom } from './compile-select.ts';
import { compileSet } from './compile-set.ts';
import { type Compiled, computed } from './compiled.ts';
import type { Scope } from './scope.ts';

/** Compiles `let … in body`. The variables live in the frame of the enclosing function. */
export function compileLet({ bindings, body }: Let, scope: Scope): Compiled {
  const inner = scope.inner();
  const fill = compileRecursiveBindings(bindings, scope, inner);
  const run = compile(body, inner).run;
  return computed(frame => {
    fill(frame);
    return run(frame);
  });
}

/** Compiles `let { …; body = …; }`: `rec { … }.body`. */
export function compileLegacyLet({ bindings, at }: LegacyLet, scope: Scope): Compiled {
  const set = compileSet({ kind: 'set', at, recursive: true, bindings }, scope);
  return selectFrom(set, 'body', at, scope);
}
