/**
 * A plan for the combined placement problem, as good as time allows, and what is proved of it.
 *
 * Problem, input: see `PlaceProblem`; seconds, and who solves integer programs, if anybody does.
 * Result: a plan that keeps room and rules with a bound for each objective; undefined where none was found in time,
 * which is no proof that there is none.
 * Method: all plans, where the problem is small (`try-all-plans.ts`); else a search (`search-place.ts`); a bound on
 * links (`bound/bound-place.ts`); where that does not meet the plan, the search goes on in rounds, each twice as long
 * as the one before, as long as it finds better plans, beside a stronger bound on links (`bound/bound-by-fillings.ts`);
 * proofs (`prove-place.ts`), if they are in reach; and what time is left for searching on, if the first objective is
 * still open.
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
/** The part of all that each of both bounds takes at most, and searching in rounds before and after the second one. */
const partOfBound = 0.25;
const partOfRounds = 0.2;
/** Programs are in reach of a proof where the links of the plan are no more than so much above their bound. */
const reach = 0.1;
/** With so few nodes they are always tried. */
const mostNodesFarOff = 60;

export interface PlaceOptions {
  /** Seconds for all. */
  readonly timeLimit: number;
  readonly programs?: IntegerProgramSolver | undefined;
  /** Whether nobody waits for a better plan any more. */
  readonly isInterrupted?: (() => boolean) | undefined;
  /**
   * Asked once, when no plan was found at first: any plan that keeps everything, or that there is none, so that
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
  const clock = budgetOf(options.timeLimit, options);
  const tried = problem.nodeCount > mostTried ? undefined : tryAllPlans(problem, workOfTrying);
  if (tried === 'none') {
    // There is none: whoever wants to know why finds out.
    options.findAnyPlan?.();
    return undefined;
  }
  if (tried !== undefined) return { ...proveTried(problem, tried), bound: undefined, seconds: clock.secondsSpent() };
  const first = Math.min(partOfSearch * options.timeLimit, 0.3 + secondsOfNode * problem.nodeCount);
  let plan = findFirst(problem, first, options, clock);
  if (plan === undefined) return undefined;
  let bound = boundLinks(problem, plan, options, clock);
  if (isOpen(bound, plan)) {
    plan = searchOn(problem, plan, 2 * first, options, clock);
    const seconds = Math.min(partOfBound * options.timeLimit, clock.secondsLeft());
    bound = strengthenByFillings(problem, bound, plan.measures.links, budgetOf(seconds, options));
    if (bound.by === 'fillings' && isOpen(bound, plan)) plan = searchOn(problem, plan, 4 * first, options, clock);
  }
  const proof = prove(problem, plan, options, bound, clock);
  return { ...goOn(problem, proof, bound, options, clock), bound, seconds: clock.secondsSpent() };
}

function budgetOf(seconds: number, { isInterrupted }: PlaceOptions): Budget {
  return new Budget(seconds, undefined, isInterrupted);
}

function findFirst(
  problem: PlaceProblem,
  seconds: number,
  options: PlaceOptions,
  clock: Budget,
): FoundPlan | undefined {
  let plan =
    problem.nodeCount === 0 ? planNothing(problem) : searchPlace(problem, { budget: budgetOf(seconds, options) });
  if (plan === undefined && problem.nodeCount > 0) {
    const known = options.findAnyPlan?.();
    if (known === 'none') return undefined;
    plan = searchPlace(problem, { budget: budgetOf(clock.secondsLeft(), options), seed: 2, start: known });
    plan ??= known && { label: known, measures: new PlaceState(problem, known.slice()).measures() };
  }
  const atHome = planAtHome(problem);
  const isBetter =
    atHome && (plan === undefined || compareMeasures(problem.stages, atHome.measures, plan.measures) < 0);
  return isBetter ? atHome : plan;
}

function isOpen(bound: PlaceBound | undefined, { measures }: FoundPlan): bound is PlaceBound {
  return bound !== undefined && bound.linksBound < measures.links;
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
  options: PlaceOptions,
  clock: Budget,
): PlaceBound | undefined {
  if (!(problem.stages[0]?.links ?? 0) || measures.links === 0) return undefined;
  const seconds = Math.min(partOfBound * options.timeLimit, clock.secondsLeft());
  if (seconds <= 0) return undefined;
  return boundPlace(problem, { budget: budgetOf(seconds, options), seconds, upper: measures.links });
}

/** Searches in rounds, ever longer, until one finds nothing better. */
function searchOn(
  problem: PlaceProblem,
  plan: FoundPlan,
  seconds: number,
  options: PlaceOptions,
  clock: Budget,
): FoundPlan {
  const budget = budgetOf(Math.min(partOfRounds * options.timeLimit, clock.secondsLeft()), options);
  let best = plan;
  for (let round = 0; budget.secondsLeft() > 0; round++) {
    const length = Math.min(seconds * 2 ** round, budget.secondsLeft());
    const found = searchPlace(problem, { budget: budgetOf(length, options), start: best.label, seed: 10 + round });
    if (found === undefined || compareMeasures(problem.stages, found.measures, best.measures) >= 0) break;
    best = found;
  }
  return best;
}

/** Proofs, in all the time that is left; without programs where a large problem is far from being proved. */
function prove(
  problem: PlaceProblem,
  plan: FoundPlan,
  options: PlaceOptions,
  bound: PlaceBound | undefined,
  clock: Budget,
): PlaceProof {
  const isFar = bound !== undefined && bound.linksBound < (1 - reach) * plan.measures.links;
  const programs = isFar && problem.nodeCount > mostNodesFarOff ? undefined : options.programs;
  return provePlace(problem, plan, { budget: budgetOf(clock.secondsLeft(), options), programs, bound });
}

/**
 * Searches on where the first objective is open and time is left; what is found is proved as far as it is without a
 * search.
 */
function goOn(
  problem: PlaceProblem,
  proof: PlaceProof,
  bound: PlaceBound | undefined,
  options: PlaceOptions,
  clock: Budget,
): PlaceProof {
  const left = clock.secondsLeft();
  if (proof.proved[0] === true || left < 0.1) return proof;
  const better = searchPlace(problem, { budget: budgetOf(left, options), start: proof.label, seed: 3 });
  if (better === undefined || compareMeasures(problem.stages, better.measures, proof.measures) >= 0) return proof;
  return provePlace(problem, better, { budget: new Budget(0), bound });
}
