/**
 * The links between clusters, level by level, and which of a cluster's neighbours can be with it together: for the
 * bound that shares prove. Links stand in the order of their ends, those between the same two clusters as one; then
 * those to the nearest. `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { PlacedProblem, PlacedRule } from './placed-problem.ts';
import type { PlacedClusters } from './placed-shares.ts';

/** Where the shares of one link at one level are. */
export interface Stretch {
  readonly weight: number;
  readonly step: number;
  /** Zones where both ends may be, ascending. */
  readonly zones: readonly number[];
  /** The number of the first pair of shares. */
  readonly start: number;
}

/** What a cluster may collect at one level. */
export interface Neighbours {
  readonly items: readonly {
    readonly stretch: Stretch;
    readonly isUpper: boolean;
    /** The cluster at the other end. */
    readonly other: number;
    /** The group, or -1: it counts by itself. A group below that is of a nearest link, another one a rule. */
    readonly group: number;
    readonly need: readonly number[];
  }[];
  /** How many of a group count in a zone. */
  readonly limitOf: (group: number, zone: number) => number;
  /** Zone → resource → what is left beside the cluster. */
  readonly roomOf: (zone: number) => readonly number[];
}

export interface PlacedEnds {
  /** What all links cost that are saved nowhere; and what all costs are multiples of. */
  readonly total: number;
  readonly grain: number;
  readonly shareCount: number;
  readonly stretches: readonly Stretch[];
  /** The ends of each link, the lower cluster first. */
  readonly links: readonly { readonly ends: readonly [number, number] }[];
  readonly levels: readonly {
    readonly zoneOf: Int32Array;
    readonly zoneCount: number;
    /** Link → its stretch of shares. */
    readonly own: readonly Stretch[];
    /** Resource → zone → what its labels have together. */
    readonly room: readonly (readonly number[])[];
    readonly neighboursOf: (cluster: number) => Neighbours;
  }[];
}

interface Link {
  readonly ends: readonly [number, number];
  readonly weight: number;
  /** The nearest link that it is of, and the cluster that has it. */
  readonly nearest?: { readonly number: number; readonly of: number };
}

export function meetNeighbours(problem: PlacedProblem, clusters: PlacedClusters): PlacedEnds {
  const { links, total } = readLinks(problem, clusters);
  const { levels: partitions, costs } = problem.links;
  const incident = clusters.members.map((): number[] => []);
  links.forEach(({ ends }, e) => {
    for (const end of ends) incident[end]!.push(e);
  });
  const apart = clusters.members.map((): number[] => []);
  problem.rules.forEach((rule, r) => {
    if (isApart(rule)) for (const c of new Set(Array.from(rule.nodes, n => clusters.of[n]!))) apart[c]!.push(r);
  });
  const repeats = incident.map((its, c) => findRepeats(its.map(e => [e, otherEnd(links[e]!, c)])));
  const nothing = clusters.need.map(() => 0);
  const groups = incident.map((its, c) => groupLinks(c, its, repeats[c]!, links, apart));
  const stretches: Stretch[] = [];
  const levels: PlacedEnds['levels'][number][] = [];
  let start = 0;
  let grain = 0;
  costs.forEach((cost, i) => {
    const step = cost - (i === 0 ? 0 : costs[i - 1]!);
    if (step === 0) return;
    const { zoneOf, zoneCount } = problem.partitions[partitions[i]!]!;
    const zonesOf = clusters.labels.map(labels => new Set(labels.map(label => zoneOf[label]!)));
    const own = links.map(({ ends: [a, b], weight }) => {
      const zones = [...zonesOf[a]!].filter(zone => zonesOf[b]!.has(zone)).sort((x, y) => x - y);
      const stretch = { weight, step, zones, start };
      start += zones.length;
      grain = greatestCommonDivisor(grain, weight * step);
      return stretch;
    });
    for (const stretch of own) stretches.push(stretch);
    const parts = problem.partitions.map(({ zoneOf: inner }) => countParts(zoneOf, inner, zoneCount));
    const room = clusters.have.map(have => sumByZone(have, zoneOf, zoneCount));
    const needOf = (c: number): number[] => clusters.need.map(needs => needs[c]!);
    const neighboursOf = (c: number): Neighbours => ({
      items: incident[c]!.map((e, k) => {
        const group = groups[c]![k]!;
        const mates = group === -1 ? [e] : incident[c]!.filter((_, other) => groups[c]![other] === group);
        const needs = mates.map(mate => (repeats[c]!.has(mate) ? nothing : needOf(otherEnd(links[mate]!, c))));
        return {
          stretch: own[e]!,
          isUpper: links[e]!.ends[1] === c,
          other: otherEnd(links[e]!, c),
          group,
          need: clusters.need.map((_, r) => Math.min(...needs.map(need => need[r]!))),
        };
      }),
      limitOf: (group, zone) => {
        const rule = problem.rules[group];
        if (rule === undefined) return 1;
        return parts[rule.partition]![zone]!.size - (apart[c]!.includes(group) ? 1 : 0);
      },
      roomOf: zone => room.map((sum, r) => sum[zone]! - clusters.need[r]![c]!),
    });
    levels.push({ zoneOf, zoneCount, own, room, neighboursOf });
  });
  return { total: total * (costs.at(-1) ?? 0), grain, shareCount: start, stretches, links, levels };
}

