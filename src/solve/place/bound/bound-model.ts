/**
 * What the bound on the links counts with: a problem with its nodes as clusters, links by levels, groups, rows with
 * prices.
 */

import type { PlaceProblem } from '../place-problem.ts';
import { type Clusters, formClusters } from './clusters.ts';
import { groupNeighbours, type NeighbourGroups } from './neighbour-groups.ts';
import { type PriceRows, writePriceRows } from './price-rows.ts';
import { type SharedLinks, shareLinks } from './shared-links.ts';
import { chooseWedges, type WedgeChoice } from './wedge-choice.ts';

export interface BoundModel {
  readonly problem: PlaceProblem;
  readonly clusters: Clusters;
  readonly links: SharedLinks;
  readonly groups: NeighbourGroups;
  readonly rows: PriceRows;
  /** Level → partition → zone of the level → zones of the partition in it. */
  readonly inside: readonly (readonly Int32Array[])[];
  /** Level → resource → zone → what its labels have together. */
  readonly zoneHave: readonly (readonly Float64Array[])[];
  /** Of which resources, and along which paths, crowds count. */
  readonly wedges: WedgeChoice;
  /** The moves that are allowed, with nodes that are new; undefined where there is no limit. */
  readonly mostMoves: number | undefined;
  /** Cluster → how many of its nodes each item of its list moves, from `awayStart` on; only with `mostMoves`. */
  readonly awayStart: Int32Array;
  readonly away: Int32Array;
}

export function buildBoundModel(problem: PlaceProblem): BoundModel {
  const clusters = formClusters(problem);
  const links = shareLinks(problem, clusters);
  const zoneHave = links.levels.map(({ zoneOf, partition }) =>
    clusters.have.map(have => {
      const sum = new Float64Array(problem.partitions[partition]!.zoneCount);
      have.forEach((amount, label) => {
        sum[zoneOf[label]!]! += amount;
      });
      return sum;
    }),
  );
  const inside = links.levels.map(level =>
    problem.partitions.map(({ zoneOf }) => countInside(level.zoneOf, zoneOf, problem.labelCount)),
  );
  const groups = groupNeighbours(problem, clusters, links);
  return {
    problem,
    clusters,
    links,
    groups,
    rows: writePriceRows(problem, clusters),
    inside,
    zoneHave,
    wedges: chooseWedges({ problem, clusters, links, groups }),
    ...countAway(problem, clusters),
  };
}

/** Zone of one partition → how many zones of another one its labels are in. */
function countInside(outer: Int32Array, inner: Int32Array, labelCount: number): Int32Array {
  const seen = new Set<number>();
  const count = new Int32Array(outer.reduce((most, zone) => Math.max(most, zone + 1), 0));
  for (let label = 0; label < labelCount; label++) {
    const key = outer[label]! * labelCount + inner[label]!;
    if (seen.has(key)) continue;
    seen.add(key);
    count[outer[label]!]!++;
  }
  return count;
}

function countAway(
  { moves: { atMost, classOf, homes, newcomers }, nodeCount }: PlaceProblem,
  { of, count, listOf, lists }: Clusters,
): Pick<BoundModel, 'mostMoves' | 'awayStart' | 'away'> {
  if (atMost === undefined) return { mostMoves: undefined, awayStart: new Int32Array(0), away: new Int32Array(0) };
  const awayStart = new Int32Array(count + 1);
  for (let c = 0; c < count; c++) {
    awayStart[c + 1] = awayStart[c]! + lists.start[listOf[c]! + 1]! - lists.start[listOf[c]!]!;
  }
  const away = new Int32Array(awayStart[count]!);
  const seen = new Set<number>();
  let mostMoves = atMost;
  for (let node = 0; node < nodeCount; node++) {
    const its = classOf[node]!;
    const home = homes.items.subarray(homes.start[its], homes.start[its + 1]);
    if (home.length === 0) continue;
    if (!seen.has(its)) mostMoves += newcomers[its]!;
    seen.add(its);
    const list = listOf[of[node]!]!;
    for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) {
      if (!home.includes(lists.items[i]!)) away[awayStart[of[node]!]! + i - lists.start[list]!]!++;
    }
  }
  return { mostMoves, awayStart, away };
}
