/**
 * What each label has left where loads, costs and moves count and links do not, and what a move would cost there.
 *
 * Problem: with a dozen scarce resources nearly all moves cost more than they may. What a node's going saves on its
 * label is known beforehand; what its coming costs on another one adds up resource by resource and never falls: so a
 * look ends with the resource that is one too many.
 * Input: a problem, what measures weigh, a label for each node. Result: `shift` and `swap` say by how much the weighted
 * sum of load, balance and overload would change, or infinity if by more than a limit; `move` does it.
 * Time: O(resources + balances) for each. Space: O((nodes + labels) · resources).
 * Deviations: what moves hold twice is followed only where each class is of one node with one home: see `canFollow`.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { Weights } from '../anneal.ts';
import type { Balance, PlaceProblem } from '../place-problem.ts';

/** Whether what a problem's plans hold can be followed in this way. O(nodes). */
export function canFollow({ resources, moves }: PlaceProblem): boolean {
  if (resources.every(({ transient }) => !transient)) return true;
  const sizes = new Int32Array(moves.newcomers.length);
  for (const its of moves.classOf) sizes[its]!++;
  return sizes.every((size, its) => size <= 1 && moves.homes.start[its + 1]! - moves.homes.start[its]! <= 1);
}

export class LoadTable {
  /** What is used beyond what labels have, and the two measures. */
  excess = 0;
  load = 0;
  balance = 0;
  readonly #weights: Weights;
  readonly #label: Int32Array;
  readonly #count: number;
  /** Resources from this one on are transient; see `orderResources`. */
  readonly #steady: number;
  readonly #need: Float64Array;
  /** Node → its home where something is transient; else -1. */
  readonly #home: Int32Array;
  /** Label by label what is left: of what it has, counting what moves hold twice; of what is comfortable; of all. */
  readonly #slack: Float64Array;
  readonly #ease: Float64Array;
  readonly #rest: Float64Array;
  /** What a unit of load counts, what it weighs in the sum, and what one of overload does. */
  readonly #loadWeight: Float64Array;
  readonly #weight: Float64Array;
  readonly #price: Float64Array;
  readonly #balances: readonly Balance[];
  /** Node → what its going saves on its label, and as of which change of that label. */
  readonly #relief: Float64Array;
  readonly #knownAt: Float64Array;
  readonly #changedAt: Float64Array;
  #now = 1;

