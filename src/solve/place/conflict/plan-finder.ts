// `!` in this file only marks reads of arrays inside their bounds.

import type { Budget } from '../../budget.ts';
import type { IntegerProgramSolver } from '../../integer-program.ts';
import { PlaceState } from '../place-state.ts';
import { decideByProgram } from './decide-by-program.ts';
import { decideByTree, type TreeAnswer } from './decide-by-tree.ts';
import { findWitness } from './find-witness.ts';
import type { OpenLabels } from './open-labels.ts';

/** Trials of the first search for a plan and of the second, longer one. */
const fewTrials = 20_000;
const manyTrials = 200_000;
/** Bytes that search trees may read: some 10 and some 200 milliseconds. */
const littleWork = 5_000_000;
const muchWork = 100_000_000;
/** So many plans are remembered. */
const mostPlans = 12;

/**
 * Finds plans, or finds that there are none: plans that were seen before are tried first, then ever more is spent on a
 * search for a plan and on searching all, and then an integer program decides.
 */
export class PlanFinder {
  readonly #budget: Budget;
  readonly #programs: IntegerProgramSolver | undefined;
  readonly #plans: Int32Array[] = [];

  constructor({ budget, programs }: { readonly budget: Budget; readonly programs?: IntegerProgramSolver | undefined }) {
    this.#budget = budget;
    this.#programs = budget.watch(programs);
  }

  /**
   * A plan, `none`, or nothing where time ran out before either was found.
   * @param labels what is open when labels are closed that are in no plan
   */
  decide(labels: OpenLabels): TreeAnswer {
    const seen = this.#plans.find(plan => keepsAll(labels, plan));
    if (seen !== undefined) return seen;
    const ways = [
      () => findWitness(labels, fewTrials, this.#plans[0], 1),
      () => decideByTree(labels, littleWork),
      () => findWitness(labels, fewTrials, undefined, 2),
      () => (this.#programs === undefined ? this.decideByTree(labels) : undefined),
      () => this.#programs && decideByProgram(labels, this.#programs, this.#budget.secondsLeft()),
      () => findWitness(labels, manyTrials, undefined, 3),
    ];
    for (const way of ways) {
      if (this.#budget.isSpent()) return undefined;
      const answer = way();
      if (answer === undefined) continue;
      if (answer !== 'none') this.#remember(answer);
      return answer;
    }
    return undefined;
  }

  decideByTree(labels: OpenLabels): TreeAnswer {
    return decideByTree(labels, muchWork);
  }

  #remember(plan: Int32Array): void {
    this.#plans.unshift(plan);
    this.#plans.length = Math.min(this.#plans.length, mostPlans);
  }
}

/** Whether a plan that was found for other demands keeps all of these. */
function keepsAll(labels: OpenLabels, plan: Int32Array): boolean {
  return (
    plan.every((label, node) => labels.isOpen(node, label)) && new PlaceState(labels.problem, plan.slice()).isFeasible
  );
}
