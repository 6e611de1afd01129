import { callWorker } from '../call-worker.ts';
import programsThread from './programs-thread.ts?thread-code';

/** A program that is asked something: an argument list, never a line for a shell. Texts are byte strings. */
export interface Question {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Its standard input. */
  readonly input: string;
}

/** Where and how programs are asked. */
export interface Asking {
  readonly folder: string;
  /** All of their environment. */
  readonly environment: ReadonlyMap<string, string>;
  /** After so long a program is ended; no limit where undefined. */
  readonly milliseconds: number | undefined;
  /** How many run at a time. */
  readonly atOnce: number;
}

/** What a program said. */
export interface Answered {
  /** Undefined where it was ended, or never began. */
  readonly code: number | undefined;
  readonly output: string;
  /** What it told people, or why there is nothing. */
  readonly messages: string;
}

/** Milliseconds that nobody waits: 24 days, the most that a clock of Node can count. */
const forEver = 2 ** 31 - 1;

/**
 * Asks many programs, several at a time, and waits for all answers, which come in the order of the questions; undefined
 * where nobody waits any more: then all are ended.
 * @throws InputError where this process may start no threads
 */
export function runPrograms(
  questions: readonly Question[],
  asking: Asking,
  isInterrupted: () => boolean,
): readonly Answered[] | undefined {
  if (questions.length === 0) return [];
  const stop = new Int32Array(new SharedArrayBuffer(4));
  return callWorker<object, readonly Answered[]>(
    programsThread,
    { questions, asking, stop },
    {
      milliseconds: forEver,
      isInterrupted: () => {
        if (!isInterrupted()) return false;
        Atomics.store(stop, 0, 1);
        return false;
      },
    },
  );
}
