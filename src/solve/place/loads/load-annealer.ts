/**
 * Simulated annealing where loads, costs and moves count and links do not.
 *
 * Problem, guarantee: as in `anneal.ts`, from a plan that keeps everything. With a dozen scarce resources a hundred
 * moves are refused for one that is done, and only the number of trials counts: here a refused one looks at a few
 * resources alone (`load-table.ts`).
 * Method: moves; swaps; and exchanges of a node for several, which go where it came from as long as that saves
 * anything: the sizes of nodes differ by orders of magnitude, and a large one fits in no other way. Whatever has to be
 * near to a node that is exchanged may go with it. Large ones are drawn more often than small ones, since small ones
 * find their places quickly.
 * Time: O(trials · resources). Space: that of the state. Ties: the first plan met stays.
 * Sources: see `anneal.ts`; exchanges: H. Gavranović, M. Buljubašić, E. Demirović, "Variable Neighborhood Search for
 * Google Machine Reassignment Problem", ENDM 39, 2012 (big process rearrangement).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { RandomNumbers } from '../../random-numbers.ts';
import type { Cooling, Weights } from '../anneal.ts';
import type { PlaceProblem } from '../place-problem.ts';
import { PlaceState } from '../place-state.ts';
import { type FoundPlan, PlanKeeper } from '../plan-keeper.ts';
import { LoadState } from './load-state.ts';

/** How prices of what is over rise and fall a round. */
const rise = 1.02;
const fall = 0.995;
/** So many trials after one another are done before prices, temperature and clock are looked at. */
const round = 2000;
/** Of a hundred trials so many are swaps, and so many exchanges. */
const swapTrials = 40;
const exchangeTrials = 2;
/** An exchange looks at so many nodes that might go the other way. */
const mostExchanged = 12;

/** Work that a trial counts for. */
export const workOfLoadTrial = ({ resources }: PlaceProblem): number => 25 + 2 * resources.length;

export class LoadAnnealer {
  readonly #state: LoadState;
  readonly #random: RandomNumbers;
  readonly #isCandidate: (node: number, label: number) => boolean;
  readonly #keeper: PlanKeeper;
  /** Nodes by what they need, the largest first. */
  readonly #bySize: Int32Array;
  /** Label → its nodes; node → its place in there. */
  readonly #nodesOn: number[][];
  readonly #place: Int32Array;
  #temperature = 0;

  /** @param step what a usual step changes the sum by: the scale of prices */
  constructor(
    { problem, weights, step }: { readonly problem: PlaceProblem; readonly weights: Weights; readonly step: number },
    random: RandomNumbers,
    isCandidate: (node: number, label: number) => boolean,
    label: Int32Array,
  ) {
    this.#state = new LoadState(problem, weights, label);
    const { table } = this.#state;
    table.reprice((_price, _excess, r) => (2 * step) / Math.max(1e-9, table.meanNeed(r)));
    this.#state.brokenPrice = 3 * step;
    this.#random = random;
    this.#isCandidate = isCandidate;
    this.#keeper = new PlanKeeper(this.#state);
    this.#keeper.offer();
    this.#bySize = sortBySize(problem);
    this.#nodesOn = Array.from({ length: problem.labelCount }, () => []);
    this.#place = new Int32Array(problem.nodeCount);
    this.#refill();
  }

