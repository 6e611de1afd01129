/**
 * A bound on what the links of any plan cost, with a certificate.
 *
 * Problem: say what no plan goes below that keeps room and rules.
 * Input: a problem, a budget, what the links of a known plan cost, if any is known. Result: the bound, and shares and
 * prices that prove it; `verify` recomputes it from them.
 * Guarantee: valid whatever ends it; the relaxation is the local polytope with rows for groups and stars, and for
 * crowds at a distance of up to three links.
 * Time: as many passes of the ascent as the budget has work for, at most `mostPasses`. Space: O(shares).
 * Ties: none; equal budgets give equal bounds unless the clock ends them.
 */

import { type Budget, workPerSecond } from '../../budget.ts';
import type { PlaceProblem } from '../place-problem.ts';
import { type BoundModel, buildBoundModel } from './bound-model.ts';
import type { FillingCertificate } from './filling-certificate.ts';
import { boundOfCertificate, certifyShares, type PlaceCertificate } from './place-certificate.ts';
import { ShareAscent } from './share-ascent.ts';
import { chooseWedges } from './wedge-choice.ts';

export interface PlaceBound {
  readonly model: BoundModel;
  readonly linksBound: number;
  readonly by: 'shares' | 'fillings';
  readonly certificate: PlaceCertificate;
  /** Given where it proves more. */
  readonly fillings?: FillingCertificate | undefined;
}

const mostPasses = 12_000;
/**
 * Temperatures, in mean weights of a link, and rates, at the beginning and at the end: of the first passes, and where
 * they are gone on with.
 */
const first = { hot: 0.3, cold: 0.001, fast: 0.05, slow: 0.002 };
const later = { hot: 0.02, cold: 0.0005, fast: 0.01, slow: 0.0005 };
/** Wedges gain less than passes do where there are fewer. */
const fewPasses = 300;

/** A term of a pass is done faster than a trial of a search: measured from 300 to 10,000 nodes. */
const workOfTerm = 0.6;
/** A zone of a path that crowds relieve links along, there and back. */
const workOfWedge = 6;

/** What a step may do. */
export interface BoundStep {
  readonly budget: Budget;
  readonly passes: number;
  /** What the links of a known plan cost: a bound that reaches it is good enough. */
  readonly upper?: number | undefined;
}

/** A bound in steps, so that others may work on the same budget in between. */
export class LinkBounding {
  readonly #model: BoundModel;
  readonly #ascent: ShareAscent;
  readonly #workOfPass: number;
  #hasBegun = false;

  /** @param work that all steps may take: where there is little, only short paths count, or none */
  constructor(problem: PlaceProblem, work: number) {
    const model = buildBoundModel(problem);
    const plain = workOfPass(model);
    const wedges = chooseWedges(model, (work / fewPasses - plain) / workOfWedge);
    this.#model = { ...model, wedges };
    this.#workOfPass = plain + workOfWedge * wedges.work;
    this.#ascent = new ShareAscent(this.#model);
  }

  /** How many passes so much work is: one at least. */
  passesWithin(work: number): number {
    return Math.max(1, Math.min(mostPasses, Math.floor(work / this.#workOfPass)));
  }

  /** What so many passes take. */
  secondsOf(passes: number): number {
    return (passes * this.#workOfPass) / workPerSecond;
  }

  /** What the links of any plan cost, by shares and prices as they stand: not rounded, and not proved yet. */
  get bound(): number {
    return this.#model.links.total - this.#ascent.collected;
  }

  /** So many passes, from hot to cold; ends before where the budget does, or where the bound is as good as can be. */
  step({ budget, passes, upper }: BoundStep): void {
    const { hot, cold, fast, slow } = this.#hasBegun ? later : first;
    this.#hasBegun = true;
    const begin = budget.spentFraction();
    const share = (passes * this.#workOfPass) / Math.max(1, budget.work);
    const ascent = this.#ascent;
    for (let pass = 0; ; pass++) {
      // Where the clock is ahead of the work, it cools faster rather than end hot.
      const done = Math.min(1, Math.max(pass / passes, (budget.spentFraction() - begin) / share));
      ascent.pass(ascent.meanWeight * hot * (cold / hot) ** done);
      budget.spend(this.#workOfPass);
      if (done >= 1 || budget.isSpent()) return;
      if (upper !== undefined && this.bound > upper - 1 && this.certify().linksBound >= upper) return;
      ascent.step(fast * (slow / fast) ** done);
    }
  }

  /** Rounds shares and prices as they stand, and adds up what they prove. */
  certify(): PlaceBound {
    const certificate = certifyShares(this.#model, this.#ascent);
    return { model: this.#model, linksBound: boundOfCertificate(this.#model, certificate), by: 'shares', certificate };
  }
}

function workOfPass({ links, clusters, rows }: BoundModel): number {
  let candidates = 0;
  for (let c = 0; c < clusters.count; c++) {
    candidates += clusters.lists.start[clusters.listOf[c]! + 1]! - clusters.lists.start[clusters.listOf[c]!]!;
  }
  const terms = 12 * links.shareCount + candidates * (10 + 3 * clusters.need.length) + 100 * clusters.count;
  return workOfTerm * (terms + rows.priceCount);
}
