import type { Delay, Frame, Run } from '../frame.ts';
import type { Bindings, Expression, StaticBinding } from '../parse/syntax.ts';
import { force, type Slot, Thunk } from '../value.ts';
import { compile } from './compile.ts';
import { selectFrom } from './compile-select.ts';
import { entryAt } from './compile-variable.ts';
import { type Compiled, delayed } from './compiled.ts';
import type { Scope } from './scope.ts';

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
  // What another name stands for is there already when the name is bound last: it then is the same cell.
  const order = [...bindings.statics.keys()];
  const isAlias = ({ value, inherited }: StaticBinding) => value.kind === 'variable' && inherited === undefined;
  if (bindings.statics.some(isAlias)) {
    order.sort(
      (a, b) =>
        Number(isAlias(bindings.statics[a] as StaticBinding)) - Number(isAlias(bindings.statics[b] as StaticBinding)),
    );
  }
  const compiled = order.map(i => {
    const binding = bindings.statics[i] as StaticBinding;
    return compileBinding(binding, binding.inherited === 'scope' ? outer : inner, sources);
  });
  const targets = order.map(i => indices[i] as number);
  const delays = compiled.map(({ delay }, i) =>
    lazily && bindings.statics[order[i] as number]?.inherited === undefined ? undefined : delay,
  );
  return fillIn(
    targets,
    delays,
    compiled.map((each, i) => (delays[i] === undefined ? each.run : undefined)),
    sources.fillIn(),
  );
}

/** Apart from its caller so that the code does not hold the syntax tree. */
function fillIn(
  targets: readonly number[],
  delays: readonly (Delay | undefined)[],
  runs: readonly (Run | undefined)[],
  fillSources: FillIn | undefined,
): FillIn {
  const fill = (frame: Frame): void => {
    for (let i = 0; i < targets.length; i++) {
      const delay = delays[i];
      frame[targets[i] as number] = delay === undefined ? new Thunk(runs[i] as Run, frame) : delay(frame);
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
  #seen: Map<Expression, Compiled> | undefined;
  #steps: { index: number; delay: Delay }[] | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  compile(source: Expression): Compiled {
    this.#seen ??= new Map();
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
    if (steps === undefined) return undefined;
    return frame => {
      for (const { index, delay } of steps) frame[index] = delay(frame);
    };
  }

  #shared(whole: Compiled): Compiled {
    const index = this.#scope.layout.allot();
    this.#steps ??= [];
    this.#steps.push({ index, delay: delayed(whole) });
    const entry = entryAt({ depth: 0, index }) as (frame: Frame) => Slot;
    return { run: frame => force(entry(frame)), delay: entry, constant: undefined };
  }
}