/** What targets have, by their zones. */
function sumByZone(have: ArrayLike<number>, zoneOf: ArrayLike<number>, zoneCount: number): readonly number[] {
  const sum = new Array<number>(zoneCount).fill(0);
  for (let label = 0; label < have.length; label++) sum[zoneOf[label]!]! += have[label]!;
  return sum;
}

function readLinks({ links, nearest }: PlacedProblem, { of }: PlacedClusters): { links: Link[]; total: number } {
  const pairs = new Map<string, { ends: [number, number]; weight: number }>();
  let total = 0;
  for (let e = 0; e < links.u.length; e++) {
    const ends: [number, number] = [of[links.u[e]!]!, of[links.v[e]!]!];
    if (ends[0] === ends[1]) continue;
    ends.sort((a, b) => a - b);
    total += links.weight[e]!;
    const known = pairs.get(ends.join());
    if (known === undefined) pairs.set(ends.join(), { ends, weight: links.weight[e]! });
    else known.weight += links.weight[e]!;
  }
  const all: Link[] = [...pairs.values()].sort((a, b) => a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1]);
  nearest.forEach(({ node, among, weight }, number) => {
    const from = of[node]!;
    const others = new Set(Array.from(among, other => of[other]!));
    if (others.has(from)) return;
    total += weight;
    for (const other of [...others].sort((a, b) => a - b)) {
      const ends: [number, number] = from < other ? [from, other] : [other, from];
      all.push({ ends, weight, nearest: { number, of: from } });
    }
  });
  return { links: all, total };
}

/**
 * Link of a cluster → its group: `-2 - number` for a nearest link that the cluster has itself, else a rule of the kind
 * `apart` that the other end is in, or -1. Of several rules one that the cluster is in, then that with most of its
 * neighbours, then the first; a rule with one neighbour only, and not the cluster itself, is none. A link to a cluster
 * that one before it goes to as well is in no rule's group.
 */
function groupLinks(
  cluster: number,
  incident: readonly number[],
  repeats: ReadonlySet<number>,
  links: readonly Link[],
  apart: readonly (readonly number[])[],
): number[] {
  const others = new Set(incident.map(e => otherEnd(links[e]!, cluster)));
  const rank = (rule: number): number => {
    const neighbours = [...others].filter(other => apart[other]!.includes(rule)).length;
    return neighbours + (apart[cluster]!.includes(rule) ? incident.length + 1 : 0);
  };
  return incident.map(e => {
    const link = links[e]!;
    if (link.nearest?.of === cluster) return -2 - link.nearest.number;
    if (repeats.has(e)) return -1;
    const ranked = apart[otherEnd(link, cluster)]!.map(rule => ({ rule, rank: rank(rule) }));
    ranked.sort((a, b) => b.rank - a.rank || a.rule - b.rule);
    const best = ranked[0];
    return best !== undefined && best.rank > 1 ? best.rule : -1;
  });
}

/** Of links with their other ends, those whose other end came before: they need no room of their own. */
function findRepeats(links: readonly (readonly [number, number])[]): Set<number> {
  const first = new Map<number, number>();
  for (const [link, end] of links) if (!first.has(end)) first.set(end, link);
  return new Set(links.filter(([link, end]) => first.get(end) !== link).map(([link]) => link));
}

/** Zone → zones of another partition that its labels are in. */
function countParts(zoneOf: Int32Array, inner: Int32Array, zoneCount: number): Set<number>[] {
  const parts = Array.from({ length: zoneCount }, () => new Set<number>());
  zoneOf.forEach((zone, label) => {
    parts[zone]!.add(inner[label]!);
  });
  return parts;
}

function otherEnd({ ends: [a, b] }: Link, cluster: number): number {
  return a === cluster ? b : a;
}

function isApart({ kind, weight }: PlacedRule): boolean {
  return kind === 'apart' && weight === undefined;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
