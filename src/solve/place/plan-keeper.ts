/**
 * The best plan that a search has met.
 *
 * A search meets better plans by the thousand, one a step: the labels are copied only when it is about to leave one.
 * Time: O(objectives) for a plan that is offered, O(nodes) for one that is left.
 */

import { evaluateObjective } from './compare-measures.ts';
import type { Measures, PlaceProblem } from './place-problem.ts';

/** A plan that keeps room and rules. */
export interface FoundPlan {
  readonly label: Int32Array;
  readonly measures: Measures;
}

/** A plan on its way. */
export interface PlanOnItsWay {
  readonly problem: PlaceProblem;
  readonly label: Int32Array;
  /** Whether it keeps room and rules, and what it comes to. */
  readonly isFeasible: boolean;
  readonly total: Measures;
  measures(): Measures;
}

export class PlanKeeper {
  readonly #state: PlanOnItsWay;
  readonly #values: number[];
  #best: FoundPlan | undefined;
  /** The state is better than the best, and not copied yet. */
  #isAhead = false;

  constructor(state: PlanOnItsWay) {
    this.#state = state;
    this.#values = state.problem.stages.map(() => Number.POSITIVE_INFINITY);
  }

  /** Call it after a step: takes note of a better plan. */
  offer(): void {
    const { problem, total, isFeasible } = this.#state;
    if (!isFeasible) return;
    for (const [i, stage] of problem.stages.entries()) {
      const value = evaluateObjective(stage, total);
      const known = this.#values[i] ?? 0;
      if (value > known) return;
      if (value < known) break;
      if (i === problem.stages.length - 1) return;
    }
    problem.stages.forEach((stage, i) => {
      this.#values[i] = evaluateObjective(stage, total);
    });
    this.#isAhead = true;
  }

  /** Call it before a step: the plan may be one to be kept. */
  leave(): void {
    if (!this.#isAhead) return;
    this.#isAhead = false;
    this.#best = { label: this.#state.label.slice(), measures: this.#state.measures() };
  }

  /** The best plan met. */
  best(): FoundPlan | undefined {
    this.leave();
    return this.#best;
  }
}
