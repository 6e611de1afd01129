// `!` is used for reads of typed arrays only.

import type { Limits } from '../limits.ts';
import { buildAutomaton } from './build-automaton.ts';
import type { ByteSet } from './expression.ts';
import { parseRegex, RegexError } from './parse-regex.ts';
import {
  Accept,
  Begin,
  Bytes,
  Close,
  Either,
  End,
  Open,
  type Program,
  Repeat,
  unfoldAutomaton,
} from './unfold-automaton.ts';

/** A match: `text[start, end)`, and what each group matched last; null for a group that took no part. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | null)[];
}

// What lies on the matcher's stack, three numbers each.
const UndoCapture = 0; // slot, former value
const FirstOfRepeat = 1; // node, position
const SecondOfRepeat = 2; // node, position
const FirstOfEither = 3; // node, position
const SecondOfEither = 4; // node, position: the first successor led nowhere
const SecondAfterSuccess = 5; // node, position: the first successor led to a match

/** More remembered pairs than this are a reason to give up: half a gigabyte. */
const memoryLimit = 2 ** 27;
/** Numbers on the stack. That of std::regex is full long before; a longer one, when it grows, takes long to copy. */
const stackLimit = 2 ** 24;
const keptMemory = 2 ** 20;

/**
 * A POSIX extended regular expression over bytes, with the answers of C++'s `std::regex` (`extended`), which Nix 2.8
 * uses.
 *
 * Problem: find the leftmost match, and among the matches there the one of std::regex: of `a|b` the longer, the left
 * one when equal; of `a*`, `a?` and `a{2,5}` the greedy one if it leads to a match at all. So it is not always the
 * longest match that POSIX asks for, and captures are those of this search. Method: depth-first search as there, but a
 * pair (node, position) that was explored once is not explored again: it either leads nowhere, or to no match longer
 * than the one already found through it. So no pattern takes exponential time. Cost: O(nodes · length) time and, for
 * branching nodes, space. Keeps its own stack.
 */
export class Regex {
  readonly groups: number;
  readonly #program: Program;
  /** The bytes that a match can start with; undefined when it may be empty or begin with an anchor. */
  readonly #firstBytes: ByteSet | undefined;
  /**
   * Per position and branching node: the `#mark` of its outcome. Kept from text to text; marks only grow, so nothing is
   * cleared.
   */
  #memory = new Int32Array(0);
  #mark = 0;
  #captures: Int32Array;
  /** Those of the evaluation that asks. */
  #limits: Limits | undefined;
  #best: Int32Array;

  /** Compiles a pattern; fails with a `RegexError`. */
  constructor(pattern: string) {
    const { expression, groups } = parseRegex(pattern);
    this.groups = groups;
    this.#program = unfoldAutomaton(buildAutomaton(expression));
    this.#firstBytes = firstBytes(this.#program);
    this.#captures = new Int32Array(groups * 2);
    this.#best = new Int32Array(groups * 2);
  }

  /** The groups of a match of the whole text, or undefined when it does not match. */
  matchWhole(text: string, limits?: Limits): readonly (string | null)[] | undefined {
    this.#limits = limits;
    const failure = this.#prepare(text);
    const end = this.#run(text, 0, failure, true, false);
    this.#release();
    return end < 0 ? undefined : this.#readGroups(text);
  }

