import { callWorker } from '../call-worker.ts';
import programThread from './program-thread.ts?thread-code';
import startNoted from './start-noted.bash';
import tellOutput from './tell-output.ts?thread-code';

/** A program to be run: an argument list, never a line for a shell. Texts are byte strings. */
export interface ProgramCall {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  /** All of its environment. */
  readonly environment: ReadonlyMap<string, string>;
  /** Its standard input. */
  readonly input: string;
  /** After so long it is asked to end, and five seconds later ended, with all that it started. */
  readonly milliseconds: number;
  /** Bytes of standard output; beyond them it is ended. */
  readonly mostOutput: number;
  /** Whether its standard output is wanted; else it goes where this program's messages go, as its messages do. */
  readonly isCaptured: boolean;
  /**
   * A file (absolute path) that says who runs, for those who come after this process was killed: see `waitForLeftOver`.
   */
  readonly leftOverFile?: string | undefined;
}

/** What the thread is given that runs it. */
export interface StartedCall extends ProgramCall {
  /** A script that says who it is, and becomes the program. */
  readonly startNoted: string;
  /** A program that tells each line that it prints as a JSON object, where that is wanted. */
  readonly tellOutput?: string | undefined;
}

/** How a program ended. */
export type ProgramEnd =
  | { readonly kind: 'exit'; readonly code: number; readonly output: string }
  | { readonly kind: 'killed'; readonly signal: string; readonly output: string }
  | { readonly kind: 'timeout' | 'too-much-output'; readonly output: string }
  | { readonly kind: 'failed-to-start'; readonly message: string };

/** Runs programs one at a time. */
export type RunProgram = (call: ProgramCall) => ProgramEnd;

/**
 * Runs a program and waits for its end, which always comes: see `milliseconds`. Signals to this process do not reach
 * it: who is asked to end in the middle of a step finishes the step.
 */
export const runProgram: RunProgram = call => runStarted({ ...call, startNoted });

/** The same, and what it prints for people is told line by line: a JSON object with `program`, `stream` and `text`. */
export const runTelling: RunProgram = call => runStarted({ ...call, startNoted, tellOutput });

function runStarted(call: StartedCall): ProgramEnd {
  // The thread keeps the time; this is for a thread that died.
  const milliseconds = call.milliseconds + 20_000;
  const end = callWorker<StartedCall, ProgramEnd>(programThread, call, { milliseconds });
  return end ?? { kind: 'failed-to-start', message: 'the thread that was to start it ended' };
}
