/**
 * Good plans for the combined placement problem, ever better ones as long as time lasts.
 *
 * Problem, input: a placement problem, and a plan to begin with where there is one. Result: the best plan found that
 * keeps room and rules, if any was found.
 * Guarantee: none; see the bounds. Equal input ends in an equal plan where work, not the clock, ends the search.
 * Method: multilevel annealing. The problem is made coarser until it has some thousand nodes, annealed from hot to
 * cold, and made finer step by step, annealed again from lukewarm; what time is left goes into reheating the best plan.
 * Sources: see `anneal.ts` and `coarsen.ts`.
 */

import type { Budget } from '../budget.ts';
import { RandomNumbers } from '../random-numbers.ts';
import { Annealer } from './anneal.ts';
import { type Coarser, coarsen } from './coarsen.ts';
import { compareMeasures } from './compare-measures.ts';
import type { Measures, PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';
import { weighMeasures } from './weigh-measures.ts';

/** Problems with more nodes are made coarser first. */
const coarseNodes = 3000;

/** Shares of trials that end in something worse: see `Cooling`. */
const hot = 0.3;
const lukewarm = 0.05;
const cool = 0.003;
const cold = 0.0002;

/** Work that a trial counts for: some 3 million a second. */
const workOfTrial = 65;

/** A plan that keeps room and rules. */
export interface FoundPlan {
  readonly label: Int32Array;
  readonly measures: Measures;
}

export interface SearchOptions {
  readonly budget: Budget;
  readonly seed?: number;
  /** A plan to begin with; it need not keep anything but candidates. */
  readonly start?: Int32Array | undefined;
}

export function searchPlace(problem: PlaceProblem, options: SearchOptions): FoundPlan | undefined {
  return new Search(problem, options).run();
}

class Search {
  readonly #problem: PlaceProblem;
  readonly #options: SearchOptions;
  readonly #random: RandomNumbers;
  #best: FoundPlan | undefined;

  constructor(problem: PlaceProblem, options: SearchOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#random = new RandomNumbers(options.seed ?? 1);
  }

  run(): FoundPlan | undefined {
    const levels = this.#makeLevels();
    const coarsest = levels.at(-1)!;
    let label = this.#firstLabels(coarsest.problem, levels);
    // A third of the time for all levels but the finest.
    for (let i = levels.length - 1; i > 0; i--) {
      const end = 0.35 * ((levels.length - i) / (levels.length - 1));
      const from = i === levels.length - 1 ? hot : lukewarm;
      label = this.#anneal(levels[i]!.problem, label, from, cool, end);
      const { clusterOf } = levels[i]!;
      label = Int32Array.from(clusterOf, cluster => label[cluster]!);
    }
    this.#anneal(this.#problem, label, levels.length > 1 ? lukewarm : hot, cold, 0.7);
    if (this.#best) this.#anneal(this.#problem, this.#best.label.slice(), lukewarm, cold, 1);
    return this.#best;
  }

  /** The problem, and ever coarser ones; each but the first with the clusters of the one before. */
  #makeLevels(): readonly Coarser[] {
    const levels: Coarser[] = [{ problem: this.#problem, clusterOf: new Int32Array(0) }];
    while (levels.at(-1)!.problem.nodeCount > coarseNodes) {
      const finer = levels.at(-1)!.problem;
      const coarser = coarsen(finer);
      if (coarser.problem.nodeCount > 0.9 * finer.nodeCount) break;
      levels.push(coarser);
    }
    return levels;
  }

  #firstLabels(problem: PlaceProblem, levels: readonly unknown[]): Int32Array {
    const { listOf, lists } = problem;
    if (this.#options.start && levels.length === 1) return this.#options.start.slice();
    return Int32Array.from(listOf, list => {
      const first = lists.start[list]!;
      return lists.items[first + this.#random.below(lists.start[list + 1]! - first)]!;
    });
  }

  /**
   * Anneals from a plan and returns the last, or at the finest level the best one, until so much of the time is spent.
   */
  #anneal(problem: PlaceProblem, label: Int32Array, from: number, to: number, end: number): Int32Array {
    const { budget } = this.#options;
    const { weights, step } = weighMeasures(problem);
    const isFinest = problem === this.#problem;
    const state = new PlaceState(problem, label);
    problem.resources.forEach(({ need }, r) => {
      const mean = need.reduce((sum, amount) => sum + amount, 0) / Math.max(1, problem.nodeCount);
      state.rooms.price[r] = (2 * step) / Math.max(mean, 1e-9);
    });
    state.recount();
    const best: { label: Int32Array; measures: Measures | undefined } = { label, measures: undefined };
    const offer = (found: PlaceState): void => {
      const measures = found.measures();
      if (best.measures && compareMeasures(problem.stages, measures, best.measures) >= 0) return;
      best.measures = measures;
      best.label = found.label.slice();
    };
    const isCandidate = makeCandidateTest(problem);
    const annealer = new Annealer(state, weights, this.#random, isCandidate, offer, 3 * step);
    const begin = budget.spentFraction();
    const progress = (trials: number): number => {
      budget.spend(trials * workOfTrial);
      // Where a stage before took more than its part, nothing is left of this one.
      const spent = budget.spentFraction();
      return spent >= end ? 1 : (spent - begin) / (end - begin);
    };
    annealer.run({ temperature: step, from, to, progress });
    if (isFinest && best.measures) this.#keep({ label: best.label, measures: best.measures });
    return best.measures ? best.label : state.label;
  }

  #keep(plan: FoundPlan): void {
    if (this.#best && compareMeasures(this.#problem.stages, plan.measures, this.#best.measures) >= 0) return;
    this.#best = plan;
  }
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
