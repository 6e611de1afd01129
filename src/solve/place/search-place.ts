/**
 * Good plans for the combined placement problem, ever better ones as long as time lasts.
 *
 * Problem, input: a placement problem, and a plan to begin with where there is one. Result: the best plan found that
 * keeps room and rules, if any was found.
 * Guarantee: none; see the bounds. Equal input ends in an equal plan where work, not the clock, ends the search. A
 * plan to begin with that keeps everything never gets worse.
 * Method: a quick quench for a first plan, and to learn the temperatures. Then a few plans by multilevel annealing (the
 * problem is made coarser until it has some thousand nodes, annealed from hot to cold, and made finer step by step,
 * annealed again from lukewarm). Then, as long as time lasts, two of the plans are combined: what both keep together
 * stays together while the smaller problem is annealed, and then the whole is annealed from cool to cold. Where that
 * gains nothing any more the plans have become alike: the best one is kept, others are made from the beginning, and the
 * best ones of all these generations are combined.
 * Sources: see `anneal.ts`, `coarsen.ts` and `combine-plans.ts`; for generations apart from each other, that meet at
 * times, E. Cantú-Paz, "A survey of parallel genetic algorithms", Calculateurs Parallèles 10, 1998.
 */

import type { Budget } from '../budget.ts';
import { RandomNumbers } from '../random-numbers.ts';
import { Annealer, type Cooling } from './anneal.ts';
import { type Coarser, coarsen } from './coarsen.ts';
import { combinePlans, expandPlan, projectPlan } from './combine-plans.ts';
import { compareMeasures, evaluateObjective } from './compare-measures.ts';
import { LoadAnnealer, workOfLoadTrial } from './loads/load-annealer.ts';
import { canFollow } from './loads/load-table.ts';
import type { PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';
import type { FoundPlan } from './plan-keeper.ts';
import { weighMeasures } from './weigh-measures.ts';

export type { FoundPlan } from './plan-keeper.ts';

/** Problems with more nodes are made coarser first. */
const coarseNodes = 3000;

/**
 * Work that a trial counts for: some two million a second of a small problem, and fewer of a large one, whose nodes
 * wait for memory.
 */
const workOfTrial = ({ nodeCount }: PlaceProblem): number => 95 + 45 * Math.min(1, nodeCount / 10_000);

/**
 * Trials for a plan of its own, and for one combined of two, for each node; and the parts of all that they take. Of a
 * large problem plans are made in a hurry: combining them gains more.
 */
const trialsOfPlan = (nodeCount: number): number => Math.max(1000, Math.min(6000, 12_000_000 / nodeCount));
const trialsOfCombination = 1000;
const partOfPlan = 0.4;
const partOfCombination = 0.06;
/** So many plans of their own, in this part of the time; and so many combinations in vain before others are made. */
const mostPlans = 8;
const partOfPlans = 0.5;
const mostInVain = 24;

/** Searches near a plan: temperatures in usual steps of the first objective, and the part of the time for one. */
const hotNear = 0.01;
const coldNear = 1e-4;
const partOfStretch = 0.2;
const partOfQuickStretch = 0.4;

/** Temperatures between hot (0) and cold (1) from which a search goes on with a plan that is good already. */
const warm = 0.4;
const cool = 0.75;

export interface SearchOptions {
  readonly budget: Budget;
  /** The part of the budget that the search will have: 1 when left out. */
  readonly share?: number;
  readonly seed?: number;
  /** A plan to begin with; it need not keep anything but candidates. */
  readonly start?: Int32Array | undefined;
}

/** A stretch of a search: it ends when so much of the budget is spent. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** A search in steps, so that others may work on the same budget in between. */
export class PlaceSearch {
  readonly #problem: PlaceProblem;
  readonly #options: SearchOptions;
  readonly #budget: Budget;
  readonly #random: RandomNumbers;
  readonly #levels: readonly Coarser[];
  /** Good plans, each of another descent, that are combined; and the best ones of generations that came to an end. */
  #plans: FoundPlan[] = [];
  #elders: FoundPlan[] = [];
  #areElders = false;
  /** Combinations since one was better than a plan that it is of. */
  #inVain = 0;
  /** When this generation began: what the search had spent, and what everybody had. */
  #born = { own: 0, all: 0 };
  #best: FoundPlan | undefined;
  /** Temperatures: see `Annealer.quench`. */
  #hot = 1;
  #cold = 0.1;
  /** The part of the budget that the search will have, and what it has spent of it, as a part of all. */
  readonly #share: number;
  #own = 0;

  constructor(problem: PlaceProblem, options: SearchOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#budget = options.budget;
    this.#random = new RandomNumbers(options.seed ?? 1);
    this.#levels = makeLevels(problem);
    this.#share = options.share ?? 1;
  }

  /** The best plan found that keeps everything. */
  get best(): FoundPlan | undefined {
    return this.#best;
  }

  /** A first plan, in a hurry, if there is one to be had. */
  begin(): void {
    this.#count(() => {
      this.#stayNear();
      this.#quench();
    });
  }

  /** A plan of its own or, once there are enough of these, one combined of two. */
  step(): void {
    this.#count(() => {
      if (this.#inVain >= mostInVain) this.#renew();
      if (this.#isGrowing) {
        this.#makePlan(this.#partOf(trialsOfPlan(this.#problem.nodeCount), partOfPlan));
      } else {
        this.#goOn(this.#partOf(trialsOfCombination, partOfCombination));
      }
    });
  }

  /** Takes in a plan that somebody else found, which keeps everything. */
  offer({ label, measures }: FoundPlan): void {
    const plan = { label, measures };
    if (this.#plans.every(known => this.#compare(known, plan) !== 0)) this.#plans.push(plan);
    this.#keep(plan);
  }

  #count(step: () => void): void {
    const before = this.#spent;
    step();
    this.#own += this.#spent - before;
  }

  get #spent(): number {
    return this.#budget.spentFraction();
  }

  /** The part of the budget that so many trials for each node take, but at most so much of the search's. */
  #partOf(trials: number, most: number): number {
    const work = trials * workOfTrial(this.#problem) * this.#problem.nodeCount;
    return Math.min(most * this.#share, work / Math.max(1, this.#budget.work));
  }

  /**
   * Where loads, costs and moves count and not links, a good plan is near the one to begin with: cold searches from
   * there, and from where they end, as long as they help.
   */
  #stayNear(): void {
    const { start } = this.#options;
    const { weights, step } = weighMeasures(this.#problem);
    if (start === undefined || weights.links > 0) return;
    const annealer = this.#start(this.#problem, start.slice());
    this.#keep(annealer.best());
    [this.#hot, this.#cold] = [hotNear * step, coldNear * step];
    const isQuick = canFollow(this.#problem);
    while (this.#best && this.#spent < 1) {
      const before = this.#best;
      const stretch = { from: 0, to: 1, end: this.#spent + (isQuick ? partOfQuickStretch : partOfStretch) };
      const label = before.label.slice();
      this.#keep(isQuick ? this.#annealLoads(label, stretch) : this.#anneal(this.#problem, label, stretch).found);
      if (this.#best === before) return;
    }
  }

  #annealLoads(label: Int32Array, stretch: Stretch): FoundPlan | undefined {
    const problem = this.#problem;
    const annealer = new LoadAnnealer(
      { problem, ...weighMeasures(problem) },
      this.#random,
      makeCandidateTest(problem),
      label,
    );
    annealer.run(this.#coolDown(stretch, workOfLoadTrial(problem)));
    return annealer.best();
  }

  /** A first plan, in a hurry; the temperatures are learned on the way. */
  #quench(): void {
    const { start } = this.#options;
    const annealer = this.#start(this.#problem, start?.slice() ?? this.#randomLabels(this.#problem));
    const given = annealer.best();
    this.#keep(given);
    if (given) this.#plans.push(given);
    const { step } = weighMeasures(this.#problem);
    const { from, to } = annealer.quench(step, trials => {
      this.#budget.spend(trials * workOfTrial(this.#problem));
      return this.#budget.isSpent();
    });
    this.#hot = from;
    this.#cold = to;
    this.#keep(annealer.best());
  }

  /** A plan of its own, in such a part of the time. */
  #makePlan(part: number): void {
    const levels = this.#levels;
    const begin = this.#spent;
    let label = this.#randomLabels(levels.at(-1)!.problem);
    for (let i = levels.length - 1; i > 0; i--) {
      // Half of the time for all levels but the finest.
      const end = begin + part * 0.5 * ((levels.length - i) / (levels.length - 1));
      const from = i === levels.length - 1 ? 0 : warm;
      label = expandPlan(levels[i]!, this.#anneal(levels[i]!.problem, label, { from, to: 0.9, end }).label);
    }
    const { found } = this.#anneal(this.#problem, label, {
      from: levels.length > 1 ? warm : 0,
      to: 1,
      end: begin + part,
    });
    if (found) this.#plans.push(found);
    this.#keep(found);
  }

  /** A better plan from two of the good ones, or from the only one. */
  #goOn(part: number): void {
    const begin = this.#spent;
    const pair = this.#drawPair();
    if (pair === undefined) {
      this.#makePlan(part);
      return;
    }
    const [first, second] = pair.map(i => this.#plans[i]!) as [FoundPlan, FoundPlan];
    const coarser = combinePlans(this.#problem, first.label, second.label);
    const start = projectPlan(coarser, first.label);
    const combined = this.#anneal(coarser.problem, start, { from: warm, to: 0.95, end: begin + 0.6 * part });
    const label = expandPlan(coarser, combined.label);
    const { found } = this.#anneal(this.#problem, label, { from: cool, to: 1, end: begin + part });
    this.#keep(found);
    this.#inVain++;
    if (found === undefined) return;
    // Plans as good as one another are mostly the same.
    if (this.#plans.some(plan => this.#compare(found, plan) === 0)) return;
    const worse = this.#compare(first, second) > 0 ? pair[0] : pair[1];
    if (this.#compare(found, this.#plans[worse]!) >= 0) return;
    const [objective = {}] = this.#problem.stages;
    const gain =
      evaluateObjective(objective, this.#plans[worse]!.measures) - evaluateObjective(objective, found.measures);
    if (gain > 0) this.#inVain = 0;
    this.#plans[worse] = found;
  }

  /**
   * Plans that have become alike are a generation: its best one is kept for when there are several of them, which are
   * combined then, before others are made.
   */
  #renew(): void {
    this.#inVain = 0;
    if (this.#areElders) {
      this.#elders = this.#plans;
      this.#plans = [];
    } else {
      this.#elders.push(this.#plans.reduce((best, plan) => (this.#compare(plan, best) < 0 ? plan : best)));
      this.#plans = this.#elders.length > 1 ? this.#elders : [];
    }
    this.#areElders = this.#plans.length > 0;
    this.#born = { own: this.#own, all: this.#spent };
  }

  /** Whether plans of their own are still to be made in this generation. */
  get #isGrowing(): boolean {
    const time = partOfPlans * this.#share * (1 - this.#born.all);
    return !this.#areElders && this.#own - this.#born.own < time && this.#plans.length < mostPlans;
  }

  #drawPair(): [number, number] | undefined {
    const count = this.#plans.length;
    if (count < 2) return undefined;
    const first = this.#random.below(count);
    const second = this.#random.below(count - 1);
    return [first, second < first ? second : second + 1];
  }

  /** Anneals from a plan: the best one met that keeps everything, if there was one, and the labels to go on with. */
  #anneal(
    problem: PlaceProblem,
    label: Int32Array,
    stretch: Stretch,
  ): { readonly label: Int32Array; readonly found: FoundPlan | undefined } {
    const annealer = this.#start(problem, label);
    annealer.run(this.#coolDown(stretch, workOfTrial(problem)));
    const found = annealer.best();
    return { label: found?.label ?? annealer.state.label, found };
  }

  /** How a search cools down in its stretch, whose trials count for so much work each. */
  #coolDown({ from, to, end }: Stretch, work: number): Cooling {
    const begin = this.#spent;
    const share = Math.max(1e-9, Math.min(1, end) - begin);
    const progress = (trials: number): number => {
      this.#budget.spend(trials * work);
      return this.#budget.isSpent() ? 1 : (this.#spent - begin) / share;
    };
    const at = (part: number): number => this.#hot * (this.#cold / this.#hot) ** part;
    return { from: at(from), to: at(to), progress };
  }

  #start(problem: PlaceProblem, label: Int32Array): Annealer {
    const { weights, step } = weighMeasures(this.#problem);
    const state = new PlaceState(problem, label);
    this.#problem.resources.forEach(({ need }, r) => {
      const mean = need.reduce((sum, amount) => sum + amount, 0) / Math.max(1, need.length);
      state.rooms.price[r] = (2 * step) / Math.max(mean, 1e-9);
    });
    state.rooms.reprice();
    return new Annealer(state, weights, this.#random, makeCandidateTest(problem), 3 * step);
  }

  #randomLabels({ listOf, lists }: PlaceProblem): Int32Array {
    return Int32Array.from(listOf, list => {
      const first = lists.start[list]!;
      return lists.items[first + this.#random.below(lists.start[list + 1]! - first)]!;
    });
  }

  #compare(a: FoundPlan, b: FoundPlan): number {
    return compareMeasures(this.#problem.stages, a.measures, b.measures);
  }

  #keep(plan: FoundPlan | undefined): void {
    if (plan === undefined || (this.#best && this.#compare(plan, this.#best) >= 0)) return;
    this.#best = plan;
  }
}

/** The problem, and ever coarser ones; each but the first with the clusters of the one before. */
function makeLevels(problem: PlaceProblem): readonly Coarser[] {
  const levels: Coarser[] = [{ problem, clusterOf: new Int32Array(0) }];
  while (levels.at(-1)!.problem.nodeCount > coarseNodes) {
    const finer = levels.at(-1)!.problem;
    const coarser = coarsen(finer);
    if (coarser.problem.nodeCount > 0.9 * finer.nodeCount) break;
    levels.push(coarser);
  }
  return levels;
}

/** Whether a node may get a label, in O(1): a bit for each list and label. */
function makeCandidateTest({ listOf, lists, labelCount }: PlaceProblem): (node: number, label: number) => boolean {
  const count = lists.start.length - 1;
  const bits = new Uint8Array(Math.ceil((count * labelCount) / 8));
  for (let list = 0; list < count; list++) {
    for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) {
      const bit = list * labelCount + lists.items[i]!;
      bits[bit >> 3]! |= 1 << (bit & 7);
    }
  }
  return (node, label) => {
    const bit = listOf[node]! * labelCount + label;
    return (bits[bit >> 3]! & (1 << (bit & 7))) !== 0;
  };
}
