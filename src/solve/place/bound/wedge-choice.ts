import type { PlaceProblem } from '../place-problem.ts';
import type { Clusters } from './clusters.ts';
import type { NeighbourGroups } from './neighbour-groups.ts';
import type { SharedLinks } from './shared-links.ts';

/** See `wedges.ts`. */
export interface WedgeChoice {
  /** The resource of which room counts, or -1: there are no wedges. */
  readonly resource: number;
  /** A centre has at most so many links. */
  readonly mostLinks: number;
  /** So many zones of wedges a pass touches. */
  readonly work: number;
}

export const noWedges: WedgeChoice = { resource: -1, mostLinks: 0, work: 0 };

/** Prices and places of shares stand in tables of at most so many entries. */
const mostEntries = 4e6;
/** A pass may touch so many zones of wedges. */
const mostWork = 6e6;
const mostLinks = [40, 24, 16, 10, 6];

/** Takes the resource of which most is needed, and centres with so many links that a pass does not take too long. */
export function chooseWedges(
  problem: PlaceProblem,
  clusters: Clusters,
  links: SharedLinks,
  groups: NeighbourGroups,
): WedgeChoice {
  const zones = links.levels.reduce((sum, { partition }) => sum + problem.partitions[partition]!.zoneCount, 0);
  if (zones * Math.max(clusters.count, links.lower.length) > mostEntries) return noWedges;
  const fill = clusters.need.map((need, r) => sumOf(need) / Math.max(1, sumOf(clusters.have[r]!)));
  const resource = fill.indexOf(Math.max(...fill));
  if (resource < 0) return noWedges;
  const work = (most: number): number => {
    let wedges = 0;
    for (let c = 0; c < clusters.count; c++) {
      const degree = groups.start[c + 1]! - groups.start[c]!;
      if (degree <= most) wedges += (degree * (degree - 1)) / 2;
    }
    return wedges * zones;
  };
  const chosen = mostLinks.find(most => work(most) <= mostWork);
  return chosen === undefined ? noWedges : { resource, mostLinks: chosen, work: work(chosen) };
}

function sumOf(amounts: Float64Array): number {
  return amounts.reduce((a, b) => a + b, 0);
}
