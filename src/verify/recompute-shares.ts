/**
 * The bound on links that shares and prices prove, recomputed in whole numbers: see `PlacedShares` for what they are.
 *
 * All links cost their weight times the whole distance where nothing is saved. A cluster is what must have one label;
 * clusters are numbered by their first nodes. What a cluster collects with its best label, less what it pays there,
 * bounds what it saves; prices are worth what the limits come to.
 * Time: O(Σ links of a cluster · its zones + Σ candidates · resources).
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { clusterPlaced } from './cluster-placed.ts';
import { findCrowds, type PlacedCrowds } from './placed-crowds.ts';
import { findDues, type PlacedDues } from './placed-dues.ts';
import { meetNeighbours, type Neighbours, type PlacedEnds } from './placed-neighbours.ts';
import type { PlacedProblem } from './placed-problem.ts';
import type { PlacedClusters, PlacedShares } from './placed-shares.ts';

export interface Recomputed {
  readonly faults: readonly string[];
  readonly bound: number;
}

export function recomputeShares(problem: PlacedProblem, shares: PlacedShares): Recomputed {
  const met = checkShares(problem, shares);
  if (typeof met === 'string') return { faults: [met], bound: 0 };
  const { clusters, ends, crowds } = met;
  const dues = findDues(problem, clusters, shares);
  if (typeof dues === 'string') return { faults: [dues], bound: 0 };
  const collected = collect(problem, clusters, ends, crowds, dues, shares);
  if (!Number.isSafeInteger(collected)) return { faults: ['sums of shares are too large to be exact'], bound: 0 };
  if (collected !== shares.collected) {
    return { faults: [`${shares.collected} units are said to be collected, ${collected} counted`], bound: 0 };
  }
  const left = BigInt(ends.total) * BigInt(shares.unit) - BigInt(collected);
  const grain = BigInt(ends.grain) * BigInt(shares.unit);
  if (left <= 0n || grain === 0n) return { faults: [], bound: 0 };
  return { faults: [], bound: Number((left + grain - 1n) / grain) * ends.grain };
}

/** What shares are about, and what prices of crowds take off and pay. */
export interface MetShares {
  readonly clusters: PlacedClusters;
  readonly ends: PlacedEnds;
  readonly crowds: PlacedCrowds;
}

/** Whether the shares of each link come to its weight, less what crowds take off it; a sentence where not. */
export function checkShares(problem: PlacedProblem, shares: PlacedShares): MetShares | string {
  const wrong = findMalformed(problem, shares);
  if (wrong !== undefined) return wrong;
  const clusters = clusterPlaced(problem, shares.divisors);
  const ends = meetNeighbours(problem, clusters);
  const crowds = findCrowds(problem, clusters, ends, shares);
  if (typeof crowds === 'string') return crowds;
  return checkSums(ends, crowds, shares) ?? { clusters, ends, crowds };
}

/** A sentence where prices and units are not what they must be, whatever they are worth. */
export function findMalformed({ resources, labelCount }: PlacedProblem, shares: PlacedShares): string | undefined {
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
  if (!isCount(shares.unit) || !isCount(shares.priceUnit)) return 'a unit is no whole number of at least 1';
  if (shares.divisors.length !== resources.length || !shares.divisors.every(isCount)) return 'divisors are wrong';
  if (shares.labelPrices.length !== resources.length * labelCount) return 'prices of room are too few or too many';
  for (const price of shares.labelPrices) {
    if (!Number.isSafeInteger(price) || price < 0) return `a price of room is ${price}`;
  }
  const { crowdResources, crowdLinks, chainLinks } = shares;
  if (!Number.isSafeInteger(crowdLinks) || !Number.isSafeInteger(chainLinks)) return 'limits of crowds are no numbers';
  if (new Set(crowdResources).size < crowdResources.length || !crowdResources.every(r => resources[r] !== undefined)) {
    return 'there are no such resources for crowds';
  }
  if (!Number.isSafeInteger(shares.movePrice) || shares.movePrice < 0)
    return `the price of moves is ${shares.movePrice}`;
  return undefined;
}

