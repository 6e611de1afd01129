/**
 * Checks a plan of the combined placement problem and all that is said of it, in code of its own.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { countPlaced } from './count-placed.ts';
import { findBroken, measurePlaced } from './measure-placed.ts';
import type { PlacedFillings } from './placed-fillings.ts';
import type { PlacedMeasures, PlacedProblem } from './placed-problem.ts';
import type { PlacedShares } from './placed-shares.ts';
import { recomputeFillings } from './recompute-fillings.ts';
import { recomputeShares } from './recompute-shares.ts';

/** What a solution claims, as far as it can be checked. */
export interface PlaceClaim {
  readonly plan: Int32Array;
  readonly measures: PlacedMeasures;
  /** Stage → what the plan comes to there. */
  readonly values: readonly number[];
  /** Stage → what no plan goes below that is as good in the stages before. */
  readonly bounds: readonly number[];
  readonly proved: readonly boolean[];
  /** What no plan has fewer links than, by the certificates alone: the better of them. */
  readonly linksBound: number;
  /** Stage → whether its bound can be recomputed, from certificates and by counting; a search stands for the others. */
  readonly byCertificate: readonly boolean[];
  readonly certificate?: PlacedShares | undefined;
  readonly fillings?: PlacedFillings | undefined;
}

/**
 * Checks every node on one of its candidates, room, rules and moves; measures and objectives counted again; the bound
 * on links recomputed from its certificate in whole numbers; and that nothing is called proved that its bound does not
 * prove.
 * Returns a sentence for each fault; none means that all is well.
 */
export function verifyPlace(problem: PlacedProblem, claim: PlaceClaim): string[] {
  const faults = findBroken(problem, claim.plan);
  if (faults.length > 0) return faults;
  const counted = measurePlaced(problem, claim.plan);
  for (const measure of Object.keys(counted) as (keyof PlacedMeasures)[]) {
    compare(measure, claim.measures[measure], counted[measure], faults);
  }
  problem.stages.forEach((stage, i) => {
    const value = evaluate(stage, counted);
    compare(`objective ${i}`, claim.values[i], value, faults);
    const bound = claim.bounds[i] ?? 0;
    if (bound > value) faults.push(`objective ${i} is said to be at least ${bound}, and the plan has ${value}`);
    if (claim.proved[i] === true && bound !== value) {
      faults.push(`objective ${i} is called proved without a bound that meets it`);
    }
    if (claim.proved[i] === true && i > 0 && claim.proved[i - 1] !== true) {
      faults.push(`objective ${i} is called proved, and the one before is not`);
    }
  });
  if (claim.linksBound > counted.links) {
    faults.push(`links are said to be at least ${claim.linksBound}, and the plan has ${counted.links}`);
  }
  const least = { ...countPlaced(problem), links: claim.linksBound };
  problem.stages.forEach((stage, i) => {
    if (claim.byCertificate[i] === true && (claim.bounds[i] ?? 0) > evaluate(stage, least)) {
      faults.push(`the bound of objective ${i} is more than what is proved of its measures`);
    }
  });
  faults.push(...checkCertificates(problem, claim));
  return faults;
}

function evaluate(stage: Partial<PlacedMeasures>, measures: PlacedMeasures): number {
  const names = Object.keys(stage) as (keyof PlacedMeasures)[];
  return names.reduce((sum, name) => sum + (stage[name] ?? 0) * measures[name], 0);
}

function checkCertificates(problem: PlacedProblem, { certificate, fillings, linksBound }: PlaceClaim): string[] {
  const checked = [
    ...(certificate === undefined ? [] : [recomputeShares(problem, certificate)]),
    ...(fillings === undefined || certificate === undefined ? [] : [recomputeFillings(problem, certificate, fillings)]),
  ];
  const faults = checked.flatMap(({ faults: found }) => found);
  const bound = checked.reduce((most, { bound: its }) => Math.max(most, its), 0);
  if (faults.length > 0 || bound >= linksBound) return faults;
  if (checked.length === 0) return ['there is a bound on links without a certificate'];
  return [`links are said to be at least ${linksBound}, but the certificate proves ${bound} only`];
}

function compare(what: string, claimed: number | undefined, counted: number, faults: string[]): void {
  if (claimed !== counted) faults.push(`${what}: ${claimed} claimed, ${counted} counted`);
}
