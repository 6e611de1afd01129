/**
 * The links of a placement problem, node by node, and what a link costs between two labels.
 *
 * Result: neighbours of each node with the weights of the links to them, and `distance(a, b)`, the cost of a link of
 * weight 1.
 * Time: O(nodes + links); a table of distances where there are at most `tableLabels` labels, O(labels²).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { groupPlaces } from '../graph/group-by.ts';
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
    const { links, labelCount } = problem;
    this.#links = links;
    this.#labelCount = labelCount;
    this.#zones = links.levels.map(level => (problem.partitions[level] as Partition).zoneOf);
    // Link e has the ends 2e and 2e + 1: the other end of a link differs in the last bit.
    const ends = new Int32Array(2 * links.u.length);
    links.u.forEach((u, e) => {
      ends[2 * e] = u;
      ends[2 * e + 1] = links.v[e]!;
    });
    const { start, items } = groupPlaces(problem.nodeCount, ends);
    this.start = start;
    this.neighbour = items.map(end => ends[end ^ 1]!);
    this.weight = Float64Array.from(items, end => links.weight[end >> 1]!);
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
