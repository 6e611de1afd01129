/**
 * A better plan and a better bound on its links, in turns, on one budget.
 *
 * Problem: what a second buys differs by orders of magnitude: of a small problem a bound is as good as it gets in a
 * second, of a large one it takes minutes; and so it is with plans.
 * Input: a search that has begun, and a bound, which may be missing; a budget. Result: both, improved.
 * Method: steps of counted work. The bound has one step first, as long as it needs to be good, but no longer than its
 * part of all. Then the next step is for the side that closed more of the gap for its work the last time, and each
 * has its turn at the latest when the other one has done `patience` as much work as its own next step takes. A bound
 * that hardly gains anything any more is done. Steps of the bound get longer, those of the search are as long as it
 * likes.
 * Guarantee: neither gets worse. Equal input gives equal output unless the clock is ahead of the work.
 */

import type { Budget } from '../budget.ts';
import type { LinkBounding } from './bound/bound-place.ts';
import type { FoundPlan, PlaceSearch } from './search-place.ts';

/** The bound's first step: so many passes, if they take no more than this part of the budget. */
const firstPasses = 300;
export const partOfFirstBound = 0.2;
/** Passes of a later step, by those of the one before; and the part of the budget that they take at most. */
const growth = 2;
const partOfBound = 0.15;
const patience = 4;
/** A link less in the plan is worth so many of the bound: it is the plan that people came for. */
const worthOfPlan = 2;
/** A bound that gains less than this part of the gap in a step is done. */
const leastGain = 0.01;

interface Side {
  /** What the steps of its last turn gained, for their work: plans gain in leaps, with nothing in between. */
  rate: number;
  gained: number;
  spent: number;
  /** The work of its last step, and what the other side has done since. */
  work: number;
  waited: number;
}

const newSide = (): Side => ({ rate: Number.POSITIVE_INFINITY, gained: 0, spent: 0, work: 0, waited: 0 });

export class PlaceImprovement {
  readonly #budget: Budget;
  readonly #search: PlaceSearch;
  readonly #bounding: LinkBounding | undefined;
  readonly #ofPlan = newSide();
  readonly #ofBound = newSide();
  #passes = 0;
  #isBoundDone = false;

  constructor(budget: Budget, search: PlaceSearch, bounding: LinkBounding | undefined) {
    this.#budget = budget;
    this.#search = search;
    this.#bounding = bounding;
    this.#isBoundDone = bounding === undefined;
  }

  /** What shares prove of the links, not rounded; 0 where nothing is known. */
  get bound(): number {
    return this.#passes === 0 ? 0 : (this.#bounding?.bound ?? 0);
  }

  /** One step of one side. */
  step(plan: FoundPlan): void {
    const isForBound = this.#isBoundsTurn();
    const before = this.#gap(plan);
    const work = this.#budget.workSpent;
    const isFirst = this.#passes === 0;
    if (isForBound) this.#raise(plan);
    else this.#search.step();
    const spent = Math.max(1, this.#budget.workSpent - work);
    const gain = Math.max(0, before - this.#gap(this.#search.best ?? plan));
    const [side, other] = isForBound ? [this.#ofBound, this.#ofPlan] : [this.#ofPlan, this.#ofBound];
    const isNewTurn = side.waited > 0;
    side.gained = (isNewTurn ? 0 : side.gained) + gain;
    side.spent = (isNewTurn ? 0 : side.spent) + spent;
    Object.assign(side, { rate: side.gained / side.spent, work: spent, waited: 0 });
    other.waited += spent;
    // What the first step gained says nothing of what the next one will: it comes when it has waited long enough.
    if (isForBound && isFirst) this.#ofBound.rate = 0;
    if (isForBound && gain < leastGain * before) this.#isBoundDone = true;
  }

  #isBoundsTurn(): boolean {
    if (this.#isBoundDone) return false;
    if (this.#passes === 0) return true;
    const [plan, bound] = [this.#ofPlan, this.#ofBound];
    if (plan.waited > patience * plan.work) return false;
    if (bound.waited > patience * growth * bound.work) return true;
    return bound.rate > worthOfPlan * plan.rate;
  }

  /** The gap in links; all that the plan has where there is no bound yet. */
  #gap({ measures }: FoundPlan): number {
    return Math.max(0, measures.links - Math.max(0, this.bound));
  }

  #raise({ measures }: FoundPlan): void {
    const bounding = this.#bounding!;
    const most = bounding.passesWithin((this.#passes === 0 ? partOfFirstBound : partOfBound) * this.#budget.work);
    const passes = Math.min(this.#passes === 0 ? firstPasses : growth * this.#passes, most);
    this.#passes = passes;
    bounding.step({ budget: this.#budget, passes, upper: measures.links });
  }
}
