/**
 * A plan for the combined placement problem, as good as time allows, and what is proved of it.
 *
 * Problem, input: see `PlaceProblem`; seconds, and who solves integer programs, if anybody does.
 * Result: a plan that keeps room and rules with a bound for each objective; undefined where none was found in time,
 * which is no proof that there is none.
 * Method: all plans, where the problem is small (`try-all-plans.ts`); else a search (`search-place.ts`), a bound on
 * links (`bound/bound-place.ts`), proofs (`prove-place.ts`), and what time is left for searching on, if the first
 * objective is still open.
 * Guarantee: the plan keeps everything; the bounds are those of the parts. Equal input gives equal output unless the
 * clock ends a part.
 */

import { Budget } from '../budget.ts';
import type { IntegerProgramSolver } from '../integer-program.ts';
import { strengthenByFillings } from './bound/bound-by-fillings.ts';
import { boundPlace, type PlaceBound } from './bound/bound-place.ts';
import { compareMeasures, evaluateObjective } from './compare-measures.ts';
import type { PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';
import { planAtHome } from './plan-at-home.ts';
import { type PlaceProof, provePlace } from './prove-place.ts';
import { type FoundPlan, searchPlace } from './search-place.ts';
import { tryAllPlans } from './try-all-plans.ts';

/** Of problems with so few nodes all plans are tried first, with so much work: a tenth of a second at most. */
const mostTried = 30;
const workOfTrying = 200_000;

/** The first search takes so long for each node, in seconds, but at most this part of all. */
const secondsOfNode = 0.01;
const partOfSearch = 0.5;
/** The part of all that the bound takes at most. */
const partOfBound = 0.25;

export interface PlaceOptions {
  /** Seconds for all. */
  readonly timeLimit: number;
  readonly programs?: IntegerProgramSolver | undefined;
  /** Whether nobody waits for a better plan any more. */
  readonly isInterrupted?: (() => boolean) | undefined;
  /**
   * Asked once, when the first search found nothing: any plan that keeps everything, or that there is none, so that
   * searching on is in vain.
   */
  readonly findAnyPlan?: (() => Int32Array | 'none' | undefined) | undefined;
}

export interface PlaceSolution extends PlaceProof {
  /** What shares prove of the links; undefined where they were not asked. */
  readonly bound: PlaceBound | undefined;
  readonly seconds: number;
}

export function solvePlace(problem: PlaceProblem, options: PlaceOptions): PlaceSolution | undefined {
  const budgetOf = (seconds: number): Budget => new Budget(seconds, undefined, options.isInterrupted);
  const clock = budgetOf(options.timeLimit);
  const tried = problem.nodeCount > mostTried ? undefined : tryAllPlans(problem, workOfTrying);
  if (tried === 'none') return undefined;
  if (tried !== undefined) return { ...proveTried(problem, tried), bound: undefined, seconds: clock.secondsSpent() };
  const first = Math.min(partOfSearch * options.timeLimit, 0.3 + secondsOfNode * problem.nodeCount);
  let plan = problem.nodeCount === 0 ? planNothing(problem) : searchPlace(problem, { budget: budgetOf(first) });
  if (plan === undefined && problem.nodeCount > 0) {
    const known = options.findAnyPlan?.();
    if (known === 'none') return undefined;
    plan = searchPlace(problem, { budget: budgetOf(clock.secondsLeft()), seed: 2, start: known });
    plan ??= known && { label: known, measures: new PlaceState(problem, known.slice()).measures() };
  }
  const atHome = planAtHome(problem);
  if (atHome && (plan === undefined || compareMeasures(problem.stages, atHome.measures, plan.measures) < 0))
    plan = atHome;
  if (plan === undefined) return undefined;
  const bound = boundLinks(problem, plan, options, clock);
  const { programs } = options;
  const prove = (known: FoundPlan, seconds: number): PlaceProof =>
    provePlace(problem, known, { budget: budgetOf(seconds), programs, bound });
  const proof = prove(plan, clock.secondsLeft());
  return { ...goOn(problem, proof, prove, clock, options), bound, seconds: clock.secondsSpent() };
}

/** That all plans were tried is a proof of every objective. */
function proveTried({ stages }: PlaceProblem, { label, measures }: FoundPlan): PlaceProof {
  const values = stages.map(stage => evaluateObjective(stage, measures));
  return {
    label,
    measures,
    values,
    bounds: values,
    boundBy: values.map(value => (value > 0 ? 'search' : 'nothing')),
    proved: values.map(() => true),
  };
}

/** The one plan for no nodes: a search would look for a first one to move. */
function planNothing(problem: PlaceProblem): FoundPlan | undefined {
  const state = new PlaceState(problem, new Int32Array(0));
  return state.isFeasible ? { label: state.label, measures: state.measures() } : undefined;
}

/** Bounds the links where the first objective counts them. */
function boundLinks(
  problem: PlaceProblem,
  { measures }: FoundPlan,
  { timeLimit, isInterrupted }: PlaceOptions,
  clock: Budget,
): PlaceBound | undefined {
  if (!(problem.stages[0]?.links ?? 0) || measures.links === 0) return undefined;
  const seconds = Math.min(partOfBound * timeLimit, clock.secondsLeft());
  if (seconds <= 0) return undefined;
  const bound = boundPlace(problem, {
    budget: new Budget(seconds, undefined, isInterrupted),
    seconds,
    upper: measures.links,
  });
  if (bound.linksBound >= measures.links) return bound;
  return strengthenByFillings(
    problem,
    bound,
    measures.links,
    new Budget(Math.min(seconds, clock.secondsLeft()), undefined, isInterrupted),
  );
}

/**
 * Searches on where the first objective is open and time is left; what is found is proved as far as it is without a
 * search.
 */
function goOn(
  problem: PlaceProblem,
  proof: PlaceProof,
  prove: (plan: FoundPlan, seconds: number) => PlaceProof,
  clock: Budget,
  { isInterrupted }: PlaceOptions,
): PlaceProof {
  const left = clock.secondsLeft();
  if (proof.proved[0] === true || left < 0.1) return proof;
  const better = searchPlace(problem, {
    budget: new Budget(left, undefined, isInterrupted),
    start: proof.label,
    seed: 3,
  });
  if (better === undefined || compareMeasures(problem.stages, better.measures, proof.measures) >= 0) return proof;
  return prove(better, 0);
}
