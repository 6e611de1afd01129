/**
 * A new label for a node, drawn by what its links would cost with it.
 *
 * Problem: nearly all labels drawn at random are refused at once when a search is cold, and each refusal costs as much
 * as a look at a move.
 * Method: heat bath (Gibbs sampling) over the labels of the node's neighbours, its own, and one drawn at random: each
 * is drawn with probability ∝ exp(-cost of the links / temperature). The rest of what a move changes decides
 * afterwards whether it is taken.
 * Time: O(degree · levels) for a draw. Space: O(labels · levels).
 * Source: S. Geman, D. Geman, "Stochastic Relaxation, Gibbs Distributions, and the Bayesian Restoration of Images",
 * IEEE PAMI 6, 1984.
 * Deviations: labels without a neighbour on them are one draw among many, since there are many of them.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { RandomNumbers } from '../random-numbers.ts';
import type { LinkTable } from './link-table.ts';
import type { Partition, PlaceProblem } from './place-problem.ts';

/** Of a node with more neighbours only so many, one after the other from a random one on, say where it might go. */
const mostNeighbours = 48;

export class LabelBath {
  readonly #problem: PlaceProblem;
  readonly #links: LinkTable;
  readonly #label: Int32Array;
  readonly #random: RandomNumbers;
  readonly #isCandidate: (node: number, label: number) => boolean;
  /** The levels that save anything: zone of each label, what a link of weight 1 saves within one, weights to zones. */
  readonly #zones: readonly Int32Array[];
  readonly #saving: readonly number[];
  readonly #weightTo: readonly Float64Array[];
  /** Label → the draw in which it was seen last; the labels of this draw and what they are worth. */
  readonly #seen: Int32Array;
  #draw = 0;
  readonly #found: Int32Array;
  readonly #worth: Float64Array;

  constructor(
    problem: PlaceProblem,
    links: LinkTable,
    label: Int32Array,
    random: RandomNumbers,
    isCandidate: (node: number, label: number) => boolean,
  ) {
    this.#problem = problem;
    this.#links = links;
    this.#label = label;
    this.#random = random;
    this.#isCandidate = isCandidate;
    const { levels, costs } = problem.links;
    const saving = costs.map((cost, i) => cost - (costs[i - 1] ?? 0));
    const used = levels.map((_, i) => i).filter(i => saving[i]! > 0);
    const partitions = used.map(i => problem.partitions[levels[i]!] as Partition);
    this.#zones = partitions.map(({ zoneOf }) => zoneOf);
    this.#saving = used.map(i => saving[i]!);
    this.#weightTo = partitions.map(({ zoneCount }) => new Float64Array(zoneCount));
    this.#seen = new Int32Array(problem.labelCount);
    this.#found = new Int32Array(mostNeighbours + 2);
    this.#worth = new Float64Array(mostNeighbours + 2);
  }

  /** A candidate of the node other than its label, or -1 where it had better stay. */
  draw(node: number, temperature: number): number {
    const { start } = this.#links;
    const begin = start[node]!;
    const end = start[node + 1]!;
    if (begin === end) return this.#drawAny(node);
    const label = this.#label;
    const count = this.#collect(node, begin, end);
    const worth = this.#worth;
    const found = this.#found;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      let value = 0;
      for (let level = 0; level < this.#zones.length; level++) {
        value += this.#saving[level]! * this.#weightTo[level]![this.#zones[level]![found[i]!]!]!;
      }
      worth[i] = value;
      if (value > best) best = value;
    }
    this.#forget(begin, end);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const value = Math.exp((worth[i]! - best) / temperature);
      worth[i] = value;
      sum += value;
    }
    let rest = this.#random.fraction() * sum;
    for (let i = 0; i < count; i++) {
      rest -= worth[i]!;
      if (rest < 0) return found[i] === label[node] ? -1 : found[i]!;
    }
    return -1;
  }

  /** Any candidate but the node's own label; -1 where that is drawn. */
  #drawAny(node: number): number {
    const { listOf, lists } = this.#problem;
    const list = listOf[node]!;
    const first = lists.start[list]!;
    const to = lists.items[first + this.#random.below(lists.start[list + 1]! - first)]!;
    return to === this.#label[node] ? -1 : to;
  }

  /** Adds the weights to zones up, and lists the labels that come into question, the node's own first. */
  #collect(node: number, begin: number, end: number): number {
    const { neighbour, weight } = this.#links;
    const label = this.#label;
    const seen = this.#seen;
    const found = this.#found;
    const now = ++this.#draw;
    found[0] = label[node]!;
    seen[label[node]!] = now;
    let count = 1;
    for (let level = 0; level < this.#zones.length; level++) {
      const zones = this.#zones[level]!;
      const weightTo = this.#weightTo[level]!;
      for (let i = begin; i < end; i++) weightTo[zones[label[neighbour[i]!]!]!]! += weight[i]!;
    }
    const degree = end - begin;
    const tries = Math.min(degree, mostNeighbours);
    for (let k = 0, i = degree > tries ? begin + this.#random.below(degree) : begin; k < tries; k++, i++) {
      if (i === end) i = begin;
      const its = label[neighbour[i]!]!;
      if (seen[its] === now) continue;
      seen[its] = now;
      if (this.#isCandidate(node, its)) found[count++] = its;
    }
    const any = this.#drawAny(node);
    if (any >= 0 && seen[any] !== now) found[count++] = any;
    return count;
  }

  #forget(begin: number, end: number): void {
    const { neighbour } = this.#links;
    for (let level = 0; level < this.#zones.length; level++) {
      const zones = this.#zones[level]!;
      const weightTo = this.#weightTo[level]!;
      for (let i = begin; i < end; i++) weightTo[zones[this.#label[neighbour[i]!]!]!] = 0;
    }
  }
}