/** Both shares of every link and zone are there, at least 0, and come to the weight, less what crowds take off. */
function checkSums(ends: PlacedEnds, { relief }: PlacedCrowds, { shares, unit }: PlacedShares): string | undefined {
  if (shares.length !== 2 * ends.shareCount) return `${shares.length} shares, where ${2 * ends.shareCount} are wanted`;
  if (!Number.isSafeInteger(4 * ends.total * unit)) return 'sums of shares are too large to be exact';
  for (const { weight, step, zones, start } of ends.stretches) {
    for (let i = 2 * start; i < 2 * (start + zones.length); i += 2) {
      const [lower, upper] = [shares[i]!, shares[i + 1]!];
      const isWhole = Number.isSafeInteger(lower) && Number.isSafeInteger(upper) && lower >= 0 && upper >= 0;
      const left = Math.max(0, weight * step * unit - relief[i / 2]!);
      if (!isWhole || lower + upper !== left) {
        return `shares ${lower} and ${upper} do not come to the weight of their link, ${left} units`;
      }
    }
  }
  return undefined;
}

function collect(
  { labelCount }: PlacedProblem,
  { labels, need }: PlacedClusters,
  ends: PlacedEnds,
  { bonus }: PlacedCrowds,
  { worth, dueOf }: PlacedDues,
  { shares, labelPrices, priceUnit }: PlacedShares,
): number {
  let sum = worth;
  labels.forEach((list, c) => {
    if (list.length === 0) return; // it can be nowhere: whatever is said holds
    const gained = ends.levels.map(({ neighboursOf }) => gain(neighboursOf(c), shares));
    let most = Number.NEGATIVE_INFINITY;
    for (const label of list) {
      let value = -dueOf(c, label);
      ends.levels.forEach(({ zoneOf, zoneCount }, level) => {
        value += bonus[level]![c * zoneCount + zoneOf[label]!]!;
        value += gained[level]!.get(zoneOf[label]!) ?? 0;
      });
      need.forEach((needs, r) => {
        value -= Math.floor((labelPrices[r * labelCount + label]! * needs[c]!) / priceUnit);
      });
      most = Math.max(most, value);
    }
    sum += most;
  });
  return sum;
}

/** Zone → the most that a cluster collects there. */
function gain({ items, limitOf, roomOf }: Neighbours, shares: ArrayLike<number>): Map<number, number> {
  const inZone = new Map<number, { group: number; share: number; need: readonly number[] }[]>();
  for (const { stretch, isUpper, group, need } of items) {
    stretch.zones.forEach((zone, i) => {
      const share = shares[2 * (stretch.start + i) + (isUpper ? 1 : 0)]!;
      const list = inZone.get(zone);
      if (list === undefined) inZone.set(zone, [{ group, share, need }]);
      else list.push({ group, share, need });
    });
  }
  const gained = new Map<number, number>();
  for (const [zone, list] of inZone) {
    const taken = new Map<number, number>();
    list.sort((a, b) => b.share - a.share);
    const kept = list.filter(({ group }) => {
      if (group === -1) return true;
      const already = taken.get(group) ?? 0;
      taken.set(group, already + 1);
      return already < limitOf(group, zone);
    });
    let value = kept.reduce((sum, { share }) => sum + share, 0);
    roomOf(zone).forEach((room, r) => {
      value = Math.min(
        value,
        packBest(
          kept.map(({ share, need }) => [share, need[r]!]),
          room,
        ),
      );
    });
    gained.set(zone, value);
  }
  return gained;
}

/** A fractional knapsack, rounded down: what is most worth for what it needs comes first. */
function packBest(items: readonly (readonly [number, number])[], room: number): number {
  const worthy = items.filter(([value]) => value > 0).sort((a, b) => b[0] * a[1] - a[0] * b[1]);
  let left = room;
  let sum = 0;
  for (const [value, need] of worthy) {
    if (need > left) return sum + Math.floor((value * left) / need);
    sum += value;
    left -= need;
  }
  return sum;
}
