import { createRequire } from 'node:module';
import { callWorker } from '../ports/call-worker.ts';
import type { HighsCall } from '../ports/highs/highs-thread.ts';
import highsThread from '../ports/highs/highs-thread.ts?thread-code';

/** HiGHS looks at its clock only now and then, and has to be loaded. */
const graceMilliseconds = 1500;

/** A mixed integer program in compressed rows, minimising. All columns are at least 0. */
export interface IntegerProgram {
  readonly cost: Float64Array;
  /** Column → its upper bound. */
  readonly upper: Float64Array;
  /** The first so many columns are whole numbers. */
  readonly binaries: number;
  readonly rowStart: Int32Array;
  readonly rowColumn: Int32Array;
  readonly rowValue: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** A solution to start from, as column values. */
  readonly start?: Float64Array | undefined;
  /** The search ends when bound and solution are nearer than this; default 0.999, for costs that are whole numbers. */
  readonly gap?: number | undefined;
}

/** What HiGHS found in time. */
export interface ProgramAnswer {
  /** No solution costs less, in floating point with HiGHS's tolerances (1e-6). */
  readonly bound: number;
  /** The best solution found, as column values. */
  readonly values: Float64Array | undefined;
}

/**
 * Solves an integer program with HiGHS (Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10, 2018), compiled
 * to WebAssembly; undefined when it fails or does not answer in time. The solver is loaded only here, in a worker thread of its
 * own, whose memory is gone afterwards; this thread waits.
 */
export function runHighs(program: IntegerProgram, seconds: number): ProgramAnswer | undefined {
  const call: HighsCall = { program, seconds, library: createRequire(import.meta.url).resolve('highs') };
  return callWorker(highsThread, call, { milliseconds: seconds * 1000 + graceMilliseconds });
}
