import { createRequire } from 'node:module';
import type { IntegerProgram, IntegerProgramSolver, ProgramAnswer } from '../../solve/index.ts';
import { callWorker } from '../call-worker.ts';
import type { HighsCall } from './highs-thread.ts';
import highsThread from './highs-thread.ts?thread-code';

/** HiGHS looks at its clock only now and then, and has to be loaded. */
const graceMilliseconds = 1500;

/**
 * Solves an integer program with HiGHS (Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method",
 * Math. Prog. Comp. 10, 2018), compiled to WebAssembly; undefined when it fails or does not answer in time. HiGHS is
 * loaded only here, in a worker thread of its own, whose memory is gone afterwards; this thread waits, until
 * `isInterrupted` says that nobody waits for the answer any more.
 */
export function runHighs(
  program: IntegerProgram,
  seconds: number,
  isInterrupted?: () => boolean,
): ProgramAnswer | undefined {
  const call: HighsCall = { program, seconds, library: createRequire(import.meta.url).resolve('highs') };
  return callWorker(highsThread, call, { milliseconds: seconds * 1000 + graceMilliseconds, isInterrupted });
}

/** `runHighs` for a search that somebody may interrupt. */
export function runHighsUntil(isInterrupted: () => boolean): IntegerProgramSolver {
  return (program, seconds) => runHighs(program, seconds, isInterrupted);
}
