/**
 * Problem    Find every better choice for some components of a core, or prove that there is none.
 * Input      A core, its weight shares (the dual bound, which is kept warm), the nodes `from` to `to - 1` (whole
 *            components).
 * Result     Whether the search was completed; what it found, the goal was told.
 * Method     Depth first. At each step a sweep or two of the dual bound; then *reduced costs* rule out candidates: if
 *            the bound with v at h falls below what is needed, h is gone. Where something is left to choose, branch on
 *            the node with the fewest candidates left, the most weight at it among equals. All comparisons are in whole
 *            numbers.
 * Time       Exponential in the worst case, each step O(Σ_v candidates · degree); a stack of the marks made.
 * Source     A. H. Land, A. G. Doig, "An Automatic Method of Solving Discrete Programming Problems", Econometrica
 *            28(3), 1960; reduced costs as in G. B. Dantzig, D. R. Fulkerson, S. M. Johnson, Operations Research 2(4),
 *            1954.
 * Ties       The candidate that collects most comes first, then the first by name, unless the goal has an order of its
 *            own.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import { countCandidates, type Domain, firstCandidate, type PlacementCore, savedBy } from './core.ts';
import type { LinkSearch } from './link-search.ts';
import type { WeightShares } from './shares/weight-shares.ts';

/** What a search looks for, asked at each step; everything about candidates goes by the marks in `domain`. */
export interface SearchGoal {
  /** The least weight that a choice worth finding saves. */
  needed(): number;
  /** Whether nothing better is to be found under the present marks, for reasons of its own. */
  isHopeless(domain: Domain): boolean;
  /** Node → its rank, where nodes are to be decided in that order and each first by its first candidate. */
  readonly order?: Int32Array | undefined;
  /** A choice that saves at least `needed()`; set for the nodes searched only, and overwritten by the next. */
  found(choice: Int32Array): void;
}

/** The nodes `from` to `to - 1`. */
interface NodeRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Searches among the nodes of some components for what the goal wants, at most so many steps. Returns whether the
 * search came to its end; the shares are afterwards what they were before.
 */
export function branchAndBound(
  search: LinkSearch,
  range: NodeRange,
  goal: SearchGoal,
  budget: Budget,
  steps: number,
): boolean {
  const { shares } = search;
  const before = shares.snapshot(range.from, range.to);
  const isCompleted = search.borrowScratch(choice =>
    new BranchAndBound(search, range, goal, { budget, steps, choice }).run(),
  );
  shares.restore(range.from, range.to, before);
  return isCompleted;
}

class BranchAndBound {
  readonly #core: PlacementCore;
  readonly #shares: WeightShares;
  readonly #budget: Budget;
  readonly #goal: SearchGoal;
  readonly #to: number;
  readonly #domain: Domain;
  /** Marks made, latest last, as indices into `dead`; and the nodes they belong to. */
  readonly #ruledOut: number[] = [];
  readonly #ruledOutAt: number[] = [];
  readonly #choice: Int32Array;
  readonly #maxSteps: number;
  #steps = 0;

  constructor(
    { core, shares }: LinkSearch,
    { from, to }: NodeRange,
    goal: SearchGoal,
    limits: { budget: Budget; steps: number; choice: Int32Array },
  ) {
    this.#core = core;
    this.#shares = shares;
    this.#budget = limits.budget;
    this.#maxSteps = limits.steps;
    this.#goal = goal;
    this.#to = to;
    this.#domain = wholeDomain(core, from, to);
    this.#choice = limits.choice;
  }

  /** Returns whether the search came to its end; false when steps or budget ran out. */
  run(): boolean {
    this.#shares.restrictTo(this.#domain);
    const completed = this.#step();
    this.#shares.restrictTo(undefined);
    return completed;
  }

  #step(): boolean {
    if (++this.#steps > this.#maxSteps || this.#budget.isSpent()) return false;
    const mark = this.#ruledOut.length;
    const completed = !this.#tighten() || this.#branch();
    this.#undo(mark);
    return completed;
  }

