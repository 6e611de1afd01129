/**
 * What prices of crowds take off links, and what clusters collect by them.
 *
 * A wedge is two links u-a and a-w to different clusters without a link between them and without a rule that keeps them
 * apart; its centre a has at most `crowdLinks` links. In a zone where all three may be, what u and w pay for each other
 * (the price of each there times the need of the other), divided evenly among all wedges between them and rounded down,
 * is taken off both links, and a collects it. What the ends of a link pay for each other is taken off it as well. For
 * that each cluster collects its price times what there is beside it. Of links between the same two clusters only the
 * first counts. `!` in this file only marks reads of typed arrays inside their bounds.
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
  { crowdPrices, crowdResource, crowdLinks }: PlacedShares,
): PlacedCrowds | string {
  const relief = new Float64Array(ends.shareCount);
  if (crowdResource < 0) {
    return { relief, bonus: ends.levels.map(({ zoneCount }) => new Float64Array(clusters.members.length * zoneCount)) };
  }
  if (crowdPrices.length !== ends.levels.length) return 'prices of crowds are not those of all levels';
  const wedges = findWedges(problem, clusters, ends, crowdLinks);
  const needs = clusters.need[crowdResource]!;
  const bonus: Float64Array[] = [];
  for (const [level, { zoneOf, zoneCount, own, room }] of ends.levels.entries()) {
    const prices = crowdPrices[level]!;
    if (prices.length !== clusters.members.length * zoneCount) return 'prices of crowds are too few or too many';
    for (const price of prices) if (!Number.isSafeInteger(price) || price < 0) return `a price of a crowd is ${price}`;
    const collected = new Float64Array(prices.length);
    const add = (to: Float64Array, at: number, amount: number): void => {
      to[at]! += amount;
    };
    clusters.labels.forEach((labels, c) => {
      for (const zone of new Set(labels.map(label => zoneOf[label]!))) {
        add(collected, c * zoneCount + zone, prices[c * zoneCount + zone]! * (room[crowdResource]![zone]! - needs[c]!));
      }
    });
    const slots = own.map(({ zones, start }) => new Map(zones.map((zone, i) => [zone, start + i])));
    const dues = (u: number, w: number, zone: number): number =>
      prices[u * zoneCount + zone]! * needs[w]! + prices[w * zoneCount + zone]! * needs[u]!;
    for (const e of wedges.first) {
      const [u, w] = ends.links[e]!.ends;
      for (const [zone, slot] of slots[e]!) add(relief, slot, dues(u, w, zone));
    }
    for (const { u, w, between } of wedges.pairs) {
      for (const { centre, links } of between) {
        for (const [zone, slot] of slots[links[0]]!) {
          const other = slots[links[1]]!.get(zone);
          if (other === undefined) continue;
          const amount = Math.floor(dues(u, w, zone) / between.length);
          add(relief, slot, amount);
          add(relief, other, amount);
          add(collected, centre * zoneCount + zone, amount);
        }
      }
    }
    if (!collected.every(Number.isSafeInteger)) return 'prices of crowds are too large to be exact';
    bonus.push(collected);
  }
  return relief.every(Number.isSafeInteger) ? { relief, bonus } : 'prices of crowds are too large to be exact';
}

interface FoundWedges {
  /** Links of which none before has the same ends. */
  readonly first: readonly number[];
  readonly pairs: readonly {
    readonly u: number;
    readonly w: number;
    readonly between: { readonly centre: number; readonly links: readonly [number, number] }[];
  }[];
}

function findWedges(
  { rules }: PlacedProblem,
  { of, members }: PlacedClusters,
  { links }: PlacedEnds,
  crowdLinks: number,
): FoundWedges {
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
  const pairs = new Map<string, FoundWedges['pairs'][number]>();
  incident.forEach((its, centre) => {
    if (its.length > crowdLinks) return;
    const otherEnd = (e: number): number => links[e]!.ends.find(end => end !== centre)!;
    its.forEach((e, i) => {
      for (const before of its.slice(0, i)) {
        const [u, w] = [otherEnd(before), otherEnd(e)];
        if (barred.has(key(u, w))) continue;
        const pair = pairs.get(key(u, w)) ?? { u, w, between: [] };
        pairs.set(key(u, w), pair);
        pair.between.push({ centre, links: [before, e] });
      }
    });
  });
  return { first, pairs: [...pairs.values()] };
}
