import type { ByteSet, Expression } from './expression.ts';
import { RegexError } from './parse-regex.ts';

/** A state of the automaton. States refer to each other by index. */
export type State =
  | { readonly kind: 'accept' }
  | { readonly kind: 'bytes'; readonly set: ByteSet; readonly next: number }
  | { readonly kind: 'begin' | 'end'; readonly next: number }
  | { readonly kind: 'open' | 'close'; readonly group: number; readonly next: number }
  | { readonly kind: 'either'; readonly first: number; readonly second: number }
  | RepeatState;

/** Tries `more` before `leave`. */
export interface RepeatState {
  readonly kind: 'repeat';
  more: number;
  readonly leave: number;
  /** Can be entered twice on one way through the automaton, because it is a loop or lies in one. */
  readonly inLoop: boolean;
  /** Leaving it leaves every loop. */
  readonly outermost: boolean;
}

export interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
}

/** The C++ library that Nix uses gives up here too. */
const stateLimit = 100_000;

/**
 * The automaton of an expression; counted repetitions are written out. Fails with a `RegexError` above 100,000 states.
 */
export function buildAutomaton(expression: Expression): Automaton {
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= stateLimit) throw new RegexError('too-large');
    return states.push(state) - 1;
  };

  /** Builds an expression in front of `next` and returns where it starts. */
  const build = (part: Expression, next: number, inLoop: boolean): number => {
    switch (part.kind) {
      case 'empty':
        return next;
      case 'begin':
      case 'end':
        return add({ kind: part.kind, next });
      case 'bytes':
        return add({ kind: 'bytes', set: part.set, next });
      case 'group': {
        const close = add({ kind: 'close', group: part.index, next });
        return add({ kind: 'open', group: part.index, next: build(part.body, close, inLoop) });
      }
      case 'sequence':
        return part.parts.reduceRight((after, inner) => build(inner, after, inLoop), next);
      case 'either':
        return part.branches
          .map(branch => build(branch, next, inLoop))
          .reduceRight((second, first) => add({ kind: 'either', first, second }));
      case 'again': {
        const loop = addLoop(next, inLoop);
        loop.state.more = build(part.body, loop.index, true);
        return loop.state.more;
      }
      case 'repeat':
        return repeat(part, next, inLoop);
    }
  };

  const addLoop = (leave: number, inLoop: boolean): { state: RepeatState; index: number } => {
    const state: RepeatState = { kind: 'repeat', more: -1, leave, inLoop: true, outermost: !inLoop };
    return { state, index: add(state) };
  };

  const repeat = (
    { body, minimum, maximum }: Expression & { kind: 'repeat' },
    next: number,
    inLoop: boolean,
  ): number => {
    let start = next;
    if (maximum === Number.POSITIVE_INFINITY) {
      const loop = addLoop(next, inLoop);
      loop.state.more = build(body, loop.index, true);
      start = loop.index;
    } else {
      for (let i = minimum; i < maximum; i++) {
        const option: RepeatState = { kind: 'repeat', more: -1, leave: next, inLoop, outermost: false };
        option.more = build(body, start, inLoop);
        start = add(option);
      }
    }
    for (let i = 0; i < minimum; i++) start = build(body, start, inLoop);
    return start;
  };

  const accept = add({ kind: 'accept' });
  return { states, start: build(expression, accept, false) };
}
