/**
 * Chooses targets at low cost so that each service has one.
 *
 * Problem    Weighted set cover: targets are the sets, services the elements.
 * Input      Candidate lists and costs in whole numbers.
 * Result     A cover and, by dual fitting, a lower bound on the cost of every cover.
 * Guarantee  Cost at most H(n) times the optimum, n being the most services that one target can host.
 * Time       O(targets · candidates) at worst; each round looks at every target once.
 * Source     V. Chvátal, "A greedy heuristic for the set-covering problem", Mathematics of Operations Research 4 (1979); the bound by dual
 *            fitting: V. Vazirani, "Approximation Algorithms" (2001), section 13.1.
 * Deviations Costs are compared as fractions of whole numbers, so nothing is rounded.
 * Ties       Of equally cheap targets the lowest number wins.
 */
import type { SetCover, SetCoverProblem } from './set-cover.ts';

export function coverGreedily({ candidates, costs }: SetCoverProblem): SetCover {
  const hosted = listHosted(candidates, costs.length);
  const assignment = candidates.map(() => -1);
  const uncovered = hosted.map(services => services.length);
  const chosen: number[] = [];
  for (let open = candidates.length; open > 0; ) {
    const target = cheapest(costs, uncovered);
    const count = uncovered[target] ?? 0;
    for (const service of hosted[target] ?? []) {
      if (assignment[service] !== -1) continue;
      assignment[service] = target;
      for (const other of candidates[service] ?? []) uncovered[other] = (uncovered[other] ?? 0) - 1;
    }
    chosen.push(target);
    open -= count;
  }
  chosen.sort((a, b) => a - b);
  const cost = chosen.reduce((sum, target) => sum + (costs[target] ?? 0n), 0n);
  const lowerBound = divideByHarmonic(cost, Math.max(0, ...hosted.map(services => services.length)));
  return { assignment, chosen, cost, lowerBound, optimal: lowerBound === cost };
}

/** Target → the services that may go there, ascending. */
export function listHosted(candidates: readonly (readonly number[])[], targetCount: number): readonly number[][] {
  const hosted: number[][] = Array.from({ length: targetCount }, () => []);
  candidates.forEach((targets, service) => {
    for (const target of targets) hosted[target]?.push(service);
  });
  return hosted;
}

/** The target with the least cost for each service that it newly covers. */
function cheapest(costs: readonly bigint[], uncovered: readonly number[]): number {
  let best = -1;
  uncovered.forEach((count, target) => {
    if (count === 0) return;
    const left = (costs[target] ?? 0n) * BigInt(uncovered[best] ?? 0);
    const right = (costs[best] ?? 0n) * BigInt(count);
    if (best < 0 || left < right) best = target;
  });
  return best;
}

/** The cost over H(n), rounded up (costs are whole): what the services paid, over H(n), is a feasible dual. */
function divideByHarmonic(cost: bigint, largest: number): bigint {
  let numerator = 0n;
  let denominator = 1n;
  for (let i = 1n; i <= BigInt(Math.min(largest, 60)); i++) {
    numerator = numerator * i + denominator;
    denominator *= i;
  }
  if (largest === 0) return 0n;
  // Beyond sixty, H(n) < H(60) + ln(n / 60) + a little: rounded up to hundredths, so that the bound stays a bound.
  if (largest > 60) {
    const more = BigInt(Math.ceil(100 * Math.log(largest / 60)) + 1);
    numerator = numerator * 100n + denominator * more;
    denominator *= 100n;
  }
  return (cost * denominator + numerator - 1n) / numerator;
}
