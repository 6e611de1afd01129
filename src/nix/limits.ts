import { EvaluationError } from './error.ts';
import type { Settings } from './host.ts';

/** The limits that one evaluation runs in: on time and on nested calls. Memory and stack are limited by the thread that it runs in. */
export class Limits {
  /** How many calls pass between two looks at the clock: some milliseconds. */
  readonly interval = 1 << 16;
  /** Calls since the last look at the clock. Counted by the compiled code. */
  calls = 0;
  /** Nested calls; counted only when there is a limit. */
  depth = 0;
  readonly maxDepth: number | undefined;
  readonly #timeout: number | undefined;
  readonly #deadline: number;

  constructor({ timeout, maxDepth }: Pick<Settings, 'timeout' | 'maxDepth'>) {
    this.maxDepth = maxDepth;
    this.#timeout = timeout;
    this.#deadline = timeout === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeout;
  }

  /** Counts a call; now and then looks at the clock. */
  tick(): void {
    if (++this.calls > this.interval) this.check();
  }

  /** Ends an evaluation that took too long. */
  check(): void {
    this.calls = 0;
    if (performance.now() > this.#deadline) {
      throw new EvaluationError(
        'timeout',
        `evaluation took longer than ${(this.#timeout ?? 0) / 1000} seconds`,
        undefined,
        'is there an endless loop? --eval-timeout sets the limit',
      );
    }
  }

  /** The error for a recursion that is deeper than allowed. */
  tooDeep(): EvaluationError {
    const message = `calls are nested more than ${this.maxDepth} deep`;
    return new EvaluationError('too-deep', message, undefined, 'is there an endless recursion?');
  }
}
