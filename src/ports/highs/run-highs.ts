import { createRequire } from 'node:module';
import type { IntegerProgram, IntegerProgramSolver, ProgramAnswer } from '../../solve/index.ts';
import { callWorker } from '../call-worker.ts';
import { mayStartThreads } from '../may-start-threads.ts';
import type { HighsCall } from './highs-thread.ts';
import highsThread from './highs-thread.ts?thread-code';

/**
 * HiGHS looks at its clock only now and then: it is told to be ready before the time is over by this part of it, but no
 * more than so many milliseconds, and to hand over what it has by then.
 */
const grace = { part: 0.1, most: 1000 };

/**
 * Solves an integer program with HiGHS (Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method",
 * Math. Prog. Comp. 10, 2018), compiled to WebAssembly; undefined when it fails, does not answer in time, or no thread
 * may be started. HiGHS is loaded only here, in a worker thread of its own, whose memory is gone afterwards; this one
 * waits, until `isInterrupted` says that nobody waits for the answer any more.
 */
export function runHighs(
  program: IntegerProgram,
  seconds: number,
  isInterrupted?: () => boolean,
): ProgramAnswer | undefined {
  if (!mayStartThreads()) return undefined;
  const milliseconds = seconds * 1000;
  const deadline = Date.now() + milliseconds - Math.min(grace.most, grace.part * milliseconds);
  const call: HighsCall = { program, deadline, library: createRequire(import.meta.url).resolve('highs') };
  return callWorker(highsThread, call, { milliseconds, isInterrupted });
}

/** `runHighs` for a search that somebody may interrupt. */
export function runHighsUntil(isInterrupted: () => boolean): IntegerProgramSolver {
  return (program, seconds) => runHighs(program, seconds, isInterrupted);
}