  /** Sweeps and rules out. Returns whether something may still be found here. */
  #tighten(): boolean {
    const shares = this.#shares;
    for (let round = 0; ; round++) {
      const before = shares.work;
      shares.sweep(this.#domain.from, this.#to);
      const needed = this.#goal.needed() * shares.unit;
      const bound = shares.savedAtMost(this.#domain.from, this.#to);
      const ruledOut = bound < needed ? 0 : this.#ruleOutByReducedCost(bound - needed);
      this.#budget.spend(shares.work - before);
      if (bound < needed) return false;
      if (this.#goal.isHopeless(this.#domain)) return false;
      if (ruledOut === 0 && round > 0) return true;
      if (round > 3) return true;
    }
  }

  #ruleOutByReducedCost(slack: number): number {
    const { from, start, dead, left } = this.#domain;
    let count = 0;
    for (let v = from; v < this.#to; v++) {
      if (left[v - from] === 1) continue;
      const collected = this.#shares.collectedBy(v);
      const base = start[v - from]!;
      const length = start[v - from + 1]! - base;
      let top = 0;
      for (let h = 0; h < length; h++) if (collected[h]! > top) top = collected[h]!;
      for (let h = 0; h < length; h++) {
        if (dead[base + h] === 1 || collected[h]! >= top - slack) continue;
        this.#ruleOut(v, base + h);
        count++;
      }
    }
    return count;
  }

  #branch(): boolean {
    const node = this.#pickNode();
    if (node < 0) {
      this.#reportLeaf();
      return true;
    }
    const { from, start, dead } = this.#domain;
    const collected = this.#shares.collectedBy(node);
    const base = start[node - from]!;
    const order: { index: number; worth: number }[] = [];
    for (let i = base; i < start[node - from + 1]!; i++) {
      if (dead[i] === 0) order.push({ index: i, worth: collected[i - base]! });
    }
    if (!this.#goal.order) order.sort((a, b) => b.worth - a.worth || a.index - b.index);
    for (const { index } of order) {
      const mark = this.#ruledOut.length;
      for (const other of order) if (other.index !== index) this.#ruleOut(node, other.index);
      const completed = this.#step();
      this.#undo(mark);
      if (!completed) return false;
    }
    return true;
  }

  #pickNode(): number {
    const { from, left } = this.#domain;
    const { incidentStart, incidentEdge, edgeWeight } = this.#core;
    const rank = this.#goal.order;
    if (rank) {
      let first = -1;
      for (let v = from; v < this.#to; v++)
        if (left[v - from]! > 1 && (first < 0 || rank[v]! < rank[first]!)) first = v;
      return first;
    }
    let best = -1;
    let bestWeight = 0;
    for (let v = from; v < this.#to; v++) {
      if (left[v - from]! < 2 || (best >= 0 && left[v - from]! > left[best - from]!)) continue;
      let weight = 0;
      for (let a = incidentStart[v]!; a < incidentStart[v + 1]!; a++) weight += edgeWeight[incidentEdge[a]!]!;
      if (best >= 0 && left[v - from] === left[best - from] && weight <= bestWeight) continue;
      best = v;
      bestWeight = weight;
    }
    return best;
  }

  #reportLeaf(): void {
    const { listLabels } = this.#core;
    for (let v = this.#domain.from; v < this.#to; v++) {
      this.#choice[v] = listLabels[firstCandidate(this.#core, v) + firstLeft(this.#domain, v)]!;
    }
    const saved = savedBy(this.#core, this.#choice, this.#domain.from, this.#to);
    if (saved >= this.#goal.needed()) this.#goal.found(this.#choice);
  }

  #ruleOut(node: number, index: number): void {
    this.#domain.dead[index] = 1;
    this.#domain.left[node - this.#domain.from]!--;
    this.#ruledOut.push(index);
    this.#ruledOutAt.push(node);
  }

  #undo(mark: number): void {
    while (this.#ruledOut.length > mark) {
      this.#domain.dead[this.#ruledOut.pop()!] = 0;
      this.#domain.left[this.#ruledOutAt.pop()! - this.#domain.from]!++;
    }
  }
}

/** The position of the first candidate that a node has left. */
export function firstLeft({ from, start, dead }: Domain, node: number): number {
  const base = start[node - from]!;
  let i = base;
  while (dead[i] === 1) i++;
  return i - base;
}

function wholeDomain(core: PlacementCore, from: number, to: number): Domain {
  const start = new Int32Array(to - from + 1);
  const left = new Int32Array(to - from);
  for (let v = from; v < to; v++) {
    left[v - from] = countCandidates(core, v);
    start[v - from + 1] = start[v - from]! + left[v - from]!;
  }
  return { from, start, dead: new Uint8Array(start[to - from]!), left };
}
