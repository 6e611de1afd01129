/**
 * Proofs, objective by objective, that a plan is the best; and a better plan where there is one.
 *
 * Problem: for each objective in turn, show that no plan as good in those before has less; an objective that is not
 * proved is not taken for granted for the next.
 * Input: a problem, a plan that keeps room and rules, who solves integer programs, a budget; what shares prove of the
 * links, if that is known. Result: the plan, or a better one, and for each objective a bound and whence it is.
 * Method: an objective of links alone may be proved by shares. Else an integer program, started from the plan, with the
 * objectives before as rows, and without candidates that the shares exclude from all plans with as few links.
 * Guarantee: bounds by shares are exact; those by search are HiGHS's own, in floating point with tolerances of 1e-6,
 * rounded up to what whole costs allow after an allowance for them.
 * Time: exponential at worst, ended by the budget.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { Budget } from '../budget.ts';
import type { IntegerProgramSolver, ProgramAnswer } from '../integer-program.ts';
import { type BoundModel, buildBoundModel } from './bound/bound-model.ts';
import type { PlaceBound } from './bound/bound-place.ts';
import { countMeasures } from './bound/count-measures.ts';
import { slackOfCandidates } from './bound/place-certificate.ts';
import { compareMeasures, evaluateObjective as valueIn } from './compare-measures.ts';
import type { Measures, Objective, PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';
import { countColumns, writePlaceProgram } from './program/place-program.ts';

/**
 * What a bound stands on: shares, or prices and what zones hold, or counting, that anyone can check; a search that has
 * to be believed; or that no measure is below 0.
 */
export type BoundBy = PlaceBound['by'] | 'counting' | 'search' | 'nothing';

export interface PlaceProof {
  readonly label: Int32Array;
  readonly measures: Measures;
  /** Stage → what the plan comes to there. */
  readonly values: readonly number[];
  /** Stage → what no plan goes below that is as good in the stages before, if those are proved. */
  readonly bounds: readonly number[];
  readonly boundBy: readonly BoundBy[];
  readonly proved: readonly boolean[];
}

export interface ProveOptions {
  readonly budget: Budget;
  readonly programs?: IntegerProgramSolver | undefined;
  /** What is proved of the links, with certificates. */
  readonly bound?: PlaceBound | undefined;
  /** Programs with more columns are not tried. */
  readonly mostColumns?: number;
}

const mostColumnsByDefault = 60_000;

export function provePlace(
  problem: PlaceProblem,
  plan: { readonly label: Int32Array; readonly measures: Measures },
  options: ProveOptions,
): PlaceProof {
  return new Proof(problem, plan, options).run();
}

class Proof {
  readonly #problem: PlaceProblem;
  readonly #options: ProveOptions;
  #label: Int32Array;
  #measures: Measures;
  #model: BoundModel | undefined;
  #counted: Measures | undefined;
  readonly #bounds: number[] = [];
  readonly #by: BoundBy[] = [];

  constructor(
    problem: PlaceProblem,
    { label, measures }: { readonly label: Int32Array; readonly measures: Measures },
    options: ProveOptions,
  ) {
    this.#problem = problem;
    this.#options = options;
    this.#label = label;
    this.#measures = measures;
  }

  run(): PlaceProof {
    const { stages } = this.#problem;
    const proved = stages.map(() => false);
    stages.forEach((objective, stage) => {
      const before = stage === 0 || proved[stage - 1]!;
      this.#boundCheaply(objective, stage);
      if (before && this.#isOpen(stage)) this.#search(stage);
      proved[stage] = before && !this.#isOpen(stage);
    });
    return {
      label: this.#label,
      measures: this.#measures,
      values: stages.map((_, stage) => this.#valueOf(stage)),
      bounds: this.#bounds,
      boundBy: this.#by,
      proved,
    };
  }

  #isOpen(stage: number): boolean {
    return this.#bounds[stage]! < this.#valueOf(stage);
  }

  #valueOf(stage: number): number {
    return valueIn(this.#problem.stages[stage]!, this.#measures);
  }

  #boundCheaply(objective: Objective, stage: number): void {
    const { bound } = this.#options;
    const links = (objective.links ?? 0) * (bound?.linksBound ?? 0);
    this.#counted ??= countMeasures(this.#problem);
    const counted = valueIn(objective, this.#counted);
    this.#bounds[stage] = links + counted;
    this.#by[stage] = bound !== undefined && links > 0 ? bound.by : counted > 0 ? 'counting' : 'nothing';
  }

  #search(stage: number): void {
    const { budget, programs, mostColumns = mostColumnsByDefault } = this.#options;
    if (programs === undefined || budget.isSpent()) return;
    const { stages } = this.#problem;
    this.#model ??= this.#options.bound?.model ?? buildBoundModel(this.#problem);
    if (countColumns(this.#model) > mostColumns) return;
    const limits = stages.slice(0, stage).map((objective, i) => ({ objective, most: this.#valueOf(i) }));
    const draft = { objective: stages[stage]!, limits, label: this.#label, closed: this.#closedCandidates() };
    const { program, constant, columnOf } = writePlaceProgram(this.#model, { ...draft, gap: 0.999 });
    const grain = program.cost.reduce(commonDivisor, 0) || 1;
    const answer = programs({ ...program, gap: 0.999 * grain }, budget.secondsLeft());
    this.#takeAnswer(stage, answer, constant, grain, columnOf);
  }

  #takeAnswer(
    stage: number,
    answer: ProgramAnswer | undefined,
    constant: number,
    grain: number,
    columnOf: Int32Array,
  ): void {
    if (answer === undefined || !Number.isFinite(answer.bound)) return;
    if (answer.values) this.#take(answer.values, columnOf);
    const allowance = 1e-6 * Math.max(1, Math.abs(answer.bound));
    const bound = constant + Math.ceil((answer.bound - allowance) / grain) * grain;
    if (bound <= this.#bounds[stage]!) return;
    this.#bounds[stage] = Math.min(bound, this.#valueOf(stage));
    this.#by[stage] = 'search';
  }

  /** Takes over a plan that a program found, where it keeps everything and is better. */
  #take(values: Float64Array, columnOf: Int32Array): void {
    const { clusters } = this.#model!;
    const label = Int32Array.from(this.#label, (_, node) => {
      const cluster = clusters.of[node]!;
      let best = columnOf[cluster]!;
      for (let column = best; column < columnOf[cluster + 1]!; column++) {
        if (values[column]! > values[best]!) best = column;
      }
      return clusters.lists.items[clusters.lists.start[clusters.listOf[cluster]!]! + best - columnOf[cluster]!]!;
    });
    const state = new PlaceState(this.#problem, label);
    if (!state.isFeasible) return;
    if (compareMeasures(this.#problem.stages, state.measures(), this.#measures) >= 0) return;
    this.#label = state.label.slice();
    this.#measures = state.measures();
  }

  /** Candidates with which no plan has as few links as this one, where links are the first objective. */
  #closedCandidates(): Uint8Array | undefined {
    const { bound } = this.#options;
    const { links, ...others } = this.#problem.stages[0]!;
    const isLinksFirst = (links ?? 0) > 0 && Object.values(others).every(weight => weight === 0);
    if (bound === undefined || !isLinksFirst) return undefined;
    const model = this.#model!;
    const { unit, collected } = bound.certificate;
    const spare = this.#measures.links * unit - (model.links.total * unit - collected);
    return Uint8Array.from(slackOfCandidates(model, bound.certificate), slack => (slack > spare ? 1 : 0));
  }
}

function commonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
