import type { ProgramBuilder } from '../../integer-program.ts';
import type { BoundModel } from '../bound/bound-model.ts';
import type { Measures } from '../place-problem.ts';

/** A sum of columns with factors, and a number. */
export class Sum {
  constant = 0;
  readonly factors = new Map<number, number>();

  add(column: number, factor: number): this {
    this.factors.set(column, (this.factors.get(column) ?? 0) + factor);
    return this;
  }

  addSum(sum: Sum, factor: number): this {
    this.constant += factor * sum.constant;
    for (const [column, its] of sum.factors) this.add(column, factor * its);
    return this;
  }
}

/** What is known when the rows are written. */
export interface ProgramDraft {
  readonly model: BoundModel;
  readonly rows: ProgramBuilder;
  /** Cluster → its label in the plan to start from. */
  readonly chosen: Int32Array;
  /** Cluster → its first column; those of its candidates follow in their order. */
  readonly columnOf: Int32Array;
  /** Label → the column that says that it is used, where that matters. */
  readonly usedColumn: Int32Array | undefined;
  /** Measure → its sum over columns. */
  readonly measures: { readonly [measure in keyof Measures]: Sum };
  /** Says that a sum is at least, or at most, so much. */
  readonly limit: (lower: number, sum: Sum, upper: number) => void;
  /** A cluster in a zone of a partition. */
  readonly inZone: (cluster: number, partition: number, zone: number) => Sum;
}
