/**
 * Chooses targets at low cost so that each service has one.
 *
 * Problem    Weighted set cover: targets are the sets, services the elements.
 * Input      Candidate lists and costs in whole numbers.
 * Result     A cover and, by dual fitting, prices that carry a lower bound on the cost of every cover.
 * Guarantee  Cost at most H(n) times the optimum, n being the most services that one target can host.
 * Time       O(targets · candidates) at worst; each round looks at every target once.
 * Source     V. Chvátal, "A greedy heuristic for the set-covering problem", Mathematics of Operations Research 4
 *            (1979); the bound by dual fitting: V. Vazirani, "Approximation Algorithms" (2001), section 13.1.
 * Deviation  Costs are compared as fractions of whole numbers, so nothing is rounded. Prices are rounded down to parts
 *            so small that all services together lose less than a thousand-millionth of a unit.
 * Ties       Of equally cheap targets the lowest number wins.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import type { CoverCertificate, SetCover, SetCoverProblem } from './set-cover.ts';

/** So many parts of a unit of cost are one, for one service. */
const fineness = 1_000_000_000n;

/** A cover, and prices that bound the cost of every cover. Each service must have a candidate. */
export function coverGreedily({ candidates, costs }: SetCoverProblem): SetCover {
  const hosted = listHosted(candidates, costs.length);
  const assignment = candidates.map(() => -1);
  /** Service → how many services were new to its target when this was chosen: they share the target's cost. */
  const sharers = candidates.map(() => 1);
  const uncovered = hosted.map(services => services.length);
  const chosen: number[] = [];
  for (let open = candidates.length; open > 0; ) {
    const target = cheapest(costs, uncovered);
    const count = uncovered[target]!;
    for (const service of hosted[target]!) {
      if (assignment[service] !== -1) continue;
      assignment[service] = target;
      sharers[service] = count;
      for (const other of candidates[service]!) uncovered[other]!--;
    }
    chosen.push(target);
    open -= count;
  }
  chosen.sort((a, b) => a - b);
  const cost = chosen.reduce((sum, target) => sum + costs[target]!, 0n);
  const shares = assignment.map((target, service) => ({ cost: costs[target]!, count: BigInt(sharers[service]!) }));
  const largest = hosted.reduce((most, services) => Math.max(most, services.length), 0);
  const { certificate, lowerBound } = fitPrices(shares, largest);
  return { assignment, chosen, cost, lowerBound, optimal: lowerBound === cost, certificate };
}

/** Target → the services that may go there, ascending. */
function listHosted(candidates: readonly (readonly number[])[], targetCount: number): readonly number[][] {
  const hosted: number[][] = Array.from({ length: targetCount }, () => []);
  candidates.forEach((targets, service) => {
    for (const target of targets) hosted[target]!.push(service);
  });
  return hosted;
}

/** The target with the least cost for each service that it newly covers. */
function cheapest(costs: readonly bigint[], uncovered: readonly number[]): number {
  let best = -1;
  uncovered.forEach((count, target) => {
    if (count === 0) return;
    if (best < 0 || costs[target]! * BigInt(uncovered[best]!) < costs[best]! * BigInt(count)) best = target;
  });
  return best;
}

/** What each service paid, over H(n), is a feasible dual; its sum, rounded up since costs are whole, is a bound. */
function fitPrices(shares: readonly { readonly cost: bigint; readonly count: bigint }[], largest: number) {
  const { numerator, denominator } = harmonicNumber(largest);
  const parts = fineness * BigInt(shares.length + 1);
  const prices = shares.map(({ cost, count }) => (cost * parts * denominator) / (count * numerator));
  const sum = prices.reduce((a, b) => a + b, 0n);
  const certificate: CoverCertificate = { kind: 'prices', prices, parts };
  return { certificate, lowerBound: (sum + parts - 1n) / parts };
}

/** H(n) as a fraction; beyond sixty a fraction a little above it, so that a bound stays a bound. H(0) counts as 1. */
function harmonicNumber(n: number): { readonly numerator: bigint; readonly denominator: bigint } {
  if (n === 0) return { numerator: 1n, denominator: 1n };
  let numerator = 0n;
  let denominator = 1n;
  for (let i = 1n; i <= BigInt(Math.min(n, 60)); i++) {
    numerator = numerator * i + denominator;
    denominator *= i;
  }
  if (n > 60) {
    // H(n) < H(60) + ln(n / 60) + a little, rounded up to hundredths.
    const more = BigInt(Math.ceil(100 * Math.log(n / 60)) + 1);
    numerator = numerator * 100n + denominator * more;
    denominator *= 100n;
  }
  return { numerator, denominator };
}
