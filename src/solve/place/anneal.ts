/**
 * Simulated annealing for the combined placement problem.
 *
 * Problem: a plan with little of a weighted sum of measures that keeps room and rules.
 * Input: a state, weights, random numbers, a schedule. Result: the best plan met that keeps everything, if any was met.
 * Guarantee: none; equal input gives an equal plan.
 * Time: O(trials · (degree + resources + rules)). Space: O(nodes + labels).
 * Source: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated Annealing", Science 220, 1983; prices
 * of broken demands that follow what is broken: F. Glover, "Tabu Search, part II", ORSA JoC 2, 1990 (strategic
 * oscillation).
 * Deviations: steps of different problems differ by orders of magnitude, and so do those of one; so a quick quench
 * (`quench`) finds out at which temperatures trials end in something worse as often as they should. Half of the trials
 * draw a label by what the links would cost (see `label-bath.ts`), and where there is no room they make some. Besides
 * there are swaps, and moves of two nodes that are linked or in one group, to one label or one zone: a pair that must
 * share a zone moves no other way. Where links do not count, one node is exchanged for several, too: a large one fits
 * in no other way.
 * Ties: the first plan met stays.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { RandomNumbers } from '../random-numbers.ts';
import { LabelBath } from './label-bath.ts';
import type { Change, PlaceState } from './place-state.ts';
import { type FoundPlan, PlanKeeper } from './plan-keeper.ts';

/** What each measure counts in the sum. */
export type Weights = Readonly<Record<Exclude<keyof Change, 'broken'>, number>>;

/** How a search cools down. */
export interface Cooling {
  /** The temperatures at first and in the end; it falls geometrically. */
  readonly from: number;
  readonly to: number;
  /**
   * How much of the time for it is over, 0 to 1; asked again and again, and it ends at 1. Told of the trials done
   * since.
   */
  readonly progress: (trials: number) => number;
}

/** The shares of trials that end in something worse when a search begins and when it may end. */
const hotShare = 0.08;
const coldShare = 0.005;
/** A quench cools down by so much a round of one trial for each node, and ends after so many rounds. */
const quenchStep = 0.8;
const quenchRounds = 200;

/** How prices of what is broken rise a round. */
const slowRise = 1.05;
const quickRise = 1.15;

/** Of a hundred trials so many draw a label by the links, and so many of the others are swaps. */
const bathTrials = 50;
const swapTrials = 30;
/** Where links do not count, so many of a hundred trials are exchanges of one node against several. */
const exchangeTrials = 5;
/** An exchange looks at so many nodes that might go the other way. */
const mostExchanged = 12;

/** So many trials for each node are done to mend a plan in the end that breaks something. */
const mendingTrials = 30;

/** So many trials after one another are done before prices, temperature and clock are looked at. */
const round = 2000;

export class Annealer {
  readonly state: PlaceState;
  readonly weights: Weights;
  readonly #random: RandomNumbers;
  readonly #keeper: PlanKeeper;
  readonly #isCandidate: (node: number, label: number) => boolean;
  brokenPrice: number;
  #temperature = 0;
  /** Trials of the round that ended in something worse. */
  #worse = 0;
  /** Label → its nodes; node → its place in there. */
  readonly #nodesOn: number[][];
  readonly #place: Int32Array;
  readonly #bath: LabelBath;
  readonly #bathTrials: number;

  constructor(
    state: PlaceState,
    weights: Weights,
    random: RandomNumbers,
    isCandidate: (node: number, label: number) => boolean,
    brokenPrice: number,
  ) {
    this.state = state;
    this.weights = weights;
    this.#random = random;
    this.#isCandidate = isCandidate;
    this.#keeper = new PlanKeeper(state);
    this.#keeper.offer();
    this.brokenPrice = brokenPrice;
    this.#nodesOn = Array.from({ length: state.problem.labelCount }, () => []);
    this.#place = new Int32Array(state.problem.nodeCount);
    this.#bath = new LabelBath(state.problem, state.links, state.label, random, isCandidate);
    this.#bathTrials = weights.links > 0 && state.problem.links.u.length > 0 ? bathTrials : 0;
    this.refill();
  }

  /** The best plan met. */
  best(): FoundPlan | undefined {
    return this.#keeper.best();
  }

