/**
 * Says which bounds on the objectives of a plan are recounted here, and which rest on the search that claims them.
 * Where a bound has no certificate, and the problem is small, all plans are tried, by a search that knows nothing of
 * the one that found the plan.
 */
import { findBestPlan } from './find-best-plan.ts';
import type { PlacedProblem } from './placed-problem.ts';

/** Faults, a sentence each, and objective → whether what is said of other plans is recounted. */
export interface CertifiedStages {
  readonly faults: readonly string[];
  readonly certified: readonly boolean[];
}

/** What is said of objectives. */
export interface StagesClaim {
  /** Objective → what the plan comes to. */
  readonly values: readonly number[];
  /** Objective → what no plan goes below that is as good in those before. */
  readonly bounds: readonly number[];
  /** Objective → whether its bound was recounted already, from certificates or by counting. */
  readonly byCertificate: readonly boolean[];
}

/** Problems with more nodes have too many plans, but for the odd one. */
const mostNodes = 100;
/** Looks at a node and a label: some 0.02 seconds at worst. */
export const workOfStages = 100_000;

/**
 * O(work) where a bound has no certificate.
 * @param pose the problem; asked for where all of its plans are tried
 */
export function certifyStages(
  nodeCount: number,
  pose: () => PlacedProblem,
  { values, bounds, byCertificate }: StagesClaim,
  work: number = workOfStages,
): CertifiedStages {
  // No measure is below 0: that needs no certificate.
  const certified = values.map((_, i) => byCertificate[i] === true || (bounds[i] ?? 0) <= 0);
  if (certified.every(one => one) || nodeCount > mostNodes) return { faults: [], certified };
  const best = findBestPlan(pose(), values, work);
  const faults: string[] = [];
  values.forEach((_, i) => {
    // A bound of a later objective speaks of plans that are as good before.
    if (!best.values.slice(0, i).every((value, j) => value === values[j])) return;
    const [least = 0, bound = 0] = [best.values[i], bounds[i]];
    if (least < bound) faults.push(`objective ${i} is said to be at least ${bound}, but a plan has ${least}`);
    else if (!best.isOpen) certified[i] = true;
  });
  return { faults, certified };
}
