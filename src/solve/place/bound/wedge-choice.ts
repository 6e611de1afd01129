/**
 * Which crowds count: see `wedges.ts`.
 *
 * Result: all resources that may be scarce, and the longest paths around the largest hubs that a pass has time for.
 * Time: O(clusters + links).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { PlaceProblem } from '../place-problem.ts';
import type { Clusters } from './clusters.ts';
import type { NeighbourGroups } from './neighbour-groups.ts';
import type { SharedLinks } from './shared-links.ts';

export interface WedgeChoice {
  /** The resources of which room counts; none: there are no wedges. */
  readonly resources: readonly number[];
  /** The inner cluster of a path of two links has at most so many, and those of a path of three. */
  readonly mostLinks: number;
  readonly mostInChain: number;
  /** So many zones of paths a pass touches. */
  readonly work: number;
}

export const noWedges: WedgeChoice = { resources: [], mostLinks: 0, mostInChain: 0, work: 0 };

/** Prices and places of shares stand in tables of at most so many entries. */
const mostEntries = 4e6;
/** A pass may touch so many zones of paths. */
const mostWorkByDefault = 6e6;
/** For inner clusters of paths of two links and of three: the richest choice first. */
const most = [
  [2 ** 20, 2 ** 20],
  [40, 40],
  [40, 24],
  [40, 12],
  [40, 0],
  [24, 0],
  [16, 0],
  [10, 0],
  [6, 0],
] as const;

/** What a choice is made of. */
export interface WedgeGround {
  readonly problem: PlaceProblem;
  readonly clusters: Clusters;
  readonly links: SharedLinks;
  readonly groups: NeighbourGroups;
}

/** The richest choice with which a pass does no more than so much work. */
export function chooseWedges(ground: WedgeGround, mostWork = mostWorkByDefault): WedgeChoice {
  const { problem, clusters, links } = ground;
  const zones = links.levels.reduce((sum, { partition }) => sum + problem.partitions[partition]!.zoneCount, 0);
  const resources = listScarce(clusters);
  if (resources.length === 0) return noWedges;
  if (zones * Math.max(resources.length * clusters.count, links.lower.length) > mostEntries) return noWedges;
  for (const [mostLinks, mostInChain] of most) {
    const work = zones * countPaths(ground, mostLinks, mostInChain);
    if (work <= Math.min(mostWork, mostWorkByDefault)) return { resources, mostLinks, mostInChain, work };
  }
  return noWedges;
}

/** Resources of which some label has less than all need together. */
function listScarce({ need, have }: Clusters): number[] {
  return [...need.keys()].filter(r => {
    const all = need[r]!.reduce((a, b) => a + b, 0);
    return have[r]!.some(amount => amount < all);
  });
}

/** At most so many paths of two links and of three. */
function countPaths({ clusters, links, groups }: WedgeGround, mostLinks: number, mostInChain: number): number {
  const degree = (c: number): number => groups.start[c + 1]! - groups.start[c]!;
  let count = 0;
  for (let c = 0; c < clusters.count; c++) {
    if (degree(c) <= mostLinks) count += (degree(c) * (degree(c) - 1)) / 2;
  }
  for (let e = 0; e < links.lower.length; e++) {
    const [a, b] = [degree(links.lower[e]!), degree(links.upper[e]!)];
    if (a <= mostInChain && b <= mostInChain) count += (a - 1) * (b - 1);
  }
  return count;
}
