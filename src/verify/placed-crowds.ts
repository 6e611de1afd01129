/**
 * What prices of crowds take off links, and what clusters collect by them.
 *
 * A detour is a path of two links u-a-w, or three u-a-b-w, between two clusters without a link and without a rule that
 * keeps them apart. The inner cluster of one of two has at most `crowdLinks` links, those of one of three `chainLinks`,
 * and these count only between clusters that have none of two. In a zone where all of its clusters may be, what u and w
 * pay for each other (for each resource, the price of each there times the need of the other), divided evenly among all
 * detours between them and rounded down, is taken off all of its links, and each inner cluster collects it. What the
 * ends of a link pay for each other is taken off it as well. For that each cluster collects its prices times what there
 * is beside it. Of links between the same two clusters only the first counts.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { PlacedEnds } from './placed-neighbours.ts';
import type { PlacedProblem } from './placed-problem.ts';
import type { PlacedClusters, PlacedShares } from './placed-shares.ts';

export interface PlacedCrowds {
  /** Pair of shares → what is taken off their link. */
  readonly relief: Float64Array;
  /** Level → cluster · zones + zone → what the cluster collects. */
  readonly bonus: readonly Float64Array[];
}

export function findCrowds(
  problem: PlacedProblem,
  clusters: PlacedClusters,
  ends: PlacedEnds,
  shares: PlacedShares,
): PlacedCrowds | string {
  const { crowdPrices, crowdResources } = shares;
  const relief = new Float64Array(ends.shareCount);
  if (crowdResources.length === 0) {
    return { relief, bonus: ends.levels.map(({ zoneCount }) => new Float64Array(clusters.members.length * zoneCount)) };
  }
  if (crowdPrices.length !== ends.levels.length) return 'prices of crowds are not those of all levels';
  const detours = findDetours(problem, clusters, ends, shares);
  const bonus: Float64Array[] = [];
  for (const [level, prices] of crowdPrices.entries()) {
    const size = clusters.members.length * ends.levels[level]!.zoneCount;
    if (prices.length !== crowdResources.length * size) return 'prices of crowds are too few or too many';
    for (const price of prices) if (!Number.isSafeInteger(price) || price < 0) return `a price of a crowd is ${price}`;
    const collected = payForRoom(clusters, ends, level, shares);
    relieve(clusters, ends, level, shares, detours, { relief, collected });
    if (!collected.every(Number.isSafeInteger)) return 'prices of crowds are too large to be exact';
    bonus.push(collected);
  }
  return relief.every(Number.isSafeInteger) ? { relief, bonus } : 'prices of crowds are too large to be exact';
}

/** Cluster · zones + zone → what the cluster collects there for the room beside it. */
function payForRoom(
  { labels, need, members }: PlacedClusters,
  { levels }: PlacedEnds,
  level: number,
  { crowdPrices, crowdResources }: PlacedShares,
): Float64Array {
  const { zoneOf, zoneCount, room } = levels[level]!;
  const collected = new Float64Array(members.length * zoneCount);
  labels.forEach((its, c) => {
    for (const zone of new Set(its.map(label => zoneOf[label]!))) {
      const at = c * zoneCount + zone;
      crowdResources.forEach((r, k) => {
        const price = crowdPrices[level]![k * collected.length + at]!;
        collected[at] = collected[at]! + price * (room[r]![zone]! - need[r]![c]!);
      });
    }
  });
  return collected;
}

/** Takes what is paid off links, and gives inner clusters theirs. */
function relieve(
  { need, members }: PlacedClusters,
  { levels, links }: PlacedEnds,
  level: number,
  { crowdPrices, crowdResources }: PlacedShares,
  detours: FoundDetours,
  { relief, collected }: { readonly relief: Float64Array; readonly collected: Float64Array },
): void {
  const { zoneCount, own } = levels[level]!;
  const prices = crowdPrices[level]!;
  const slots = own.map(({ zones, start }) => new Map(zones.map((zone, i) => [zone, start + i])));
  const dues = (u: number, w: number, zone: number): number =>
    crowdResources.reduce((sum, r, k) => {
      const base = k * members.length * zoneCount + zone;
      return sum + prices[base + u * zoneCount]! * need[r]![w]! + prices[base + w * zoneCount]! * need[r]![u]!;
    }, 0);
  const takeOff = (slot: number, amount: number): void => {
    relief[slot] = relief[slot]! + amount;
  };
  for (const e of detours.first) {
    const [u, w] = links[e]!.ends;
    for (const [zone, slot] of slots[e]!) takeOff(slot, dues(u, w, zone));
  }
  for (const { u, w, between } of detours.pairs) {
    for (const { inner, links: its } of between) {
      for (const zone of slots[its[0]!]!.keys()) {
        const taken = its.map(e => slots[e]!.get(zone));
        if (taken.includes(undefined)) continue;
        const amount = Math.floor(dues(u, w, zone) / between.length);
        for (const slot of taken) takeOff(slot!, amount);
        for (const c of inner) collected[c * zoneCount + zone] = collected[c * zoneCount + zone]! + amount;
      }
    }
  }
}

interface Detour {
  readonly inner: readonly number[];
  readonly links: readonly number[];
}

interface FoundDetours {
  /** Links of which none before has the same ends. */
  readonly first: readonly number[];
  readonly pairs: readonly { readonly u: number; readonly w: number; readonly between: Detour[] }[];
}

function findDetours(
  { rules }: PlacedProblem,
  { of, members }: PlacedClusters,
  { links }: PlacedEnds,
  { crowdLinks, chainLinks }: PlacedShares,
): FoundDetours {
  const key = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const barred = new Set<string>();
  const first = [...links.keys()].filter(e => {
    const pair = key(...links[e]!.ends);
    return !barred.has(pair) && barred.add(pair);
  });
  for (const { kind, weight, nodes } of rules) {
    if (kind !== 'apart' || weight !== undefined) continue;
    for (const a of nodes) for (const b of nodes) barred.add(key(of[a]!, of[b]!));
  }
  const incident = members.map((): number[] => []);
  for (const e of first) for (const end of links[e]!.ends) incident[end]!.push(e);
  const otherEnd = (e: number, from: number): number => links[e]!.ends.find(end => end !== from)!;
  const pairs = new Map<string, FoundDetours['pairs'][number]>();
  const add = (u: number, w: number, detour: Detour): void => {
    const pair = pairs.get(key(u, w)) ?? { u, w, between: [] };
    pairs.set(key(u, w), pair);
    pair.between.push(detour);
  };
  incident.forEach((its, centre) => {
    if (its.length > crowdLinks) return;
    for (const e of its) {
      for (const before of its.slice(0, its.indexOf(e))) {
        const [u, w] = [otherEnd(before, centre), otherEnd(e, centre)];
        if (!barred.has(key(u, w))) add(u, w, { inner: [centre], links: [before, e] });
      }
    }
  });
  for (const pair of pairs.keys()) barred.add(pair);
  for (const middle of first) {
    const [a, b] = links[middle]!.ends;
    if (Math.max(incident[a]!.length, incident[b]!.length) > chainLinks) continue;
    for (const before of incident[a]!.filter(e => e !== middle)) {
      for (const after of incident[b]!.filter(e => e !== middle)) {
        const [u, w] = [otherEnd(before, a), otherEnd(after, b)];
        if (u !== w && !barred.has(key(u, w))) add(u, w, { inner: [a, b], links: [before, middle, after] });
      }
    }
  }
  return { first, pairs: [...pairs.values()] };
}
