import { countNouns } from '../base/count-nouns.ts';
import { EvaluationError } from './error.ts';
import type { Settings } from './host.ts';
import type { Memory } from './world.ts';

/** How much of the memory may be in use: when all of it is, the machine ends the program without a word. */
const heapShare = 0.85;

/**
 * The limits that one evaluation runs in: on time, memory and nested calls. The compiled code counts calls; after so
 * many of them, some milliseconds, the clock and the heap are looked at. (The stack is limited by the thread.)
 */
export class Limits {
  readonly interval = 1 << 16;
  /** Calls since the last look. */
  calls = 0;
  /** Nested calls; counted only when there is a limit on them. */
  depth = 0;
  readonly maxDepth: number | undefined;
  readonly #timeout: number | undefined;
  readonly #deadline: number;
  /** Known when it is first looked at: to ask for the heap costs more than a small evaluation. */
  #maxMemory: number | undefined;
  readonly #memory: Memory;

  constructor({ timeout, maxDepth, maxMemory }: Pick<Settings, 'timeout' | 'maxDepth' | 'maxMemory'>, memory: Memory) {
    this.#memory = memory;
    this.maxDepth = maxDepth;
    this.#timeout = timeout;
    this.#deadline = timeout === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeout;
    this.#maxMemory = maxMemory;
  }

  /** Counts a call. */
  tick(): void {
    if (++this.calls > this.interval) this.check();
  }

  /** Ends an evaluation that took too long or too much. */
  check(): void {
    this.calls = 0;
    if (performance.now() > this.#deadline) {
      const seconds = (this.#timeout ?? 0) / 1000;
      const message = `evaluation took longer than ${countNouns(seconds, 'second')}`;
      const hint = 'is there an endless loop?';
      throw new EvaluationError('timeout', message, undefined, hint, { kind: 'evaluation-time' });
    }
    this.#maxMemory ??= heapShare * this.#memory.limit;
    if (this.#memory.used() > this.#maxMemory) {
      const message = `evaluation needs more than ${Math.round(this.#maxMemory / 1e6)} MB of memory`;
      const hint = 'is there an endless list?';
      throw new EvaluationError('out-of-memory', message, undefined, hint, { kind: 'evaluation-memory' });
    }
  }

  /** The error for a recursion that is deeper than allowed. */
  tooDeep(): EvaluationError {
    const message = `calls are nested more than ${this.maxDepth} deep`;
    return new EvaluationError('too-deep', message, undefined, 'is there an endless recursion?');
  }
}
