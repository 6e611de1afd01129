/**
 * Mixed integer programs as solvers of this folder write them, and who solves them: something outside, which is handed
 * in, since it needs a thread or a process of its own. Without it a solver does without.
 *
 * `!` in this file only marks reads of columns that were added.
 */

import type { Timing } from './timing.ts';

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

/** What was found in time. */
export interface ProgramAnswer {
  /** No solution costs less, in floating point with the solver's tolerances (1e-6). */
  readonly bound: number;
  /** The best solution found, as column values. */
  readonly values: Float64Array | undefined;
  /** Whether time ended the search. */
  readonly isTimedOut?: boolean | undefined;
}

/** Solves a program in about so many seconds; undefined when it fails or does not answer in time. */
export type IntegerProgramSolver = (program: IntegerProgram, seconds: number) => ProgramAnswer | undefined;

/** No answer after this part of the seconds is for want of time: a solver ends a little before. */
const partOfTimeOut = 0.85;

/**
 * The same solver; `onClock` hears of each program that time ended, which another run may solve. An interruption is no
 * matter of the clock.
 */
export function watchPrograms(
  programs: IntegerProgramSolver,
  { now = () => performance.now(), isInterrupted = () => false, onClock = () => {} }: Timing,
): IntegerProgramSolver {
  return (program, seconds) => {
    const start = now();
    const answer = programs(program, seconds);
    const isLate = answer === undefined && (now() - start) / 1000 >= partOfTimeOut * seconds;
    if (seconds > 0 && (isLate || answer?.isTimedOut === true) && !isInterrupted()) onClock();
    return answer;
  };
}

/** Builds an integer program column by column and row by row; binary columns come before all others. */
export class ProgramBuilder {
  readonly #cost: number[] = [];
  readonly #upper: number[] = [];
  readonly #start: number[] = [];
  #hasStart = false;
  #binaries = 0;
  readonly #rowStart = [0];
  readonly #rowColumn: number[] = [];
  readonly #rowValue: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];

  /**
   * Adds a binary column and returns its number. `start` is its value in the solution to start from; closed, it is 0.
   */
  addBinary(cost: number, start?: number, isOpen = true): number {
    if (start !== undefined) this.#hasStart = true;
    this.#binaries++;
    return this.#addColumn(cost, isOpen ? 1 : 0, start ?? 0);
  }

  /** Adds a column in [0, upper], with its value in the solution to start from. No binary column may follow. */
  addContinuous(cost: number, upper: number, start = 0): number {
    return this.#addColumn(cost, upper, start);
  }

  /**
   * Adds a column z in [0, 1] that can be 1 only where two binary ones are: z ≤ a, z ≤ b. No binary column may follow.
   */
  addMeeting(cost: number, a: number, b: number): number {
    const both = this.#addColumn(cost, 1, Math.min(this.#start[a]!, this.#start[b]!));
    this.addRow(-Infinity, 0, [both, a], [1, -1]);
    this.addRow(-Infinity, 0, [both, b], [1, -1]);
    return both;
  }

  /** Adds lower ≤ Σ value · column ≤ upper; all values are 1 when left out. */
  addRow(lower: number, upper: number, columns: readonly number[], values?: readonly number[]): void {
    for (const column of columns) this.#rowColumn.push(column);
    for (let i = 0; i < columns.length; i++) this.#rowValue.push(values === undefined ? 1 : values[i]!);
    this.#rowStart.push(this.#rowColumn.length);
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
  }

  /** The program; `gap` as there. It starts from a solution where a binary column was given a start. */
  build(gap?: number): IntegerProgram {
    return {
      cost: Float64Array.from(this.#cost),
      upper: Float64Array.from(this.#upper),
      binaries: this.#binaries,
      rowStart: Int32Array.from(this.#rowStart),
      rowColumn: Int32Array.from(this.#rowColumn),
      rowValue: Float64Array.from(this.#rowValue),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      ...(this.#hasStart && { start: Float64Array.from(this.#start) }),
      ...(gap !== undefined && { gap }),
    };
  }

  #addColumn(cost: number, upper: number, start: number): number {
    this.#upper.push(upper);
    this.#start.push(start);
    return this.#cost.push(cost) - 1;
  }
}