  /** The best plan met. O(everything). */
  best(): FoundPlan | undefined {
    const best = this.#keeper.best();
    if (best === undefined) return undefined;
    return { label: best.label, measures: new PlaceState(this.#state.problem, best.label.slice()).measures() };
  }

  /** Searches while it cools down. */
  run({ from, to, progress }: Cooling): void {
    for (let done = 0; done < 1; done = progress(round)) {
      this.#temperature = from * (to / from) ** done;
      this.#state.table.reprice((price, excess) => Math.max(1e-9, price * (excess > 0 ? rise : fall)));
      this.#state.brokenPrice = Math.max(1e-9, this.#state.brokenPrice * (this.#state.broken > 0 ? rise : fall));
      for (let k = 0; k < round; k++) this.#try();
    }
  }

  #refill(): void {
    this.#state.label.forEach((label, node) => {
      this.#place[node] = this.#nodesOn[label]!.push(node) - 1;
    });
  }

  #try(): void {
    const { label } = this.#state;
    const node = this.#drawNode();
    const dice = this.#random.below(100);
    if (dice < swapTrials) {
      const other = this.#drawNode();
      if (label[other] !== label[node]) this.#swap(node, other);
      return;
    }
    const to = this.#drawLabel(node);
    if (to === label[node]) return;
    if (dice < swapTrials + exchangeTrials) this.#exchange(node, to);
    else if (this.#state.lookAtShift(node, to, this.#threshold()) < Number.POSITIVE_INFINITY) {
      this.#move(node, to);
      this.#keeper.offer();
    }
  }

  #drawNode(): number {
    return this.#bySize[Math.floor(this.#bySize.length * this.#random.fraction() ** 2)]!;
  }

  #drawLabel(node: number): number {
    const { listOf, lists } = this.#state.problem;
    const first = lists.start[listOf[node]!]!;
    return lists.items[first + this.#random.below(lists.start[listOf[node]! + 1]! - first)]!;
  }

  /** What is still taken: 0 or less always, more by chance. */
  #threshold(): number {
    return -this.#temperature * Math.log((this.#random.below(0xffffff) + 1) / 0x1000000);
  }

  #swap(first: number, second: number): void {
    const [a, b] = [this.#state.label[first]!, this.#state.label[second]!];
    if (!this.#isCandidate(first, b) || !this.#isCandidate(second, a)) return;
    this.#keeper.leave();
    if (this.#state.swap(first, second, this.#threshold()) === Number.POSITIVE_INFINITY) return;
    const place = this.#place[first]!;
    this.#nodesOn[a]![place] = second;
    this.#nodesOn[b]![this.#place[second]!] = first;
    this.#place[first] = this.#place[second]!;
    this.#place[second] = place;
    this.#keeper.offer();
  }

  /**
   * Moves a node to a label, its mates as well, and nodes that are there into its place, as long as that makes things
   * better.
   */
  #exchange(node: number, to: number): void {
    const state = this.#state;
    const from = state.label[node]!;
    const threshold = this.#threshold();
    const mates = state.matesOf(node);
    let change = state.lookAtShift(node, to, Number.POSITIVE_INFINITY);
    this.#move(node, to);
    const others: number[] = [];
    for (let tries = 0; change > threshold && tries < mostExchanged; tries++) {
      const list = tries < mates.length ? mates : this.#nodesOn[to]!;
      const other = list === mates ? mates[tries]! : list[this.#random.below(list.length)]!;
      const goal = state.label[other] === to ? from : to;
      if (other === node || !this.#isCandidate(other, goal)) continue;
      const its = state.lookAtShift(other, goal, 0);
      if (its >= 0) continue;
      change += its;
      this.#move(other, goal);
      others.push(other);
    }
    if (change <= threshold) {
      this.#keeper.offer();
      return;
    }
    for (const other of others.reverse()) this.#move(other, state.label[other] === to ? from : to);
    this.#move(node, from);
  }

  #move(node: number, to: number): void {
    this.#keeper.leave();
    const old = this.#nodesOn[this.#state.label[node]!]!;
    const last = old.pop()!;
    if (last !== node) {
      const place = this.#place[node]!;
      old[place] = last;
      this.#place[last] = place;
    }
    this.#place[node] = this.#nodesOn[to]!.push(node) - 1;
    this.#state.shift(node, to);
  }
}

/** By the largest part of a mean label that a node needs of any resource. */
function sortBySize({ resources, nodeCount, labelCount }: PlaceProblem): Int32Array {
  const size = new Float64Array(nodeCount);
  for (const { need, have } of resources) {
    const mean = have.reduce((sum, amount) => sum + amount, 0) / labelCount;
    for (let node = 0; node < nodeCount; node++) {
      size[node] = Math.max(size[node]!, need[node]! / Math.max(1e-9, mean));
    }
  }
  return Int32Array.from({ length: nodeCount }, (_, node) => node).sort((a, b) => size[b]! - size[a]! || a - b);
}
