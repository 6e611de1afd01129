/**
 * The bound on links that prices of places prove, recomputed in whole numbers: see `PlacedFillings` for what they are.
 *
 * Level by level a cluster pays for the zone that it is in, and the zone earns the weights of the links in it less
 * that. So all that is saved is what clusters pay, at most with one label each, and what zones earn with what fits
 * into them. That no zone earns more than it is said to is searched through again (`refute-filling.ts`).
 * Time: O(Σ candidates · levels), and for each zone a search that is given up after some ten thousand branches.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { findDues, type PlacedDues } from './placed-dues.ts';
import type { PlacedFillings } from './placed-fillings.ts';
import type { PlacedEnds } from './placed-neighbours.ts';
import type { PlacedProblem } from './placed-problem.ts';
import type { PlacedClusters, PlacedShares } from './placed-shares.ts';
import { checkShares, type MetShares, type Recomputed } from './recompute-shares.ts';
import { canEarnMore, type ZoneToFill } from './refute-filling.ts';

/** Weights and prices up to this, times needs up to 2^20, are exact. */
const mostUnits = 2 ** 31;

/** `shares`: by which the searches are shorter; their prices of crowds count, not those of room, rows and moves. */
export function recomputeFillings(problem: PlacedProblem, shares: PlacedShares, fillings: PlacedFillings): Recomputed {
  const fail = (fault: string): Recomputed => ({ faults: [fault], bound: 0 });
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
  const { unit, movePrice, prices, most } = fillings;
  if (!isCount(unit)) return fail('the unit is no whole number of at least 1');
  if (!Number.isSafeInteger(movePrice) || movePrice < 0) return fail(`the price of moves is ${movePrice}`);
  const met = checkShares(problem, shares);
  if (typeof met === 'string') return fail(met);
  const { clusters, ends } = met;
  if (ends.total * unit > mostUnits || clusters.have.some(has => has.some(amount => amount > 2 ** 20))) {
    return fail('products are too large to be exact');
  }
  if (fillings.parts.length !== ends.shareCount) return fail('parts of links are too few or too many');
  if (!fillings.parts.every(Number.isSafeInteger)) return fail('a part of a link is no whole number');
  if (prices.length !== ends.levels.length || most.length !== ends.levels.length) return fail('levels are missing');
  for (const [level, { zoneCount }] of ends.levels.entries()) {
    const size = zoneCount * clusters.members.length;
    if (prices[level]!.length !== size) return fail('prices of places are too few or too many');
    if (most[level]!.length !== zoneCount) return fail('zones are too few or too many');
    for (const price of prices[level]!)
      if (!(Math.abs(price) <= mostUnits)) return fail(`a price of a place is ${price}`);
    if (![...prices[level]!, ...most[level]!].every(Number.isSafeInteger)) return fail('a number is not whole');
  }
  const labelPrices = new Float64Array(problem.resources.length * problem.labelCount);
  const dues = findDues(problem, clusters, { ...fillings, labelPrices, priceUnit: 1 });
  if (typeof dues === 'string') return fail(dues);
  const zone = findUnderstated(problem, met, shares, fillings);
  if (zone !== undefined) return fail(`a zone can earn more than is said: level ${zone[0]}, zone ${zone[1]}`);
  const paid = payAtMost(clusters, ends, dues, fillings);
  const collected = most.reduce((sum, zones) => zones.reduce((a, b) => a + b, sum), paid);
  if (!Number.isSafeInteger(collected)) return fail('sums are too large to be exact');
  if (collected !== fillings.collected)
    return fail(`${fillings.collected} units are said to be saved, not ${collected}`);
  const left = BigInt(ends.total) * BigInt(unit) - BigInt(collected);
  const grain = BigInt(ends.grain) * BigInt(unit);
  if (left <= 0n || grain === 0n) return { faults: [], bound: 0 };
  return { faults: [], bound: Number((left + grain - 1n) / grain) * ends.grain };
}

/** What clusters pay at most, and what prices of rows and moves are worth. */
function payAtMost(
  { labels }: PlacedClusters,
  { levels }: PlacedEnds,
  { worth, dueOf }: PlacedDues,
  { prices }: PlacedFillings,
): number {
  let sum = worth;
  labels.forEach((list, c) => {
    if (list.length === 0) return; // it can be nowhere: whatever is said holds
    const payments = list.map(label =>
      levels.reduce((a, { zoneOf, zoneCount }, level) => a + prices[level]![c * zoneCount + zoneOf[label]!]!, 0),
    );
    sum += Math.max(...payments.map((payment, i) => payment - dueOf(c, list[i]!)));
  });
  return sum;
}

/** Level and number of a zone that can earn more than it is said to, or of which that is not found out in time. */
function findUnderstated(
  problem: PlacedProblem,
  { clusters, ends, crowds }: MetShares,
  { shares, unit: sharesUnit }: PlacedShares,
  { unit, prices, parts, most }: PlacedFillings,
): readonly [number, number] | undefined {
  const scale = (amount: number): number => Math.ceil((amount * unit) / sharesUnit);
  const apart = problem.rules.flatMap(({ kind, weight, nodes, partition }) => {
    if (kind !== 'apart' || weight !== undefined) return [];
    return [{ clusters: new Set(Array.from(nodes, node => clusters.of[node]!)), partition }];
  });
  const known = new Set<string>();
  for (const [level, { zoneOf, zoneCount, room, neighboursOf }] of ends.levels.entries()) {
    const neighbours = clusters.labels.map((_, c) => neighboursOf(c));
    for (let zone = 0; zone < zoneCount; zone++) {
      const members = [...clusters.labels.keys()].filter(c => clusters.labels[c]!.some(t => zoneOf[t] === zone));
      const place = new Map(members.map((c, i) => [c, i]));
      const toFill: ZoneToFill = {
        room: room.map(has => has[zone]!),
        need: members.map(c => clusters.need.map(needs => needs[c]!)),
        price: members.map(c => prices[level]![c * zoneCount + zone]!),
        bonus: members.map(c => scale(crowds.bonus[level]![c * zoneCount + zone]!)),
        links: members.map(c =>
          neighbours[c]!.items.flatMap(({ stretch, isUpper, other, group }) => {
            const to = place.get(other);
            const at = stretch.zones.indexOf(zone);
            if (to === undefined || at < 0) return [];
            const whole = stretch.weight * stretch.step * unit;
            const lower = parts[stretch.start + at]!;
            const part = isUpper ? whole - lower : lower;
            const limit = group === -1 ? Number.POSITIVE_INFINITY : Math.max(0, neighbours[c]!.limitOf(group, zone));
            const share = scale(shares[2 * (stretch.start + at) + (isUpper ? 1 : 0)]!);
            return [{ to, whole, part, share, group, limit }];
          }),
        ),
        crowds: apart.map(rule => ({
          members: members.flatMap((c, i) => (rule.clusters.has(c) ? [i] : [])),
          most: countParts(zoneOf, zone, problem.partitions[rule.partition]!.zoneOf),
        })),
      };
      const key = JSON.stringify([toFill, most[level]![zone]]);
      if (known.has(key)) continue;
      known.add(key);
      if (canEarnMore(toFill, most[level]![zone]!)) return [level, zone];
    }
  }
  return undefined;
}

function countParts(zoneOf: Int32Array, zone: number, inner: Int32Array): number {
  return new Set(Array.from(inner).filter((_, label) => zoneOf[label] === zone)).size;
}
