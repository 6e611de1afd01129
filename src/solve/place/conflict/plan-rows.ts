// `!` in this file only marks reads of arrays inside their bounds.

import { type IntegerProgram, ProgramBuilder } from '../../integer-program.ts';
import type { OpenLabels } from './open-labels.ts';

/** Nodes that are alike, and the column of each label that is open to them. */
interface Group {
  readonly nodes: number[];
  readonly labels: readonly number[];
  readonly firstColumn: number;
}

/** An integer program over plans: how many nodes of each group have each label, and how many have none, at a cost. */
export class PlanRows {
  readonly columnCount: number;
  readonly #labels: OpenLabels;
  readonly #groups: Group[] = [];
  readonly #groupOf = new Map<number, Group>();
  readonly #rows = new ProgramBuilder();
  readonly #sizes: number[] = [];

  /** O(nodes · labels + sizes of rules). */
  constructor(labels: OpenLabels) {
    this.#labels = labels;
    const { problem } = labels;
    const inRule = new Set(
      problem.rules.flatMap(rule => [...rule.nodes, ...(rule.kind === 'near' ? Array.from(rule.to) : [])]),
    );
    const known = new Map<string, Group>();
    let columns = 0;
    for (let node = 0; node < problem.nodeCount; node++) {
      if (labels.isSettled(node)) continue;
      const its = labels.labelsOf(node);
      const home = problem.moves.classOf[node]!;
      const isNew = problem.moves.homes.start[home] === problem.moves.homes.start[home + 1];
      const needs = problem.resources.map(({ need }) => need[node]!);
      const key = inRule.has(node) ? `node ${node}` : [isNew ? -1 : home, needs.join(), its.join()].join(' ');
      const group = known.get(key) ?? { nodes: [], labels: its, firstColumn: columns };
      group.nodes.push(node);
      this.#groupOf.set(node, group);
      if (known.has(key)) continue;
      known.set(key, group);
      this.#groups.push(group);
      columns += its.length;
    }
    this.columnCount = columns;
    for (const group of this.#groups) {
      for (let i = 0; i < group.labels.length; i++) {
        this.#rows.addBinary(0);
        this.#sizes.push(group.nodes.length);
      }
    }
    for (const { nodes, labels: its, firstColumn } of this.#groups) {
      const unplaced = this.addContinuous(nodes.length, 1);
      this.#rows.addRow(nodes.length, nodes.length, [...its.map((_, i) => firstColumn + i), unplaced]);
    }
  }

  /** A column of at least 0 and at most so much; what it costs is what is lacking. */
  addContinuous(upper: number = Number.POSITIVE_INFINITY, cost = 0): number {
    return this.#rows.addContinuous(cost, upper);
  }

  /** Says that a sum is at least, or at most, so much. */
  limit(lower: number, sum: ReadonlyMap<number, number>, upper: number): void {
    if (sum.size === 0 && lower <= 0 && upper >= 0) return;
    this.#rows.addRow(lower, upper, [...sum.keys()], [...sum.values()]);
  }

  /** The columns of a label, each times what one of its nodes counts there; those that count nothing are left out. */
  at(label: number, countOf: (node: number) => number): Map<number, number> {
    const sum = new Map<number, number>();
    for (const { nodes, labels, firstColumn } of this.#groups) {
      const i = labels.indexOf(label);
      const count = i < 0 ? 0 : countOf(nodes[0]!);
      if (count !== 0) sum.set(firstColumn + i, count);
    }
    return sum;
  }

  /** The columns of a node that is alone in its group. */
  visitNode(node: number, visit: (column: number, label: number) => void): void {
    const group = this.#groupOf.get(node);
    group?.labels.forEach((label, i) => {
      visit(group.firstColumn + i, label);
    });
  }

  /** Every column, with the first node of its group. */
  visitColumns(visit: (column: number, node: number, label: number) => void): void {
    for (const { nodes, labels, firstColumn } of this.#groups) {
      labels.forEach((label, i) => {
        visit(firstColumn + i, nodes[0]!, label);
      });
    }
  }

  build(): IntegerProgram {
    const program = this.#rows.build();
    return { ...program, upper: Float64Array.from(program.upper, (upper, column) => this.#sizes[column] ?? upper) };
  }

  /** The plan that a solution is. */
  read(values: Float64Array): Int32Array {
    const label = Int32Array.from(this.#labels.settledAt);
    for (const { nodes, labels, firstColumn } of this.#groups) {
      let next = 0;
      labels.forEach((its, i) => {
        for (let count = Math.round(values[firstColumn + i]!); count > 0 && next < nodes.length; count--) {
          label[nodes[next++]!] = its;
        }
      });
      for (; next < nodes.length; next++) label[nodes[next]!] = labels[0]!;
    }
    return label;
  }
}
