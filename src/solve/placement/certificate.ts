// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import type { PlacementCore } from './reduce.ts';
import type { WeightShares } from './trw-s.ts';

/**
 * Why a plan cannot have fewer links, in a form that anyone can check: the weight of each dependency is shared out between
 * its two ends, for each target that both may take. A plan that keeps the dependency inside a target collects its weight;
 * a service collects at most the most that any one of its candidates is given. What all services together can collect
 * bounds what can be saved, and the rest of the weight must cross the network.
 */
export interface ShareCertificate {
  /** Dependency (as in the instance) → where its shares start in `shares`, or -1: it has none. */
  readonly startOf: Int32Array;
  /** Per dependency and common candidate, ascending: what one end is given; the other is given the rest of the weight. */
  readonly shares: Float32Array;
  /** Dependency → 1 if `shares` holds the share of the end with the higher number, 0 if that of the lower one. */
  readonly toUpper: Uint8Array;
}

/** Shares count in units of 1/D, D a power of two so chosen that every sum of shares is an exact whole number. */
export function denominatorFor(totalWeight: number): number {
  let denominator = 1;
  while (denominator < 2 ** 16 && totalWeight * denominator * 2 < 2 ** 51) denominator *= 2;
  return denominator;
}

/**
 * What the nodes `from` to `to - 1` (whole components) can save at most, for certain: the shares are rounded to whole
 * units, which leaves them a valid sharing out, and then everything is whole numbers. O(Σ_v candidates · degree).
 */
export function certainlySavedAtMost(core: PlacementCore, shares: WeightShares, from: number, to: number): number {
  const denominator = denominatorFor(core.totalWeight);
  const units = shares.savedAtMost(from, to, denominator);
  return Math.floor(units / denominator);
}
