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
  const builder = new AutomatonBuilder();
  const accept = builder.add({ kind: 'accept' });
  return { states: builder.states, start: builder.build(expression, accept, false) };
}

/** From the end to the start: a part is built in front of what follows it. */
class AutomatonBuilder {
  readonly states: State[] = [];

  /** The number of a new state. */
  add(state: State): number {
    if (this.states.length >= stateLimit) throw new RegexError('too-large');
    return this.states.push(state) - 1;
  }

  /** Builds an expression in front of `next` and returns where it starts. */
  build(part: Expression, next: number, inLoop: boolean): number {
    switch (part.kind) {
      case 'empty':
        return next;
      case 'begin':
      case 'end':
        return this.add({ kind: part.kind, next });
      case 'bytes':
        return this.add({ kind: 'bytes', set: part.set, next });
      case 'group': {
        const close = this.add({ kind: 'close', group: part.index, next });
        return this.add({ kind: 'open', group: part.index, next: this.build(part.body, close, inLoop) });
      }
      case 'sequence':
        return part.parts.reduceRight((after, inner) => this.build(inner, after, inLoop), next);
      case 'either':
        return part.branches
          .map(branch => this.build(branch, next, inLoop))
          .reduceRight((second, first) => this.add({ kind: 'either', first, second }));
      case 'again':
        return this.#loop(part.body, next, inLoop).state.more;
      case 'repeat':
        return this.#repeat(part, next, inLoop);
    }
  }

  /** A state that goes through `body` and comes back, or leaves. */
  #loop(body: Expression, leave: number, inLoop: boolean): { readonly state: RepeatState; readonly index: number } {
    const state: RepeatState = { kind: 'repeat', more: -1, leave, inLoop: true, outermost: !inLoop };
    const index = this.add(state);
    state.more = this.build(body, index, true);
    return { state, index };
  }

  #repeat({ body, minimum, maximum }: Expression & { kind: 'repeat' }, next: number, inLoop: boolean): number {
    let start = next;
    if (maximum === Number.POSITIVE_INFINITY) start = this.#loop(body, next, inLoop).index;
    else {
      for (let i = minimum; i < maximum; i++) {
        const option: RepeatState = { kind: 'repeat', more: -1, leave: next, inLoop, outermost: false };
        option.more = this.build(body, start, inLoop);
        start = this.add(option);
      }
    }
    for (let i = 0; i < minimum; i++) start = this.build(body, start, inLoop);
    return start;
  }
}