  /** Takes over the plan of the state, which somebody else changed. */
  refill(): void {
    for (const list of this.#nodesOn) list.length = 0;
    this.state.label.forEach((label, node) => {
      this.#place[node] = this.#nodesOn[label]!.push(node) - 1;
    });
  }

  /** Searches while it cools down, for two rounds at least. */
  run({ from, to, progress }: Cooling): void {
    for (let done = 0, last = false; !last; ) {
      last = done >= 1;
      this.#temperature = from * (to / from) ** done;
      this.#followPrices(slowRise);
      for (let k = 0; k < round; k++) this.#try();
      done = Math.min(1, progress(round));
    }
    this.#mend(progress);
  }

  /** Goes on in the cold, with ever higher prices, where no plan was met that keeps everything, but not for ever. */
  #mend(progress: Cooling['progress']): void {
    const rounds = (mendingTrials * this.state.problem.nodeCount) / round;
    for (let k = 0; k < rounds && this.best() === undefined; k++) {
      this.#followPrices(quickRise);
      for (let i = 0; i < round; i++) this.#try();
      progress(round);
    }
  }

  /**
   * Cools down quickly, and says between which temperatures a search should take its time. It goes on until the plan
   * keeps everything, but not for ever. `isOver` is told of the trials done since, and ends it.
   */
  quench(temperature: number, isOver: (trials: number) => boolean): { readonly from: number; readonly to: number } {
    const trials = Math.max(round, this.state.problem.nodeCount);
    let from = temperature;
    this.#temperature = temperature;
    for (let k = 0; k < quenchRounds; k++) {
      this.#worse = 0;
      for (let done = 0; done < trials; done += round) {
        this.#followPrices(quickRise);
        for (let i = 0; i < round; i++) this.#try();
      }
      const share = this.#worse / trials;
      if (share > hotShare) from = this.#temperature;
      if (isOver(trials)) break;
      if (share > coldShare) this.#temperature *= quenchStep;
      else if (this.state.isFeasible) break;
    }
    return { from: Math.max(from, this.#temperature), to: this.#temperature };
  }

  #followPrices(rise: number): void {
    const { rooms, total } = this.state;
    for (let r = 0; r < rooms.price.length; r++) {
      rooms.price[r]! *= rooms.excessOf(r) > 0 ? rise : 0.97;
      rooms.price[r] = Math.max(rooms.price[r]!, 1e-9);
    }
    this.brokenPrice *= total.broken > 0 ? rise : 0.97;
    rooms.reprice();
  }

  #try(): void {
    const node = this.#random.below(this.state.problem.nodeCount);
    const dice = this.#random.below(100);
    if (dice < this.#bathTrials) {
      const to = this.#bath.draw(node, this.#temperature / this.weights.links);
      if (to >= 0) this.#considerDrawn(node, to);
      return;
    }
    const to = this.#chooseLabel(node, dice % 10 < 6);
    if (to < 0) return;
    if (dice < 50) this.#consider(node, to);
    else if (this.#bathTrials === 0 && dice < 50 + exchangeTrials) this.#exchange(node, to);
    else if (dice < 50 + swapTrials) this.#swap(node, to);
    else this.#together(node, to);
  }

  /** Takes a move that was drawn by its links if nothing else speaks against it; makes room where there is none. */
  #considerDrawn(node: number, to: number): void {
    const { state } = this;
    state.look(node, to);
    const change = this.#scalar();
    if (change - this.weights.links * state.change.links <= this.#threshold()) {
      if (change > 0) this.#worse++;
      this.#move(node, to);
      this.#settle();
    } else if (state.rooms.overloadChange > 0) {
      this.#makeRoom(node, to, change);
    }
  }

  /** Moves a node to a label and one that is there to where it would go, or into its place. */
  #makeRoom(node: number, to: number, change: number): void {
    const { state } = this;
    const list = this.#nodesOn[to]!;
    if (list.length === 0) return;
    const other = list[this.#random.below(list.length)]!;
    const from = state.label[node]!;
    this.#move(node, to);
    const isSwap = this.#random.below(2) === 0 && this.#isCandidate(other, from);
    const goal = isSwap ? from : this.#bath.draw(other, this.#temperature / this.weights.links);
    if (goal >= 0) {
      state.look(other, goal);
      const both = change + this.#scalar();
      if (both <= this.#threshold()) {
        if (both > 0) this.#worse++;
        this.#move(other, goal);
        this.#settle();
        return;
      }
    }
    state.look(node, from);
    this.#move(node, from);
  }

