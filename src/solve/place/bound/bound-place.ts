/**
 * A bound on what the links of any plan cost, with a certificate.
 *
 * Problem: say what no plan goes below that keeps room and rules.
 * Input: a problem, a budget, what the links of a known plan cost, if any is known. Result: the bound, and shares and
 * prices that prove it; `verify` recomputes it from them.
 * Guarantee: valid whatever ends it; the relaxation is the local polytope with rows for groups and stars, and for
 * crowds at a distance of two.
 * Time: as many passes of the ascent as the budget has work for, at most `mostPasses`. Space: O(shares).
 * Ties: none; equal budgets give equal bounds unless the clock ends them.
 */

import type { Budget } from '../../budget.ts';
import type { PlaceProblem } from '../place-problem.ts';
import { type BoundModel, buildBoundModel } from './bound-model.ts';
import type { FillingCertificate } from './filling-certificate.ts';
import { boundOfCertificate, certifyShares, type PlaceCertificate } from './place-certificate.ts';
import { ShareAscent } from './share-ascent.ts';

export interface BoundOptions {
  readonly budget: Budget;
  /** Seconds of the budget that may be used, at most. */
  readonly seconds: number;
  /** What the links of a known plan cost: a bound that reaches it is good enough. */
  readonly upper?: number | undefined;
  /** Hears of the bound as it grows; not proved yet. */
  readonly onBound?: ((bound: number) => void) | undefined;
}

export interface PlaceBound {
  readonly linksBound: number;
  readonly by: 'shares' | 'fillings';
  readonly certificate: PlaceCertificate;
  /** Given where it proves more. */
  readonly fillings?: FillingCertificate | undefined;
}

const mostPasses = 12_000;
/** Temperatures, in mean weights of a link, and rates, at the beginning and at the end. */
const cooling = { from: 0.3, to: 0.01 };
const rates = { from: 0.05, to: 0.002 };
/** Units of work per second, as in `Budget`. */
const workPerSecond = 2e8;

export function boundPlace(problem: PlaceProblem, { budget, seconds, upper, onBound }: BoundOptions): PlaceBound {
  const model = buildBoundModel(problem);
  const ascent = new ShareAscent(model);
  const work = workOfPass(model) + 10 * ascent.wedgeWork;
  const passes = Math.max(1, Math.min(mostPasses, Math.floor((seconds * workPerSecond) / work)));
  const begin = budget.secondsSpent();
  const certify = (): PlaceBound => {
    const certificate = certifyShares(model, ascent);
    return { linksBound: boundOfCertificate(model, certificate), by: 'shares', certificate };
  };
  for (let pass = 0; ; pass++) {
    // A slow machine cools faster rather than end hot.
    const done = Math.min(1, Math.max(pass / passes, (budget.secondsSpent() - begin) / seconds));
    ascent.pass(ascent.meanWeight * cooling.from * (cooling.to / cooling.from) ** done);
    budget.spend(work);
    const bound = model.links.total - ascent.collected;
    if (pass % 20 === 0) onBound?.(Math.max(0, Math.floor(bound)));
    if (upper !== undefined && bound > upper - 1) {
      const reached = certify();
      if (reached.linksBound >= upper) return reached;
    }
    if (done >= 1 || budget.isSpent()) return certify();
    ascent.step(rates.from * (rates.to / rates.from) ** done);
  }
}

function workOfPass({ links, clusters, rows }: BoundModel): number {
  let candidates = 0;
  for (let c = 0; c < clusters.count; c++) {
    candidates += clusters.lists.start[clusters.listOf[c]! + 1]! - clusters.lists.start[clusters.listOf[c]!]!;
  }
  return 12 * links.shareCount + candidates * (10 + 3 * clusters.need.length) + 100 * clusters.count + rows.priceCount;
}
