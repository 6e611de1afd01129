/**
 * Problem    Among the plans with as few links as `search` has proved possible, find one with the fewest labels, and
 *            among those one with the fewest moves.
 * Result     A plan no worse than `plan`, and whether each of the two objectives is proved.
 * Method     Labels that no such plan can do without are counted first (if the dual bound without the label falls
 *            short, it is essential), moves by a dual bound of their own; where that leaves a doubt, a branch and bound
 *            over the plans with that many links, and where that does not come to its end, integer programming.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import type { IntegerProgramSolver } from '../integer-program.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import { boundMoves } from './bound-moves.ts';
import { branchAndBound } from './branch-and-bound.ts';
import { completePlan, countAllCandidates } from './core.ts';
import type { LinkSearch } from './link-search.ts';
import type { PlacementInstance } from './placement-instance.ts';
import { reduce } from './reduce.ts';
import { type Score, scorePlan } from './score-plan.ts';
import { TieGoal } from './tie-goal.ts';
import { solveTieProgram } from './tie-program.ts';

/** How far the search for the second and third objective goes: about half a second. */
const fewestSteps = 30;
const candidatesToSee = 1_500_000;
const mostCandidatesToBranch = 50_000;
const mostCandidatesByName = 3_000;
const mostCandidatesForProgram = 5_000;
const tieSeconds = 3;

/**
 * Improves a plan in the second and third objective, never at the cost of the first: expansion moves on one number in
 * which a link outweighs all labels and a label all moves.
 */
export function improveTies(instance: PlacementInstance, plan: Int32Array, budget: Budget): Int32Array {
  const perLabel = instance.nodeCount + 1;
  const perLink = perLabel * (instance.labelCount + 1);
  const core = reduce(instance, { scale: perLink, stay: 1 });
  if (core.totalWeight + perLink > 2 ** 49) return plan;
  const labelCost = new Float64Array(instance.labelCount).fill(perLabel);
  for (const label of core.fixedLabel) if (label >= 0) labelCost[label] = 0;
  const canGain = labelCost.some(cost => cost > 0) || instance.previous.some(label => label >= 0);
  if (!canGain) return plan;
  const choice = Int32Array.from(core.original, v => plan[v]!);
  const expansion = new AlphaExpansion(core, { labelCost });
  // A label that very many nodes share is a node with as many arcs: what its flows read has to be counted, too.
  let counted = 0;
  expansion.improve(choice, () => {
    const work = expansion.work + expansion.arcsRead;
    budget.spend(work - counted);
    counted = work;
    return !budget.isSpent();
  });
  return completePlan(core, choice);
}

/** The best plan so far, and what is proved of it. */
export interface BrokenTies {
  readonly plan: Int32Array;
  /** No plan with as few links has fewer labels; and none of those with as few labels has fewer moves. */
  readonly labelsProved: boolean;
  readonly movesProved: boolean;
}

/** Breaks the ties between the plans with the fewest links, of which `plan` is one: see above. */
export function breakTies(
  instance: PlacementInstance,
  search: LinkSearch,
  plan: Int32Array,
  budget: Budget,
  programs: IntegerProgramSolver | undefined,
): BrokenTies {
  const ties = new TieSearch(instance, search, plan, budget);
  ties.countEssential();
  ties.branch();
  ties.boundMoves();
  if (programs) ties.solveProgram(programs);
  ties.findFirstByName();
  const { labelsProved, movesProved } = ties;
  return { plan: ties.goal.plan, labelsProved, movesProved };
}

/** The steps of `breakTies`, in their order; each does nothing where those before have settled its question. */
class TieSearch {
  readonly goal: TieGoal;
  labelsProved = false;
  movesProved = false;
  readonly #instance: PlacementInstance;
  readonly #search: LinkSearch;
  readonly #budget: Budget;
  /** Candidates of all nodes. */
  readonly #size: number;
  /** How many labels every plan with so few links uses. */
  readonly #essential: number;

  constructor(instance: PlacementInstance, search: LinkSearch, plan: Int32Array, budget: Budget) {
    this.goal = new TieGoal(instance, search, plan);
    this.#instance = instance;
    this.#search = search;
    this.#budget = budget;
    this.#size = countAllCandidates(search.core);
    this.#essential = this.goal.essential.reduce((sum, one) => sum + one, 0);
  }

  countEssential(): void {
    const { best } = this.goal;
    this.labelsProved = this.#essential === best.labels;
    this.movesProved = this.labelsProved && best.moves === 0;
  }

  /** Branch and bound over the plans with so few links. */
  branch(): void {
    if (this.movesProved || this.#size > mostCandidatesToBranch) return;
    const isCompleted = this.#runSearch();
    const { best } = this.goal;
    this.labelsProved = isCompleted || this.#essential === best.labels;
    this.movesProved = isCompleted || (this.labelsProved && best.moves === 0);
  }

  boundMoves(): void {
    if (!this.labelsProved || this.movesProved) return;
    const { goal } = this;
    const bounded = boundMoves(this.#instance, goal.best.links, goal.plan, this.#budget);
    goal.offer(bounded.plan);
    this.movesProved = bounded.atLeast >= goal.best.moves;
  }

  solveProgram(programs: IntegerProgramSolver): void {
    const budget = this.#budget;
    if (this.movesProved || this.#size > mostCandidatesForProgram || budget.isSpent()) return;
    const { goal } = this;
    const seconds = Math.min(tieSeconds, budget.secondsLeft());
    const solved = solveTieProgram(this.#instance, this.#search, goal.plan, programs, seconds);
    if (!solved) return;
    const perLabel = this.#instance.nodeCount + 1;
    // A plan that the clock cut short is not taken: the next run might end with another.
    if (costOf(scorePlan(this.#instance, solved.plan), perLabel) <= solved.atLeast) goal.offer(solved.plan);
    this.labelsProved ||= Math.floor(solved.atLeast / perLabel) >= goal.best.labels;
    this.movesProved = costOf(goal.best, perLabel) <= solved.atLeast;
  }

  findFirstByName(): void {
    if (!this.movesProved || this.#size > mostCandidatesByName) return;
    this.goal.lookForFirstByName();
    this.#runSearch();
  }

  #runSearch(): boolean {
    const steps = Math.max(fewestSteps, Math.floor(candidatesToSee / Math.max(1, this.#size)));
    const everything = { from: 0, to: this.#search.core.nodeCount };
    return branchAndBound(this.#search, everything, this.goal, this.#budget, steps);
  }
}

function costOf({ labels, moves }: Score, perLabel: number): number {
  return perLabel * labels + moves;
}
