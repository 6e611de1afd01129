import { type Budget, workPerSecond } from '../../../src/solve/budget.ts';
import { LinkBounding, type PlaceBound } from '../../../src/solve/place/bound/bound-place.ts';
import type { PlaceProblem } from '../../../src/solve/place/place-problem.ts';
import { type FoundPlan, PlaceSearch, type SearchOptions } from '../../../src/solve/place/search-place.ts';

/** What bounds links in one step. */
export interface BoundOptions {
  readonly budget: Budget;
  /** Seconds of the budget that may be used, at most. */
  readonly seconds: number;
  /** What the links of a known plan cost: a bound that reaches it is good enough. */
  readonly upper?: number | undefined;
}

/** A bound on links in one step, from hot to cold. */
export function boundPlace(problem: PlaceProblem, { budget, seconds, upper }: BoundOptions): PlaceBound {
  const work = seconds * workPerSecond;
  const bounding = new LinkBounding(problem, work);
  bounding.step({ budget, passes: bounding.passesWithin(work), upper });
  return bounding.certify();
}

/** The best plan that a search finds which has the budget for itself. */
export function searchPlace(problem: PlaceProblem, options: SearchOptions): FoundPlan | undefined {
  const search = new PlaceSearch(problem, options);
  search.begin();
  while (options.budget.spentFraction() < 1) search.step();
  return search.best;
}
