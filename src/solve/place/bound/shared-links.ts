/**
 * The links between clusters, taken apart into levels: a link costs, for each level, its weight times the step of the
 * level where its ends are in different zones. So each level is a uniform labelling, and what each of them saves adds
 * up.
 *
 * A link to the nearest of a group is a link to each of the group, of which at most one counts at its node.
 * Links stand in the order of their clusters, lower end first, those between the same two as one; behind them those to
 * the nearest, in the order of the problem.
 * Source: J. Kleinberg, É. Tardos, JACM 49, 2002 (a tree metric as a sum of uniform ones).
 * Time: O(links · log + common zones of distinct pairs of lists). Space: the same.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { NumberLists, PlaceProblem } from '../place-problem.ts';
import type { Clusters } from './clusters.ts';

export interface SharedLinks {
  /** Link → its ends, `lower` < `upper`, and its weight. */
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  readonly weight: Float64Array;
  /**
   * Link → 0 for a plain one; 1 + 2 · number of the nearest link, and one more where the node that has it is the upper
   * end.
   */
  readonly nearest: Int32Array;
  readonly levels: readonly SharedLevel[];
  /** What all links cost that are saved nowhere. */
  readonly total: number;
  readonly shareCount: number;
}

/** One level, in which a link costs its weight times `step` unless its ends are in the same zone. */
export interface SharedLevel {
  readonly step: number;
  readonly partition: number;
  readonly zoneOf: Int32Array;
  /**
   * List of labels → the zones that it meets, ascending; and for each item of the list the place of its zone among
   * them.
   */
  readonly zones: NumberLists;
  readonly placeOf: Int32Array;
  /** Link → its pair of lists; pair → places of common zones in the lists of the lower and the upper end. */
  readonly pairOf: Int32Array;
  readonly pairStart: Int32Array;
  readonly lowerPlace: Int32Array;
  readonly upperPlace: Int32Array;
  /** Link → where its shares of this level start among all. */
  readonly shareStart: Int32Array;
}

export function shareLinks(problem: PlaceProblem, clusters: Clusters): SharedLinks {
  const links = joinLinks(problem, clusters);
  const steps = problem.links.costs.map((cost, i) => cost - (problem.links.costs[i - 1] ?? 0));
  const levels: SharedLevel[] = [];
  let shareCount = 0;
  steps.forEach((step, i) => {
    if (step === 0) return;
    const partition = problem.links.levels[i]!;
    const { zoneOf, zoneCount } = problem.partitions[partition]!;
    const { zones, placeOf } = listZones(clusters.lists, zoneOf);
    const shareStart = new Int32Array(links.lower.length + 1);
    const pairs = meetZones(links, clusters.listOf, zones, zoneCount);
    for (let e = 0; e < links.lower.length; e++) {
      shareStart[e] = shareCount;
      shareCount += pairs.pairStart[pairs.pairOf[e]! + 1]! - pairs.pairStart[pairs.pairOf[e]!]!;
    }
    shareStart[links.lower.length] = shareCount;
    levels.push({ step, partition, zoneOf, zones, placeOf, shareStart, ...pairs });
  });
  const whole = steps.reduce((a, b) => a + b, 0);
  return { ...links, levels, shareCount, total: links.total * whole };
}

type JoinedLinks = Omit<SharedLinks, 'levels' | 'shareCount'>;

function joinLinks({ links, nearest: nearestLinks }: PlaceProblem, { of, count }: Clusters): JoinedLinks {
  const weightOf = new Map<number, number>();
  let total = 0;
  for (let e = 0; e < links.u.length; e++) {
    const a = of[links.u[e]!]!;
    const b = of[links.v[e]!]!;
    if (a === b) continue;
    const key = Math.min(a, b) * count + Math.max(a, b);
    weightOf.set(key, (weightOf.get(key) ?? 0) + links.weight[e]!);
    total += links.weight[e]!;
  }
  const keys = Float64Array.from(weightOf.keys()).sort();
  const lower = Array.from(keys, key => Math.floor(key / count));
  const upper = Array.from(keys, key => key % count);
  const weight = Array.from(keys, key => weightOf.get(key)!);
  const nearest = lower.map(() => 0);
  nearestLinks.forEach((link, i) => {
    const from = of[link.node]!;
    const among = [...new Set(Array.from(link.among, node => of[node]!))].sort((a, b) => a - b);
    if (among.includes(from)) return; // it costs nothing wherever they are
    total += link.weight;
    for (const to of among) {
      lower.push(Math.min(from, to));
      upper.push(Math.max(from, to));
      weight.push(link.weight);
      nearest.push(1 + 2 * i + (from > to ? 1 : 0));
    }
  });
  return {
    lower: Int32Array.from(lower),
    upper: Int32Array.from(upper),
    weight: Float64Array.from(weight),
    nearest: Int32Array.from(nearest),
    total,
  };
}

function listZones(lists: NumberLists, zoneOf: Int32Array): { zones: NumberLists; placeOf: Int32Array } {
  const start = [0];
  const items: number[] = [];
  const placeOf = new Int32Array(lists.items.length);
  for (let list = 0; list + 1 < lists.start.length; list++) {
    const labels = lists.items.subarray(lists.start[list], lists.start[list + 1]);
    const zones = [...new Set(Array.from(labels, label => zoneOf[label]!))].sort((a, b) => a - b);
    const place = new Map(zones.map((zone, i) => [zone, i]));
    labels.forEach((label, i) => {
      placeOf[lists.start[list]! + i] = place.get(zoneOf[label]!)!;
    });
    for (const zone of zones) items.push(zone);
    start.push(items.length);
  }
  return { zones: { start: Int32Array.from(start), items: Int32Array.from(items) }, placeOf };
}

function meetZones(
  { lower, upper }: JoinedLinks,
  listOf: Int32Array,
  zones: NumberLists,
  zoneCount: number,
): Pick<SharedLevel, 'pairOf' | 'pairStart' | 'lowerPlace' | 'upperPlace'> {
  const known = new Map<number, number>();
  const pairStart = [0];
  const lowerPlace: number[] = [];
  const upperPlace: number[] = [];
  const placeIn = new Int32Array(zoneCount);
  const pairOf = lower.map((u, e) => {
    const [a, b] = [listOf[u]!, listOf[upper[e]!]!];
    const key = a * zones.start.length + b;
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, pairStart.length - 1);
    placeIn.fill(-1);
    for (let i = zones.start[a]!; i < zones.start[a + 1]!; i++) placeIn[zones.items[i]!] = i - zones.start[a]!;
    for (let i = zones.start[b]!; i < zones.start[b + 1]!; i++) {
      if (placeIn[zones.items[i]!]! < 0) continue;
      lowerPlace.push(placeIn[zones.items[i]!]!);
      upperPlace.push(i - zones.start[b]!);
    }
    pairStart.push(lowerPlace.length);
    return pairStart.length - 2;
  });
  return {
    pairOf,
    pairStart: Int32Array.from(pairStart),
    lowerPlace: Int32Array.from(lowerPlace),
    upperPlace: Int32Array.from(upperPlace),
  };
}
