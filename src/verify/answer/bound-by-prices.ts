// `!` in this file only marks reads of arrays inside their bounds.
import { clusterPlaced } from '../cluster-placed.ts';
import type { HalvedShares, PlaceCertificate } from '../place-certificate.ts';
import { findCrowds } from '../placed-crowds.ts';
import { meetNeighbours } from '../placed-neighbours.ts';
import type { PlacedProblem } from '../placed-problem.ts';
import type { PlacedShares } from '../placed-shares.ts';
import { recomputeFillings } from '../recompute-fillings.ts';
import { findMalformed, recomputeShares } from '../recompute-shares.ts';
import type { AskedSystem } from './asked-system.ts';
import type { SharesVerdict } from './bound-by-shares.ts';
import type { NumberedSystem } from './number-system.ts';
import { poseCertified } from './pose-certified.ts';

/**
 * The bound on links that shares and prices of a certificate prove under a policy, recomputed from the models in whole
 * numbers. What is not about them proves nothing, and is told. Time: see `recomputeShares`, `recomputeFillings`.
 */
export function boundByPrices(
  system: AskedSystem,
  numbered: NumberedSystem,
  { problem: said, shares: halved, fillings }: PlaceCertificate,
): SharesVerdict {
  const problem = poseCertified(system, numbered, said);
  if (typeof problem === 'string') return { kind: 'faults', faults: [problem] };
  const shares = completeShares(problem, halved);
  if (typeof shares === 'string') return { kind: 'faults', faults: [shares] };
  const byShares = recomputeShares(problem, shares);
  const byFillings = fillings === undefined ? undefined : recomputeFillings(problem, shares, fillings);
  const faults = [...byShares.faults, ...(byFillings?.faults ?? [])];
  if (faults.length > 0) return { kind: 'faults', faults: faults.map(fault => `the certificate: ${fault}`) };
  const bound = Math.max(byShares.bound, byFillings?.bound ?? 0);
  const some = said.costs.findIndex(cost => cost > 0);
  const unit = some < 0 ? 1 : system.costs[some]! / said.costs[some]!;
  return {
    kind: 'bound',
    links: (bound * unit) / system.units.links,
    by: bound > byShares.bound ? 'prices' : 'shares',
  };
}

/** Both shares of each link: the upper end has what the lower one leaves of the weight, and crowds take nothing of. */
function completeShares(problem: PlacedProblem, { lower, ...others }: HalvedShares): PlacedShares | string {
  const half = { ...others, shares: lower };
  const wrong = findMalformed(problem, half);
  if (wrong !== undefined) return `the certificate: ${wrong}`;
  const clusters = clusterPlaced(problem, others.divisors);
  const ends = meetNeighbours(problem, clusters);
  const crowds = findCrowds(problem, clusters, ends, half);
  if (typeof crowds === 'string') return `the certificate: ${crowds}`;
  if (lower.length !== ends.shareCount) return 'the certificate is about other links or candidates';
  const shares = new Float64Array(2 * lower.length);
  for (const { weight, step, zones, start } of ends.stretches) {
    for (let i = start; i < start + zones.length; i++) {
      shares[2 * i] = lower[i]!;
      shares[2 * i + 1] = Math.max(0, weight * step * others.unit - crowds.relief[i]!) - lower[i]!;
    }
  }
  return { ...others, shares };
}
