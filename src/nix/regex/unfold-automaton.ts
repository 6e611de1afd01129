import type { Automaton } from './build-automaton.ts';
import type { ByteSet } from './expression.ts';
import { RegexError } from './parse-regex.ts';

/**
 * The automaton with the rule about empty rounds worked in: a repetition may be entered twice at one place of the text
 * and no more. A node is a state together with how often each repetition has been entered since the last byte was
 * taken, so that following edges without taking a byte always ends. Parallel arrays, indexed by node.
 */
export interface Program {
  readonly start: number;
  readonly kinds: Uint8Array;
  /** The only successor, or the one tried first. */
  readonly first: Int32Array;
  /** The successor tried second; for `Open` and `Close` the group. */
  readonly second: Int32Array;
  readonly sets: readonly (ByteSet | undefined)[];
  /** A number from 0 for each branching node, for the matcher's memory. */
  readonly branchNumbers: Int32Array;
  readonly branches: number;
}

export const Accept = 0;
export const Bytes = 1;
export const Begin = 2;
export const End = 3;
export const Open = 4;
export const Close = 5;
/** Both successors are tried, and the longer match wins. */
export const Either = 6;
/** The second successor is tried only when the first leads nowhere. */
export const Repeat = 7;
/** Just goes on: a repetition that may not be entered again here. */
export const Skip = 8;

const kindNumbers = {
  accept: Accept,
  bytes: Bytes,
  begin: Begin,
  end: End,
  open: Open,
  close: Close,
  either: Either,
  repeat: Repeat,
};

/** Repetitions of the empty text inside each other multiply the nodes; no sensible pattern comes near. */
const nodeLimit = 200_000;

/** How often each repetition was entered since the last byte: pairs of state and count, sorted by state. */
type Counts = readonly (readonly [state: number, count: number])[];

const noCounts: Counts = [];

/** Unfolds an automaton. O(states) unless repetitions of the empty text are nested. */
export function unfoldAutomaton({ states, start }: Automaton): Program {
  const indices = new Map<string, number>();
  const nodes: { readonly state: number; readonly counts: Counts }[] = [];
  const find = (state: number, counts: Counts): number => {
    const key = counts.length === 0 ? String(state) : `${state}:${counts.join(';')}`;
    let index = indices.get(key);
    if (index === undefined) {
      if (nodes.length >= nodeLimit) throw new RegexError('too-large');
      index = nodes.push({ state, counts }) - 1;
      indices.set(key, index);
    }
    return index;
  };

  const startNode = find(start, noCounts);
  const kinds: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  const sets: (ByteSet | undefined)[] = [];
  const branchNumbers: number[] = [];
  let branches = 0;
  // The list grows while it is walked.
  for (const { state: index, counts } of nodes) {
    const state = states[index] as (typeof states)[number];
    let [kind, a, b]: [number, number, number] = [kindNumbers[state.kind], -1, -1];
    if (state.kind === 'bytes') a = find(state.next, noCounts);
    else if (state.kind === 'either') [a, b] = [find(state.first, counts), find(state.second, counts)];
    else if (state.kind === 'open' || state.kind === 'close') [a, b] = [find(state.next, counts), state.group];
    else if (state.kind === 'repeat') {
      b = find(state.leave, state.outermost ? noCounts : counts);
      const count = counts.find(([entered]) => entered === index)?.[1] ?? 0;
      if (count < 2) a = find(state.more, state.inLoop ? countEntry(counts, index, count + 1) : counts);
      else [kind, a, b] = [Skip, b, -1];
    } else if (state.kind !== 'accept') a = find(state.next, counts);
    kinds.push(kind);
    first.push(a);
    second.push(b);
    sets.push(state.kind === 'bytes' ? state.set : undefined);
    branchNumbers.push(kind === Either || kind === Repeat ? branches++ : -1);
  }
  return {
    start: startNode,
    kinds: Uint8Array.from(kinds),
    first: Int32Array.from(first),
    second: Int32Array.from(second),
    sets,
    branchNumbers: Int32Array.from(branchNumbers),
    branches,
  };
}

function countEntry(counts: Counts, state: number, count: number): Counts {
  return [...counts.filter(([other]) => other !== state), [state, count] as const].sort(([a], [b]) => a - b);
}
