import { countNouns } from '../base/count-nouns.ts';
import { EvaluationError } from './error.ts';
import type { Memory } from './world.ts';

/** How much of the memory may be in use: when all of it is, the machine ends the program without a word. */
const heapShare = 0.85;

/** Garbage is not counted, but when collecting it frees hardly anything the next look would do the same again. */
const worthCollecting = 0.9;

/** Elements of the longest list: a little below the longest array that JavaScript can make. */
export const longestList = 100_000_000;

/** Lists of so many elements are worth a look at the memory before they are made. */
const largeList = 1 << 16;

/** Texts of so many bytes are compared, copied or joined in about the time of a call. */
const longText = 1 << 10;

/** Texts and lists of so many bytes take milliseconds when they are copied, or the parts of a sum together. */
const hugeText = 1 << 22;

/** Levels of lists and sets inside each other that are walked through: only a value that never ends gets there. */
export const deepestValue = 1_000_000;

/** What limits an evaluation. */
export interface LimitSettings {
  /** Milliseconds; no limit when undefined. */
  readonly timeout?: number | undefined;
  /** Milliseconds of the time limit that were used before: by a run that this one repeats. */
  readonly elapsed?: number | undefined;
  /** The number of nested calls that is refused; see `evaluation limits` in docs. */
  readonly maxDepth?: number | undefined;
  /** Bytes of memory; most of what there is when undefined. */
  readonly maxMemory?: number | undefined;
}

/**
 * The limits that one evaluation runs in: on time, memory and nested calls. Compiled code counts calls, and loops over
 * values count their rounds; after so many of them, some milliseconds, the clock and the heap are looked at. (The stack
 * is limited by the thread.)
 */
export class Limits {
  readonly interval = 1 << 16;
  /** Calls and rounds since the last look. */
  calls = 0;
  /** Nested calls; counted only when there is a limit on them. */
  depth = 0;
  readonly maxDepth: number | undefined;
  readonly #timeout: number | undefined;
  readonly #start: number;
  #lastLook: number;
  /** Known when it is first looked at: to ask for the heap costs more than a small evaluation. */
  #maxMemory: number | undefined;
  readonly #memory: Memory;
  /** Milliseconds that it took to copy a byte of a huge text or list, at most. */
  #copying = 0;

  constructor({ timeout, elapsed = 0, maxDepth, maxMemory }: LimitSettings, memory: Memory) {
    this.#memory = memory;
    this.maxDepth = maxDepth;
    this.#timeout = timeout;
    this.#lastLook = performance.now();
    this.#start = this.#lastLook - elapsed;
    this.#maxMemory = maxMemory;
  }

  /**
   * Milliseconds of the time limit that are used up, as far as the clock was looked at: what an evaluation that repeats
   * this one, later, begins with. A short one has used nothing.
   */
  get elapsed(): number {
    return this.#lastLook - this.#start;
  }

  /** Counts a call, or one round of a loop over values. */
  tick(): void {
    if (++this.calls > this.interval) this.check();
  }

  /** Counts work as large as so many rounds, before or after it is done. */
  spend(rounds: number): void {
    this.calls += rounds;
    if (this.calls > this.interval) this.check();
  }

  /** Counts a look at a whole text, or at two: only long ones take as long as a call. */
  readText(bytes: number): void {
    if (bytes >= longText) this.spend(bytes >> 8);
  }

  /**
   * Counts a look at a whole text, which is one piece in memory afterwards. To copy the parts of a huge sum together is
   * a single step of JavaScript: it is not begun where one before shows that it would end after the limit.
   */
  readWhole(text: string): void {
    if (text.length < hugeText) {
      this.readText(text.length);
      return;
    }
    this.check(0, this.#copying * text.length);
    this.#timed(text.length, () => text.charCodeAt(text.length - 1));
  }

  /** Makes a list in one step, which is not begun where one before shows that it would end after the limit. */
  makeList<T>(elements: number, make: () => T): T {
    const bytes = 8 * elements;
    this.reserve(elements);
    if (bytes < hugeText) return make();
    this.check(bytes, this.#copying * bytes);
    return this.#timed(bytes, make);
  }

  /** Runs a step that copies so many bytes, and learns from it how long they take. */
  #timed<T>(bytes: number, step: () => T): T {
    const start = performance.now();
    const result = step();
    this.#copying = Math.max(this.#copying, (performance.now() - start) / bytes);
    this.check();
    return result;
  }

  /**
   * Counts the making of a list, before it is made.
   * @param bytes what an element takes: its place in the list, and what is made for it
   * @throws EvaluationError for a list that does not fit in what is left of the memory, or in any
   */
  reserve(elements: number | bigint, bytes = 8): void {
    if (elements < largeList) {
      this.spend(Number(elements) >> 3);
      return;
    }
    if (elements > longestList) {
      throw outOfMemory(`a list of ${elements} elements does not fit in memory: ${longestList} are the most`);
    }
    this.check(Number(elements) * bytes);
  }

  /**
   * Ends an evaluation that took too long, or takes too much, with `more` bytes that are about to be asked for, and a
   * step that cannot be ended and takes so many `milliseconds`.
   */
  check(more = 0, milliseconds = 0): void {
    this.calls = 0;
    this.#lastLook = performance.now();
    if (this.#timeout !== undefined && this.elapsed + milliseconds > this.#timeout) {
      const seconds = this.#timeout / 1000;
      const took = this.elapsed > this.#timeout ? 'took' : 'would take';
      const message = `evaluation ${took} longer than ${countNouns(seconds, 'second')}`;
      const hint = 'is there an endless loop?';
      throw new EvaluationError('timeout', message, undefined, hint, { kind: 'evaluation-time' });
    }
    this.#maxMemory ??= heapShare * this.#memory.limit;
    if (this.#memory.used() + more > this.#maxMemory && this.#isFull(this.#maxMemory, more)) {
      throw outOfMemory(`evaluation needs more than ${Math.round(this.#maxMemory / 1e6)} MB of memory`);
    }
  }

  #isFull(most: number, more: number): boolean {
    if (this.#memory.collect === undefined) return true;
    this.#memory.collect();
    return this.#memory.used() + more > worthCollecting * most;
  }

  /** The error for a recursion that is deeper than allowed. */
  tooDeep(): EvaluationError {
    const message = `calls are nested more than ${this.maxDepth} deep`;
    return new EvaluationError('too-deep', message, undefined, 'is there an endless recursion?');
  }
}

/** The error for an evaluation that needs more memory than there is. */
export function outOfMemory(message: string): EvaluationError {
  const hint = 'is there an endless list?';
  return new EvaluationError('out-of-memory', message, undefined, hint, { kind: 'evaluation-memory' });
}

/** The error for a value that is nested deeper than any that ends. */
export function nestedTooDeep(): EvaluationError {
  const hint = 'does it contain itself, made anew at each level?';
  return new EvaluationError('too-deep', `this value is nested more than ${deepestValue} levels deep`, undefined, hint);
}
