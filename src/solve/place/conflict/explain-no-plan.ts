/**
 * Why there is no plan: demands that cannot be kept together.
 *
 * Problem    Some demands of a placement problem have no plan together. Which of them are to blame?
 * Input      A problem with named demands, seconds, who solves integer programs, if anybody does.
 * Result     A plan that keeps all; or a conflict: demands that have no plan together, with a plan for the others when
 *            any one of them is left out; or that it is not known.
 * Guarantee  Inclusion-minimal where `isMinimal`; there may be smaller conflicts elsewhere. What shows that there is
 *            no plan is told: a count that anyone can check, closing labels step by step, a search, or an integer
 *            program.
 * Method     The cheapest way that rules out all demands together decides about parts of them until it needs each
 *            (QuickXplain); then each is left out once, and everything there is is tried: plans seen before, a search
 *            for a plan, a search tree, an integer program.
 * Time       O(k + k·log(n/k)) cheap questions for k demands of n, and k thorough ones.
 * Source     U. Junker, QUICKXPLAIN: preferred explanations and relaxations for over-constrained problems, AAAI 2004.
 * Ties       Demands in their order: of several conflicts one that avoids the later ones is found.
 *
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import type { Budget } from '../../budget.ts';
import type { IntegerProgramSolver } from '../../integer-program.ts';
import { minimiseConflict } from '../../minimise-conflict.ts';
import type { PlaceProblem } from '../place-problem.ts';
import { type DemandedPlace, restrictPlace } from './demands.ts';
import { type Crowd, findCrowd, listCounted } from './find-crowd.ts';
import { OpenLabels } from './open-labels.ts';
import { PlanFinder } from './plan-finder.ts';
import { propagate } from './propagate.ts';
import { listRelevant } from './relevant-demands.ts';

/** What shows that there is no plan. */
export type RefutedBy = 'count' | 'propagation' | 'tree' | 'program';

/** Whether there is a plan, and where there is none, why. */
export type NoPlanAnswer =
  | { readonly kind: 'possible'; readonly label: Int32Array }
  | { readonly kind: 'unknown' }
  | PlaceConflict;

/** Demands that have no plan together. */
export interface PlaceConflict {
  readonly kind: 'impossible';
  /** Ascending. */
  readonly demands: readonly number[];
  /** Whether there is a plan when any one of them is left out. */
  readonly isMinimal: boolean;
  /** For each of the demands, a plan for the others; undefined where none was found in time. */
  readonly witnesses: readonly (Int32Array | undefined)[];
  readonly refutedBy: RefutedBy;
  /** The count, where that is what refutes. */
  readonly crowd: Crowd | undefined;
}

export interface NoPlanOptions {
  readonly budget: Budget;
  readonly programs?: IntegerProgramSolver | undefined;
}

export function explainNoPlan(place: DemandedPlace, options: NoPlanOptions): NoPlanAnswer {
  return new ConflictSearch(place, options).run();
}

/**
 * Any plan that keeps everything that must be kept; `none` where there is none; undefined where time ran out before
 * either was found. Nothing is said of why.
 */
export function decidePlace(problem: PlaceProblem, options: NoPlanOptions): Int32Array | 'none' | undefined {
  const labels = OpenLabels.of(withoutWishes(problem));
  return refuteQuickly(labels) === undefined ? new PlanFinder(options).decide(labels) : 'none';
}

/**
 * Whether a count or closing labels shows that a problem has no plan: quick, and right where it says so. Soft rules are
 * not looked at.
 */
export function isRefutedQuickly(problem: PlaceProblem): boolean {
  return refuteQuickly(OpenLabels.of(withoutWishes(problem))) !== undefined;
}

function withoutWishes(problem: PlaceProblem): PlaceProblem {
  return { ...problem, rules: problem.rules.filter(({ weight }) => weight === undefined) };
}

/** A count, or closing labels and then a count. Narrows what is open. */
function refuteQuickly(labels: OpenLabels): Pick<PlaceConflict, 'refutedBy' | 'crowd'> | undefined {
  if (labels.count.includes(0)) return { refutedBy: 'propagation', crowd: undefined };
  const counted = listCounted(labels.problem);
  const crowd = findCrowd(labels, counted);
  if (crowd !== undefined) return { refutedBy: 'count', crowd };
  if (propagate(labels) && findCrowd(labels, counted) === undefined) return undefined;
  return { refutedBy: 'propagation', crowd: undefined };
}

class ConflictSearch {
  readonly #place: DemandedPlace;
  readonly #finder: PlanFinder;

  constructor(place: DemandedPlace, options: NoPlanOptions) {
    this.#place = place;
    this.#finder = new PlanFinder(options);
  }

  run(): NoPlanAnswer {
    const all = this.#place.demands.map((_, number) => number);
    const labels = this.#open(all);
    const quick = refuteQuickly(labels);
    if (quick !== undefined) return this.#minimise(this.#shrinkQuickly(all, quick));
    const answer = this.#finder.decide(labels);
    if (answer instanceof Int32Array) return { kind: 'possible', label: answer };
    if (answer === undefined) return { kind: 'unknown' };
    return this.#minimise(minimiseConflict(all, kept => this.#decide(kept) === 'none'));
  }

  #open(kept: readonly number[]): OpenLabels {
    return OpenLabels.of(restrictPlace(this.#place, kept));
  }

  /** Demands that the way which refutes all of them needs, each of them. */
  #shrinkQuickly(all: readonly number[], { crowd }: Pick<PlaceConflict, 'refutedBy' | 'crowd'>): readonly number[] {
    const isRefuted = (kept: readonly number[]): boolean => {
      const labels = this.#open(kept);
      if (crowd === undefined) return refuteQuickly(labels) !== undefined;
      const alike = listCounted(labels.problem).filter(({ kind }) => kind === crowd.counted.kind);
      return findCrowd(labels, alike) !== undefined;
    };
    const relevant = crowd === undefined ? all : listRelevant(this.#place, crowd);
    return minimiseConflict(isRefuted(relevant) ? relevant : all, isRefuted);
  }

  /** Whether some demands have a plan, by all means. */
  #decide(kept: readonly number[]): ReturnType<PlanFinder['decide']> {
    const labels = this.#open(kept);
    return refuteQuickly(labels) === undefined ? this.#finder.decide(labels) : 'none';
  }

  /** Leaves each demand out once. */
  #minimise(some: readonly number[]): PlaceConflict {
    let conflict = some;
    const witnesses = new Map<number, Int32Array>();
    for (const demand of [...some].reverse()) {
      const others = conflict.filter(other => other !== demand);
      const answer = this.#decide(others);
      if (answer instanceof Int32Array) witnesses.set(demand, answer);
      else if (answer === 'none') conflict = others;
    }
    const demands = [...conflict].sort((a, b) => a - b);
    return {
      kind: 'impossible',
      demands,
      isMinimal: demands.every(demand => witnesses.has(demand)),
      witnesses: demands.map(demand => witnesses.get(demand)),
      ...this.#refute(demands),
    };
  }

  /** What shows that a conflict is one. */
  #refute(demands: readonly number[]): Pick<PlaceConflict, 'refutedBy' | 'crowd'> {
    const labels = this.#open(demands);
    const quick = refuteQuickly(labels);
    if (quick !== undefined) return quick;
    const isTree = this.#finder.decideByTree(labels) === 'none';
    return { refutedBy: isTree ? 'tree' : 'program', crowd: undefined };
  }
}
