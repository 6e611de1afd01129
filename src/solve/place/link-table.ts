/**
 * The links of a placement problem, node by node, and what a link costs between two labels.
 *
 * Result: neighbours of each node with the weights of the links to them, and `distance(a, b)`, the cost of a link of
 * weight 1.
 * Time: O(nodes + links); a table of distances where there are at most `tableLabels` labels, O(labels²).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { Links, Partition, PlaceProblem } from './place-problem.ts';

/** Up to so many labels all distances stand in a table (32 MB); beyond, they are looked up in the partitions. */
const tableLabels = 2000;

export class LinkTable {
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  readonly weight: Float64Array;
  readonly #links: Links;
  readonly #zones: readonly Int32Array[];
  readonly #labelCount: number;
  readonly #table: Float64Array | undefined;
  /** What a link costs between any two labels, where that is always the same. */
  readonly uniform: number | undefined;

  constructor(problem: PlaceProblem) {
    const { links, labelCount, nodeCount } = problem;
    this.#links = links;
    this.#labelCount = labelCount;
    this.#zones = links.levels.map(level => (problem.partitions[level] as Partition).zoneOf);
    this.start = new Int32Array(nodeCount + 1);
    this.neighbour = new Int32Array(2 * links.u.length);
    this.weight = new Float64Array(2 * links.u.length);
    this.#fill();
    this.uniform = links.costs.every(cost => cost === links.costs[0]) ? (links.costs[0] ?? 0) : undefined;
    const isTable = this.uniform === undefined && links.u.length > 0 && labelCount <= tableLabels;
    this.#table = isTable ? this.#tabulate() : undefined;
  }

  /** The cost of a link of weight 1 between nodes with these labels. O(1) with a table, else O(levels). */
  distance(a: number, b: number): number {
    if (a === b) return 0;
    if (this.uniform !== undefined) return this.uniform;
    if (this.#table) return this.#table[a * this.#labelCount + b]!;
    return this.#lookUp(a, b);
  }

  /** How much the links of a node would cost more with the label `to` than with `from`. O(degree). */
  change(node: number, from: number, to: number, label: Int32Array): number {
    const { start, neighbour, weight, uniform } = this;
    const end = start[node + 1]!;
    let change = 0;
    if (uniform !== undefined) {
      for (let i = start[node]!; i < end; i++) {
        const other = label[neighbour[i]!]!;
        if (other === from) change += weight[i]!;
        else if (other === to) change -= weight[i]!;
      }
      return change * uniform;
    }
    if (this.#table === undefined) {
      for (let i = start[node]!; i < end; i++) {
        const other = label[neighbour[i]!]!;
        change += weight[i]! * (this.distance(to, other) - this.distance(from, other));
      }
      return change;
    }
    const table = this.#table;
    const here = from * this.#labelCount;
    const there = to * this.#labelCount;
    for (let i = start[node]!; i < end; i++) {
      const other = label[neighbour[i]!]!;
      change += weight[i]! * (table[there + other]! - table[here + other]!);
    }
    return change;
  }

  #fill(): void {
    const { u, v, weight } = this.#links;
    const { start } = this;
    for (let e = 0; e < u.length; e++) {
      start[u[e]! + 1]!++;
      start[v[e]! + 1]!++;
    }
    for (let n = 1; n < start.length; n++) start[n]! += start[n - 1]!;
    const next = start.slice();
    for (let e = 0; e < u.length; e++) {
      const i = next[u[e]!]!++;
      const j = next[v[e]!]!++;
      this.neighbour[i] = v[e]!;
      this.neighbour[j] = u[e]!;
      this.weight[i] = weight[e]!;
      this.weight[j] = weight[e]!;
    }
  }

  #tabulate(): Float64Array {
    const table = new Float64Array(this.#labelCount ** 2);
    for (let a = 0, i = 0; a < this.#labelCount; a++) {
      for (let b = 0; b < this.#labelCount; b++) table[i++] = this.#lookUp(a, b);
    }
    return table;
  }

  #lookUp(a: number, b: number): number {
    const level = this.#zones.findIndex(zoneOf => zoneOf[a] === zoneOf[b]);
    if (level === 0) return 0;
    return this.#links.costs[level < 0 ? this.#zones.length - 1 : level - 1]!;
  }
}
