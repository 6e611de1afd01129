// Typed arrays and lists are indexed within bounds that the loops establish, hence `!`.
import type { IntegerProgram } from '../run-highs.ts';

/** Builds an integer program row by row: binary columns first, then columns that say where two of them meet. */
export class ProgramRows {
  readonly #cost: number[] = [];
  readonly #upper: number[] = [];
  readonly #start: number[] = [];
  #binaries = 0;
  readonly #rowStart = [0];
  readonly #rowColumn: number[] = [];
  readonly #rowValue: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];

  /** Adds a binary column and returns its number. `start` is its value in the solution to start from; closed, it is 0. */
  addBinary(cost: number, start: number, isOpen = true): number {
    this.#upper.push(isOpen ? 1 : 0);
    this.#start.push(start);
    this.#cost.push(cost);
    return this.#binaries++;
  }

  /** Adds a column z in [0, 1] that can be 1 only where two binary ones are: z ≤ a, z ≤ b. No binary column may follow. */
  addMeeting(cost: number, a: number, b: number): number {
    this.#upper.push(1);
    this.#start.push(Math.min(this.#start[a]!, this.#start[b]!));
    const both = this.#cost.push(cost) - 1;
    this.addRow(-Infinity, 0, [both, a], [1, -1]);
    this.addRow(-Infinity, 0, [both, b], [1, -1]);
    return both;
  }

  /** Adds lower ≤ Σ value · column ≤ upper. */
  addRow(lower: number, upper: number, columns: readonly number[], values: readonly number[]): void {
    for (const column of columns) this.#rowColumn.push(column);
    for (const value of values) this.#rowValue.push(value);
    this.#rowStart.push(this.#rowColumn.length);
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
  }

  toProgram(): IntegerProgram {
    return {
      cost: Float64Array.from(this.#cost),
      upper: Float64Array.from(this.#upper),
      binaries: this.#binaries,
      rowStart: Int32Array.from(this.#rowStart),
      rowColumn: Int32Array.from(this.#rowColumn),
      rowValue: Float64Array.from(this.#rowValue),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      start: Float64Array.from(this.#start),
    };
  }
}