  /**
   * All matches, from left to right, none overlapping. An empty match is taken where no longer one starts, also right
   * behind a match, and the search then goes on one byte later.
   */
  findAll(text: string, limits?: Limits): readonly RegexMatch[] {
    this.#limits = limits;
    const failure = this.#prepare(text);
    const matches: RegexMatch[] = [];
    let match = this.#search(text, 0, failure);
    while (match !== undefined) {
      matches.push(match);
      let from = match.end;
      if (match.start === match.end) {
        if (from === text.length) break;
        const end = this.#run(text, from, failure, false, true);
        if (end >= 0) {
          match = { start: from, end, groups: this.#readGroups(text) };
          continue;
        }
        from++;
      }
      match = this.#search(text, from, failure);
    }
    this.#release();
    return matches;
  }

  #search(text: string, from: number, failure: number): RegexMatch | undefined {
    const first = this.#firstBytes;
    for (let start = from; start <= text.length; start++) {
      this.#limits?.tick();
      if (first !== undefined && (start === text.length || first[text.charCodeAt(start)] === 0)) continue;
      const end = this.#run(text, start, failure, false, false);
      if (end >= 0) return { start, end, groups: this.#readGroups(text) };
    }
    return undefined;
  }

  /** Makes room for a text and returns the mark for "leads nowhere", which holds for all searches in this text. */
  #prepare(text: string): number {
    const needed = (text.length + 1) * this.#program.branches;
    if (needed > memoryLimit) throw new RegexError('too-large');
    if (this.#memory.length < needed) this.#memory = new Int32Array(needed);
    if (this.#mark > 2 ** 30) {
      this.#memory.fill(0);
      this.#mark = 0;
    }
    return ++this.#mark;
  }

  /** Compiled patterns are kept: not so the memory for a very long text. */
  #release(): void {
    if (this.#memory.length > keptMemory) this.#memory = new Int32Array(0);
  }

  /**
   * Searches from one start. Returns the end of the match and leaves its captures in `#best`; -1 when there is none.
   * `whole`: only the end of the text will do. `notEmpty`: an empty match does not count.
   */
  #run(text: string, start: number, failure: number, whole: boolean, notEmpty: boolean): number {
    const { kinds, first, second, sets, branchNumbers, branches } = this.#program;
    const memory = this.#memory;
    const captures = this.#captures.fill(-1);
    const success = ++this.#mark;
    const stack: number[] = [];
    const limits = this.#limits;
    let best = -1;
    let node = this.#program.start;
    let position = start;
    for (;;) {
      // Go down until the outcome of a node is known.
      let found = false;
      if (stack.length > stackLimit) throw new RegexError('too-large');
      for (;;) {
        limits?.tick();
        const kind = kinds[node]!;
        if (kind === Bytes) {
          if (position === text.length || (sets[node] as ByteSet)[text.charCodeAt(position)] === 0) break;
          position++;
        } else if (kind === Either || kind === Repeat) {
          const known = memory[position * branches + branchNumbers[node]!]!;
          if (known === failure || known === -success) break;
          if (known === success) {
            found = true;
            break;
          }
          stack.push(node, position, kind === Either ? FirstOfEither : FirstOfRepeat);
        } else if (kind === Open || kind === Close) {
          const slot = 2 * second[node]! + (kind === Open ? 0 : 1);
          stack.push(slot, captures[slot]!, UndoCapture);
          captures[slot] = position;
        } else if (kind === Accept) {
          found = whole ? position === text.length : !(notEmpty && position === start);
          if (found && position > best) {
            best = position;
            this.#best.set(captures);
          }
          break;
        } else if ((kind === Begin && position !== 0) || (kind === End && position !== text.length)) break;
        node = first[node]!;
      }
      // Go up until there is something left to try.
      for (;;) {
        limits?.tick();
        const frame = stack.pop();
        if (frame === undefined) return best;
        const b = stack.pop() as number;
        const a = stack.pop() as number;
        if (frame === UndoCapture) {
          captures[a] = b;
          continue;
        }
        if (frame === FirstOfEither || (frame === FirstOfRepeat && !found)) {
          const next = frame === FirstOfRepeat ? SecondOfRepeat : found ? SecondAfterSuccess : SecondOfEither;
          stack.push(a, b, next);
          node = second[a]!;
          position = b;
          break;
        }
        if (frame === SecondAfterSuccess) found = true;
        // At the start of a search that refuses the empty match a failure says nothing about other searches.
        const mark = found ? success : notEmpty && b === start ? -success : failure;
        memory[b * branches + branchNumbers[a]!] = mark;
      }
    }
  }

  #readGroups(text: string): (string | null)[] {
    const groups: (string | null)[] = [];
    for (let i = 0; i < this.groups; i++) {
      const end = this.#best[2 * i + 1]!;
      groups.push(end < 0 ? null : text.slice(this.#best[2 * i]!, end));
    }
    return groups;
  }
}

function firstBytes({ start, kinds, first, second, sets }: Program): ByteSet | undefined {
  const union = new Uint8Array(256);
  const reached = new Set([start]);
  for (const node of reached) {
    const kind = kinds[node]!;
    if (kind === Accept || kind === Begin || kind === End) return undefined;
    if (kind === Bytes) {
      const set = sets[node] as ByteSet;
      for (let byte = 0; byte < 256; byte++) union[byte]! |= set[byte]!;
      continue;
    }
    reached.add(first[node]!);
    if (kind === Either || kind === Repeat) reached.add(second[node]!);
  }
  return union;
}
