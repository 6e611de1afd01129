/**
 * A plan for the combined placement problem, as good as time allows, and what is proved of it.
 *
 * Problem, input: see `PlaceProblem`; seconds, and who solves integer programs, if anybody does.
 * Result: a plan that keeps room and rules with a bound for each objective; undefined where none was found in time,
 * which is no proof that there is none.
 * Method: all plans, where the problem is small (`try-all-plans.ts`); else a search (`search-place.ts`) in turns with
 * a bound on links (`bound/bound-place.ts`; which has its turn when, says `improve-place.ts`), until programs are in
 * reach of a proof, or the budget ends; a stronger bound on links where labels hold few (`bound/bound-by-fillings.ts`);
 * proofs (`prove-place.ts`); and turns again, if the first objective is still open and something is left.
 * Guarantee: the plan keeps everything; the bounds are those of the parts. Equal input gives equal output, unless the
 * clock decides: `endedBy` says so.
 */

import { Budget, type Ending } from '../budget.ts';
import type { IntegerProgramSolver } from '../integer-program.ts';
import type { PlacementProgress } from '../placement/solve-placement.ts';
import type { Timing } from '../timing.ts';
import { strengthenByFillings } from './bound/bound-by-fillings.ts';
import { LinkBounding, type PlaceBound } from './bound/bound-place.ts';
import { compareMeasures, evaluateObjective } from './compare-measures.ts';
import { PlaceImprovement, partOfFirstBound } from './improve-place.ts';
import type { PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';
import { planAtHome } from './plan-at-home.ts';
import { type PlaceProof, provePlace } from './prove-place.ts';
import { type FoundPlan, PlaceSearch } from './search-place.ts';
import { tryAllPlans } from './try-all-plans.ts';

/** Of problems with so few nodes all plans are tried first, with so much work: a tenth of a second at most. */
const mostTried = 30;
const workOfTrying = 200_000;

/** A first plan is searched for in this part of the budget; then others are asked. */
const partOfFirst = 0.5;
/** The part of the budget for turns before programs are tried, where they are in reach, and the seconds for a node. */
const partBeforePrograms = 0.3;
const secondsOfNode = 0.03;
/** The part of the budget for the stronger bound. */
const partOfFillings = 0.25;
/** The part that the search has of the budget, as it seems at first. */
const shareOfSearch = 0.6;
/**
 * Programs are in reach of a proof where the links of the plan are no more than so much above their bound, with so many
 * nodes; with more of them so much less, as the tree to be searched grows.
 */
const reach = 0.1;
const nodesInReach = 120;
/** With so few nodes they are always tried. */
const mostNodesFarOff = 60;
/**
 * What is left for rounding in the end, and for whoever checks the answer before it is told: so many passes of the
 * bound, and so many seconds, but no more than this part of the budget.
 */
const passesAtLast = 20;
const secondsAtLast = 0.1;
const mostAtLast = 0.2;

export interface PlaceOptions extends Timing {
  /** Seconds for all. */
  readonly timeLimit: number;
  readonly programs?: IntegerProgramSolver | undefined;
  /** A plan to begin with; it need not keep anything but candidates. */
  readonly start?: Int32Array | undefined;
  /**
   * Asked once, when no plan was found at first: any plan that keeps everything, or that there is none, so that
   * searching on is in vain.
   */
  readonly findAnyPlan?: (() => Int32Array | 'none' | undefined) | undefined;
  /** Hears of plans and bounds on the way; the bound is not rounded up to what is proved in the end. */
  readonly onProgress?: ((progress: PlacementProgress) => void) | undefined;
}

export interface PlaceSolution extends PlaceProof {
  /** What shares prove of the links; undefined where they were not asked. */
  readonly bound: PlaceBound | undefined;
  readonly seconds: number;
  /** What ended it: that all is proved, that its steps were done, its limit of work, the clock, somebody. */
  readonly endedBy: 'proof' | 'done' | Ending;
}

export function solvePlace(problem: PlaceProblem, options: PlaceOptions): PlaceSolution | undefined {
  const clock = new Budget(options.timeLimit, options);
  const tried = problem.nodeCount > mostTried ? undefined : tryAllPlans(problem, workOfTrying);
  if (tried === 'none') {
    // There is none: whoever wants to know why finds out.
    options.findAnyPlan?.();
    return undefined;
  }
  if (tried !== undefined) {
    return { ...proveTried(problem, tried), bound: undefined, seconds: clock.secondsSpent(), endedBy: 'proof' };
  }
  const solver = new PlaceSolver(problem, { ...options, programs: clock.watch(options.programs) }, clock);
  const proof = solver.run();
  return proof && { ...proof, seconds: clock.secondsSpent(), endedBy: endingOf(proof, clock, solver.endedBy) };
}

function endingOf({ proved }: PlaceProof, clock: Budget, ofTurns: Ending | undefined): PlaceSolution['endedBy'] {
  if (proved.every(Boolean)) return 'proof';
  if (clock.isSpent() && clock.endedBy === 'interruption') return 'interruption';
  return clock.isHurried ? 'clock' : (ofTurns ?? clock.endedBy ?? 'done');
}

class PlaceSolver {
  /** What ended the last turns, if they were not just over. */
  endedBy: Ending | undefined;
  readonly #problem: PlaceProblem;
  readonly #options: PlaceOptions;
  readonly #clock: Budget;
  #search: PlaceSearch;
  #bounding: LinkBounding | undefined;
  #improvement: PlaceImprovement | undefined;
  /** What is proved of the links already. */
  #lower = 0;

  constructor(problem: PlaceProblem, options: PlaceOptions, clock: Budget) {
    this.#problem = problem;
    this.#options = options;
    this.#clock = clock;
    this.#search = new PlaceSearch(problem, { budget: clock, share: shareOfSearch, start: options.start });
  }

  run(): (PlaceProof & Pick<PlaceSolution, 'bound'>) | undefined {
    const first = this.#findFirst();
    if (first === undefined) return undefined;
    this.#startBound(first);
    const part = Math.min(partBeforePrograms, this.#secondsBeforePrograms / Math.max(this.#options.timeLimit, 1e-9));
    let plan = this.#takeTurns(first, part);
    let bound = this.#certify();
    if (bound && bound.linksBound < plan.measures.links) {
      bound = this.#strengthen(bound, plan);
      if (bound.by === 'fillings') plan = this.#takeTurns(plan, part);
    }
    const proof = this.#prove(plan, bound);
    if (proof.proved[0] === true || this.#clock.isSpent()) return { ...proof, bound };
    this.#search.offer(proof);
    this.#lower = Math.max(this.#lower, proof.bounds[0]!);
    plan = this.#takeTurns(proof, 1);
    const later = this.#certify();
    if (bound && later && later.linksBound > bound.linksBound) bound = later;
    return { ...keepFirstBound(proof, provePlace(this.#problem, plan, { budget: new Budget(0), bound })), bound };
  }

  #findFirst(): FoundPlan | undefined {
    const problem = this.#problem;
    if (problem.nodeCount === 0) return planNothing(problem);
    this.#search.begin();
    this.#clock.allow(partOfFirst);
    while (this.#search.best === undefined && !this.#clock.isSpent()) this.#search.step();
    this.#clock.allow(1);
    return betterOf(problem, this.#search.best ?? this.#findAny(), planAtHome(problem));
  }

  /** A plan where the search found none: one that somebody else finds, or what a search makes of that. */
  #findAny(): FoundPlan | undefined {
    const known = this.#options.findAnyPlan?.();
    if (known === 'none' || this.#clock.isSpent()) return undefined;
    this.#search = new PlaceSearch(this.#problem, { budget: this.#clock, share: shareOfSearch, seed: 2, start: known });
    this.#search.begin();
    while (known === undefined && this.#search.best === undefined && !this.#clock.isSpent()) this.#search.step();
    return (
      this.#search.best ??
      (known && { label: known, measures: new PlaceState(this.#problem, known.slice()).measures() })
    );
  }

  /** Links are bounded where the first objective counts them. */
  #startBound({ measures }: FoundPlan): void {
    const problem = this.#problem;
    if ((problem.stages[0]?.links ?? 0) > 0 && measures.links > 0 && !this.#clock.isSpent()) {
      this.#bounding = new LinkBounding(problem, partOfFirstBound * this.#clock.work);
    }
    this.#improvement = new PlaceImprovement(this.#clock, this.#search, this.#bounding);
  }

  /**
   * Turns, until nothing is open or left, or this part of the budget is spent and programs are in reach: the best plan.
   */
  #takeTurns(first: FoundPlan, part: number): FoundPlan {
    const clock = this.#clock;
    const improvement = this.#improvement!;
    clock.allow(1 - Math.min(mostAtLast, this.#secondsAtLast / Math.max(this.#options.timeLimit, 1e-9)));
    const [work, time] = [clock.workSpent, clock.spentFraction()];
    const isEnough = (): boolean =>
      clock.workSpent - work >= part * clock.work || clock.spentFraction() - time >= partBeforePrograms;
    let plan = first;
    while (!clock.isSpent() && this.#isOpen(plan) && !(part < 1 && isEnough() && this.#isInReach(plan))) {
      improvement.step(plan);
      plan = betterOf(this.#problem, plan, this.#search.best) ?? plan;
      this.#report('plans and bounds in turns', plan);
    }
    this.endedBy = clock.endedBy;
    clock.allow(1);
    return plan;
  }

  #isOpen({ measures }: FoundPlan): boolean {
    return this.#bounding === undefined || Math.max(this.#lower, this.#improvement!.bound) <= measures.links - 1;
  }

  #strengthen(bound: PlaceBound, plan: FoundPlan): PlaceBound {
    this.#report('bounds by what targets can hold', plan);
    this.#clock.allow(Math.min(1, this.#clock.spentFraction() + partOfFillings));
    const stronger = strengthenByFillings(bound, plan.measures.links, this.#clock);
    this.#clock.allow(1);
    this.#lower = stronger.linksBound;
    return stronger;
  }

  #report(stage: string, { measures }: FoundPlan): void {
    const lowerBound = Math.max(this.#lower, Math.floor(this.#improvement?.bound ?? 0));
    this.#options.onProgress?.({ stage, links: measures.links, lowerBound, seconds: this.#clock.secondsSpent() });
  }

  get #secondsAtLast(): number {
    return secondsAtLast + (this.#bounding?.secondsOf(passesAtLast) ?? 0);
  }

  get #secondsBeforePrograms(): number {
    return 0.5 + secondsOfNode * this.#problem.nodeCount;
  }

  #isInReach({ measures }: FoundPlan): boolean {
    if (this.#options.programs === undefined) return false;
    if (this.#bounding === undefined || this.#problem.nodeCount <= mostNodesFarOff) return true;
    const { nodeCount } = this.#problem;
    const open = reach * Math.min(1, nodesInReach / nodeCount) ** 2;
    return Math.max(this.#lower, this.#improvement!.bound) >= (1 - open) * measures.links;
  }

  #certify(): PlaceBound | undefined {
    return this.#improvement!.bound > 0 ? this.#bounding?.certify() : undefined;
  }

  #prove(plan: FoundPlan, bound: PlaceBound | undefined): PlaceProof {
    const programs = this.#isInReach(plan) ? this.#options.programs : undefined;
    this.#report(programs ? 'proofs by integer programs' : 'proofs', plan);
    return provePlace(this.#problem, plan, { budget: this.#clock, programs, bound });
  }
}

/** What is proved of a better plan, with what a program has proved of the first objective before. */
function keepFirstBound(before: PlaceProof, proof: PlaceProof): PlaceProof {
  const [known = 0] = before.bounds;
  if (known <= (proof.bounds[0] ?? 0)) return proof;
  return {
    ...proof,
    bounds: proof.bounds.map((bound, stage) => (stage === 0 ? known : bound)),
    boundBy: proof.boundBy.map((by, stage) => (stage === 0 ? before.boundBy[0]! : by)),
    proved: proof.proved.map((is, stage) => (stage === 0 ? known >= proof.values[0]! : is)),
  };
}

function betterOf(
  { stages }: PlaceProblem,
  plan: FoundPlan | undefined,
  other: FoundPlan | undefined,
): FoundPlan | undefined {
  if (plan === undefined || other === undefined) return plan ?? other;
  return compareMeasures(stages, other.measures, plan.measures) < 0 ? other : plan;
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