  constructor(problem: PlaceProblem, weights: Weights, label: Int32Array) {
    const { resources, labelCount, nodeCount, moves, balances } = problem;
    this.#weights = weights;
    this.#label = label;
    const order = orderResources(resources);
    const count = resources.length;
    this.#count = count;
    this.#steady = resources.filter(({ transient }) => !transient).length;
    this.#need = sideBySide(order, nodeCount, r => resources[r]!.need);
    this.#slack = sideBySide(order, labelCount, r => resources[r]!.have);
    this.#rest = this.#slack.slice();
    const boundless = new Float64Array(labelCount).fill(Number.POSITIVE_INFINITY);
    this.#ease = sideBySide(order, labelCount, r => resources[r]!.comfortable ?? boundless);
    this.#loadWeight = Float64Array.from(order, r => resources[r]!.loadWeight);
    this.#weight = this.#loadWeight.map(weight => weights.load * weight);
    this.#price = new Float64Array(count).fill(1);
    this.#home = Int32Array.from(moves.classOf, its => {
      const first = moves.homes.start[its]!;
      return this.#steady < count && first < moves.homes.start[its + 1]! ? moves.homes.items[first]! : -1;
    });
    this.#balances = balances.map(balance => ({
      ...balance,
      of: order.indexOf(balance.of),
      against: order.indexOf(balance.against),
    }));
    this.#relief = new Float64Array(nodeCount);
    this.#knownAt = new Float64Array(nodeCount);
    this.#changedAt = new Float64Array(labelCount).fill(1);
    this.#fill();
  }

  #fill(): void {
    const count = this.#count;
    for (let at = 0; at < this.#rest.length; at += count) {
      for (const { of, against, ratio, weight } of this.#balances) {
        this.balance += weight * Math.max(0, ratio * this.#rest[at + of]! - this.#rest[at + against]!);
      }
      for (let r = 0; r < count; r++) {
        this.excess += Math.max(0, -this.#slack[at + r]!);
        this.load += this.#loadWeight[r]! * Math.max(0, -this.#ease[at + r]!);
      }
    }
    this.#label.forEach((label, node) => {
      const at = this.#home[node]! * count;
      if (at >= 0) for (let r = this.#steady; r < count; r++) this.#hold(at + r, this.#need[node * count + r]!);
      this.#change(node, label, 1);
    });
  }

  /** Sets what a unit of overload of each resource weighs: told the price so far, and what is over. O(everything). */
  reprice(next: (price: number, excess: number, resource: number) => number): void {
    const count = this.#count;
    for (let r = 0; r < count; r++) {
      let excess = 0;
      for (let i = r; i < this.#slack.length; i += count) if (this.#slack[i]! < 0) excess -= this.#slack[i]!;
      this.#price[r] = next(this.#price[r]!, excess, r);
    }
    this.#changedAt.fill(++this.#now);
  }

  /** What nodes need on average of a resource, as `reprice` numbers them. O(nodes). */
  meanNeed(resource: number): number {
    let sum = 0;
    for (let i = resource; i < this.#need.length; i += this.#count) sum += this.#need[i]!;
    return sum / Math.max(1, this.#home.length);
  }

  /** Moves a node. O(resources + balances). */
  move(node: number, to: number): void {
    this.#change(node, this.#label[node]!, -1);
    this.#change(node, to, 1);
    this.#label[node] = to;
  }

  #change(node: number, label: number, sign: 1 | -1): void {
    const count = this.#count;
    const its = node * count;
    const at = label * count;
    this.balance += this.#lackChange(at, its, -sign, its, 0);
    const held = this.#home[node] === label ? this.#steady : count;
    for (let r = 0; r < count; r++) {
      const amount = sign * this.#need[its + r]!;
      if (amount === 0) continue;
      const before = this.#ease[at + r]!;
      const now = before - amount;
      this.#ease[at + r] = now;
      this.load += this.#loadWeight[r]! * (Math.min(0, before) - Math.min(0, now));
      this.#rest[at + r]! -= amount;
      if (r < held) this.#hold(at + r, amount);
    }
    this.#changedAt[label] = ++this.#now;
  }

  #hold(at: number, amount: number): void {
    const before = this.#slack[at]!;
    const now = before - amount;
    this.#slack[at] = now;
    this.excess += Math.min(0, before) - Math.min(0, now);
  }

  /** What a node's going saves on its label, of load and overload. O(1) if it is known, else O(resources). */
  #reliefOf(node: number): number {
    const label = this.#label[node]!;
    if (this.#knownAt[node] !== this.#changedAt[label]!) {
      this.#knownAt[node] = this.#changedAt[label]!;
      this.#relief[node] = this.#relieve(node, label);
    }
    return this.#relief[node]!;
  }

  #relieve(node: number, label: number): number {
    const count = this.#count;
    const held = this.#home[node] === label ? this.#steady : count;
    let sum = 0;
    for (let r = 0, i = node * count, j = label * count; r < count; r++, i++, j++) {
      const need = this.#need[i]!;
      const ease = this.#ease[j]!;
      if (ease < 0) sum += this.#weight[r]! * Math.min(need, -ease);
      const slack = this.#slack[j]!;
      if (slack < 0 && r < held) sum += this.#price[r]! * Math.min(need, -slack);
    }
    return sum;
  }

  /** By how much the sum changes when a node moves to another label; infinity if by more than `limit`. */
  shift(node: number, to: number, limit: number): number {
    const count = this.#count;
    const its = node * count;
    const at = to * count;
    let change = -this.#reliefOf(node);
    if (this.#balances.length > 0) {
      const here = this.#lackChange(this.#label[node]! * count, its, 1, its, 0);
      change += this.#weights.balance * (here + this.#lackChange(at, its, -1, its, 0));
    }
    const held = this.#home[node] === to ? this.#steady : count;
    for (let r = 0; r < count; r++) {
      const need = this.#need[its + r]!;
      const slack = this.#slack[at + r]! - need;
      if (slack < 0 && r < held) change += this.#price[r]! * Math.min(need, -slack);
      const ease = this.#ease[at + r]! - need;
      if (ease < 0) change += this.#weight[r]! * Math.min(need, -ease);
      if (change > limit) return Number.POSITIVE_INFINITY;
    }
    return change;
  }

  /** The same of two nodes on different labels that change places. */
  swap(first: number, second: number, limit: number): number {
    const i = first * this.#count;
    const j = second * this.#count;
    const a = this.#label[first]! * this.#count;
    const b = this.#label[second]! * this.#count;
    let change = -this.#reliefOf(first) - this.#reliefOf(second);
    if (this.#balances.length > 0) {
      change += this.#weights.balance * (this.#lackChange(a, i, 1, j, -1) + this.#lackChange(b, j, 1, i, -1));
    }
    // What either needs and is missing when it comes where the other one has left.
    for (let r = 0; r < this.#steady; r++) {
      const x = this.#need[i + r]!;
      const y = this.#need[j + r]!;
      const more = x - y;
      const lackThere = more - this.#slack[b + r]!;
      if (lackThere > 0) change += this.#price[r]! * Math.min(x, lackThere);
      const lackHere = -more - this.#slack[a + r]!;
      if (lackHere > 0) change += this.#price[r]! * Math.min(y, lackHere);
      const loadThere = more - this.#ease[b + r]!;
      if (loadThere > 0) change += this.#weight[r]! * Math.min(x, loadThere);
      const loadHere = -more - this.#ease[a + r]!;
      if (loadHere > 0) change += this.#weight[r]! * Math.min(y, loadHere);
      if (change > limit) return Number.POSITIVE_INFINITY;
    }
    if (this.#steady < this.#count) change += this.#transientSwap(first, second);
    return change > limit ? Number.POSITIVE_INFINITY : change;
  }

  /** What comes on top of transient resources: on a node's home it counts nothing more, and its going frees nothing. */
  #transientSwap(first: number, second: number): number {
    const count = this.#count;
    const here = this.#label[first]!;
    const there = this.#label[second]!;
    let change = 0;
    for (let r = this.#steady; r < count; r++) {
      const x = this.#need[first * count + r]!;
      const y = this.#need[second * count + r]!;
      const comesThere = this.#home[first] === there ? 0 : x;
      const leavesThere = this.#home[second] === there ? 0 : y;
      const comesHere = this.#home[second] === here ? 0 : y;
      const leavesHere = this.#home[first] === here ? 0 : x;
      const [slackHere, slackThere] = [this.#slack[here * count + r]!, this.#slack[there * count + r]!];
      const [easeHere, easeThere] = [this.#ease[here * count + r]!, this.#ease[there * count + r]!];
      change +=
        this.#price[r]! * missing(comesThere, slackThere + leavesThere) +
        this.#price[r]! * missing(comesHere, slackHere + leavesHere) +
        this.#weight[r]! * missing(x, easeThere + y) +
        this.#weight[r]! * missing(y, easeHere + x);
    }
    return change;
  }

  /** What a label lacks more for its balances when one node's needs, times `x`, are left there more, and another's. */
  #lackChange(at: number, first: number, x: number, second: number, y: number): number {
    let sum = 0;
    for (const { of, against, ratio, weight } of this.#balances) {
      const before = ratio * this.#rest[at + of]! - this.#rest[at + against]!;
      const more = x * (ratio * this.#need[first + of]! - this.#need[first + against]!);
      const less = y * (ratio * this.#need[second + of]! - this.#need[second + against]!);
      sum += weight * (Math.max(0, before + more + less) - Math.max(0, before));
    }
    return sum;
  }
}

/** What is missing for a need where so much is left. */
function missing(need: number, left: number): number {
  return Math.max(0, Math.min(need, need - left));
}

/** Those that are not transient first, and of these the scarce ones: they are short before the others are. */
function orderResources(resources: PlaceProblem['resources']): number[] {
  const total = (amounts: Float64Array): number => amounts.reduce((sum, amount) => sum + amount, 0);
  const scarcity = resources.map(({ need, have }) => total(need) / Math.max(1e-9, total(have)));
  const isLate = resources.map(({ transient }) => Number(transient));
  return resources.map((_, r) => r).sort((a, b) => isLate[a]! - isLate[b]! || scarcity[b]! - scarcity[a]! || a - b);
}

/** Amounts of resources one beside the other for each node or label. */
function sideBySide(
  order: readonly number[],
  count: number,
  amounts: (resource: number) => Float64Array,
): Float64Array {
  const result = new Float64Array(count * order.length);
  for (const [place, r] of order.entries()) {
    const its = amounts(r);
    for (let i = 0; i < count; i++) result[i * order.length + place] = its[i]!;
  }
  return result;
}