  /** A label for a node: that of a neighbour, or any candidate; -1 where the one drawn is none or is the node's own. */
  #chooseLabel(node: number, byNeighbour: boolean): number {
    const { label, links, problem } = this.state;
    const begin = links.start[node]!;
    const degree = links.start[node + 1]! - begin;
    if (byNeighbour && degree > 0) {
      const to = label[links.neighbour[begin + this.#random.below(degree)]!]!;
      return to !== label[node] && this.#isCandidate(node, to) ? to : -1;
    }
    const list = problem.listOf[node]!;
    const first = problem.lists.start[list]!;
    const to = problem.lists.items[first + this.#random.below(problem.lists.start[list + 1]! - first)]!;
    return to === label[node] ? -1 : to;
  }

  #scalar(): number {
    const { change, rooms } = this.state;
    const w = this.weights;
    return (
      w.links * change.links +
      w.labels * change.labels +
      w.cost * change.cost +
      w.moves * change.moves +
      w.load * change.load +
      w.balance * change.balance +
      w.wishes * change.wishes +
      this.brokenPrice * change.broken +
      rooms.overloadChange
    );
  }

  /** What is still taken: 0 or less always, more by chance. */
  #threshold(): number {
    return -this.#temperature * Math.log((this.#random.below(0xffffff) + 1) / 0x1000000);
  }

  #consider(node: number, to: number): void {
    this.state.look(node, to);
    const change = this.#scalar();
    if (change > this.#threshold()) return;
    if (change > 0) this.#worse++;
    this.#move(node, to);
    this.#settle();
  }

  #swap(node: number, to: number): void {
    const { label } = this.state;
    const list = this.#nodesOn[to]!;
    if (list.length === 0) {
      this.#consider(node, to);
      return;
    }
    const other = list[this.#random.below(list.length)]!;
    const from = label[node]!;
    if (!this.#isCandidate(other, from)) return;
    this.#pair(node, to, other, from);
  }

  /** Moves a node to a label, and nodes that are there into its place as long as that makes things better. */
  #exchange(node: number, to: number): void {
    const { state } = this;
    const from = state.label[node]!;
    const threshold = this.#threshold();
    const others: number[] = [];
    state.look(node, to);
    let change = this.#scalar();
    this.#move(node, to);
    for (let tries = 0; change > threshold && tries < mostExchanged; tries++) {
      const list = this.#nodesOn[to]!;
      const other = list[this.#random.below(list.length)]!;
      if (other === node || !this.#isCandidate(other, from)) continue;
      state.look(other, from);
      const its = this.#scalar();
      if (its >= 0) continue;
      change += its;
      this.#move(other, from);
      others.push(other);
    }
    if (change <= threshold) {
      if (change > 0) this.#worse++;
      this.#settle();
      return;
    }
    for (const other of others.reverse()) {
      state.look(other, to);
      this.#move(other, to);
    }
    state.look(node, from);
    this.#move(node, from);
  }

  /** Moves a node and one that is linked to it or in a rule with it, to the same label or zone. */
  #together(node: number, to: number): void {
    const { state } = this;
    const mate = this.#chooseMate(node);
    if (mate < 0 || mate === node) {
      this.#consider(node, to);
      return;
    }
    let goal = to;
    if (!this.#isCandidate(mate, to) || this.#random.below(2) === 0) {
      goal = this.#chooseLabel(mate, this.#random.below(2) === 0);
    }
    if (goal < 0 || goal === state.label[mate] || !this.#isCandidate(mate, goal)) return;
    this.#pair(node, to, mate, goal);
  }

  #chooseMate(node: number): number {
    const { links, rules, problem } = this.state;
    if (rules.concerns(node) && this.#random.below(2) === 0) {
      const its = rules.rulesOf(node);
      const entry = its[this.#random.below(its.length)]!;
      const rule = problem.rules[entry < 0 ? ~entry : entry]!;
      return rule.nodes[this.#random.below(rule.nodes.length)]!;
    }
    const begin = links.start[node]!;
    const degree = links.start[node + 1]! - begin;
    return degree === 0 ? -1 : links.neighbour[begin + this.#random.below(degree)]!;
  }

  #pair(first: number, to: number, second: number, goal: number): void {
    const { state } = this;
    const from = state.label[first]!;
    state.look(first, to);
    let change = this.#scalar();
    this.#move(first, to);
    state.look(second, goal);
    change += this.#scalar();
    if (change <= this.#threshold()) {
      if (change > 0) this.#worse++;
      this.#move(second, goal);
      this.#settle();
      return;
    }
    state.look(first, from);
    this.#move(first, from);
  }

  #move(node: number, to: number): void {
    this.#keeper.leave();
    const from = this.state.label[node]!;
    const old = this.#nodesOn[from]!;
    const last = old.pop()!;
    if (last !== node) {
      const place = this.#place[node]!;
      old[place] = last;
      this.#place[last] = place;
    }
    this.#place[node] = this.#nodesOn[to]!.push(node) - 1;
    this.state.move(node, to);
  }

  #settle(): void {
    this.#keeper.offer();
  }
}
