import { compile } from './compile.ts';
import { selectFrom } from './compile-select.ts';
import { entryAt } from './compile-variable.ts';
import { type Compiled, delayed } from './compiled.ts';
import type { Delay, Frame, Run } from './frame.ts';
import type { Scope } from './scope.ts';
import type { Bindings, Expression, StaticBinding } from './syntax.ts';
import { force, type Slot, Thunk, type Value } from './value.ts';

/** The code that fills in the entries of a `let` or `rec`. */
export type FillIn = (frame: Frame) => void;

/**
 * Compiles the bindings of a `let` or `rec`, whose names `inner` declares, each to an entry of the frame.
 * `inherit x;` means the `x` outside; `inherit (e) x;` sees the names inside, and evaluates `e` once for all its names.
 * With `lazily`, every binding gets a thunk, so that `__overrides` can replace entries that others refer to.
 */
export function compileRecursiveBindings(bindings: Bindings, outer: Scope, inner: Scope, lazily = false): FillIn {
  const indices = bindings.statics.map(({ name }) => inner.declare(name));
  const sources = new Sources(inner);
  const steps: { index: number; run: Run; delay: Delay | undefined; isAlias: boolean }[] = [];
  bindings.statics.forEach((binding, i) => {
    const { run, delay } = compileBinding(binding, binding.inherited === 'scope' ? outer : inner, sources);
    const kept = lazily && binding.inherited === undefined ? undefined : delay;
    const isAlias = binding.value.kind === 'variable' && binding.inherited === undefined;
    steps.push({ index: indices[i] as number, run, delay: kept, isAlias });
  });
  // What another name stands for is there already when the name is bound last: it then is the same cell.
  const ordered = [...steps.filter(step => !step.isAlias), ...steps.filter(step => step.isAlias)];
  const fillSources = sources.fillIn();
  const targets = ordered.map(step => step.index);
  const runs = ordered.map(step => step.run);
  const delays = ordered.map(step => step.delay);
  const fill = (frame: Frame): void => {
    for (let i = 0; i < targets.length; i++) {
      const delay = delays[i];
      frame[targets[i] as number] =
        delay === undefined ? new Thunk(runs[i] as (frame: Frame) => Value, frame) : delay(frame);
    }
  };
  if (fillSources === undefined) return fill;
  return frame => {
    fillSources(frame);
    fill(frame);
  };
}

/** Compiles one binding, in the scope that its value sees. */
export function compileBinding(binding: StaticBinding, scope: Scope, sources: Sources): Compiled {
  const { value, name } = binding;
  if (binding.inherited === 'source' && value.kind === 'select') {
    return selectFrom(sources.compile(value.subject), name, value.at, scope);
  }
  return compile(value, scope, name);
}

/** The `e` of every `inherit (e) a b;` of one set, each with an entry of the frame of its own. */
export class Sources {
  readonly #scope: Scope;
  readonly #seen = new Map<Expression, Compiled>();
  readonly #steps: { index: number; delay: Delay }[] = [];

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  compile(source: Expression): Compiled {
    let compiled = this.#seen.get(source);
    if (compiled === undefined) {
      const whole = compile(source, this.#scope);
      compiled = whole.delay === undefined ? this.#shared(whole) : whole;
      this.#seen.set(source, compiled);
    }
    return compiled;
  }

  /** Fills in the entries; undefined when there are none. To be called last. */
  fillIn(): FillIn | undefined {
    const steps = this.#steps;
    if (steps.length === 0) return undefined;
    return frame => {
      for (const { index, delay } of steps) frame[index] = delay(frame);
    };
  }

  #shared(whole: Compiled): Compiled {
    const index = this.#scope.layout.allot();
    this.#steps.push({ index, delay: delayed(whole) });
    const entry = entryAt({ depth: 0, index }) as (frame: Frame) => Slot;
    return { run: frame => force(entry(frame)), delay: entry, constant: undefined };
  }
}
