/**
 * Demands on groups as rows over "cluster is in zone", each with a price per zone: what a cluster pays or is paid for
 * being in a zone, and what is paid back for the limit.
 *
 * Result, for each rule that must hold and each zone of its partition:
 *   apart     at most one                                            one row, limit 1
 *   spread    at most all but the `least - 1` that are elsewhere     one row, limit nodes - least + 1
 *   skew      at most (nodes + (zones - 1) · most) / zones           one row
 *   together  each is where the first is                             a row for each but the first, limit 0, price of
 * any sign
 *   near      in a zone only where one of the others is              a row for each, limit 0; none where labels are
 * free
 * Time and space: O(nodes of the rules · zones).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { GroupRule, PlaceProblem } from '../place-problem.ts';
import type { Clusters } from './clusters.ts';

export interface PriceRows {
  /** Row → partition, where its prices start, its limit in each zone, whether a price may be less than 0. */
  readonly partition: readonly number[];
  readonly start: readonly number[];
  readonly limit: readonly number[];
  readonly isFree: readonly boolean[];
  readonly priceCount: number;
  /** Cluster → entries: row, and how often the cluster counts in it. */
  readonly entryStart: Int32Array;
  readonly entryRow: Int32Array;
  readonly entryFactor: Int32Array;
}

interface Row {
  readonly partition: number;
  readonly limit: number;
  readonly isFree: boolean;
  /** Cluster → factor. */
  readonly factors: ReadonlyMap<number, number>;
}

export function writePriceRows(problem: PlaceProblem, clusters: Clusters): PriceRows {
  const rows = problem.rules.flatMap(rule => rowsOf(rule, problem, clusters));
  const start: number[] = [];
  let priceCount = 0;
  const entryStart = new Int32Array(clusters.count + 1);
  for (const { partition, factors } of rows) {
    start.push(priceCount);
    priceCount += problem.partitions[partition]!.zoneCount;
    for (const cluster of factors.keys()) entryStart[cluster + 1]!++;
  }
  for (let c = 0; c < clusters.count; c++) entryStart[c + 1]! += entryStart[c]!;
  const next = entryStart.slice();
  const entryRow = new Int32Array(entryStart[clusters.count]!);
  const entryFactor = new Int32Array(entryRow.length);
  rows.forEach(({ factors }, row) => {
    for (const [cluster, factor] of factors) {
      entryRow[next[cluster]!] = row;
      entryFactor[next[cluster]!++] = factor;
    }
  });
  return {
    partition: rows.map(({ partition }) => partition),
    start,
    limit: rows.map(({ limit }) => limit),
    isFree: rows.map(({ isFree }) => isFree),
    priceCount,
    entryStart,
    entryRow,
    entryFactor,
  };
}

function rowsOf(rule: GroupRule, problem: PlaceProblem, clusters: Clusters): Row[] {
  const { partition } = rule;
  if (rule.weight !== undefined || (rule.kind === 'together' && partition === 0)) return [];
  const once = new Map(Array.from(rule.nodes, node => [clusters.of[node]!, 1]));
  const limited = (factors: ReadonlyMap<number, number>, limit: number): Row[] => [
    { partition, limit, isFree: false, factors },
  ];
  switch (rule.kind) {
    case 'apart':
      return once.size > 1 ? limited(once, 1) : [];
    case 'spread':
      return rule.least > 1 ? limited(once, Math.max(0, once.size - rule.least + 1)) : [];
    case 'skew':
      return limited(countMembers(rule.nodes, clusters), mostInZone(rule, problem));
    case 'together': {
      const [first, ...others] = once.keys();
      return others.map(other => ({
        partition,
        limit: 0,
        isFree: true,
        factors: new Map([
          [first!, -1],
          [other, 1],
        ]),
      }));
    }
    case 'near': {
      if (rule.free !== undefined && rule.free.length > 0) return [];
      const wanted = new Set(Array.from(rule.to, node => clusters.of[node]!));
      const seekers = [...once.keys()].filter(cluster => !wanted.has(cluster));
      return seekers.map(cluster => ({
        partition,
        limit: 0,
        isFree: false,
        factors: new Map([...Array.from(wanted, (to): [number, number] => [to, -1]), [cluster, 1]]),
      }));
    }
  }
}

function countMembers(nodes: Int32Array, { of }: Clusters): Map<number, number> {
  const count = new Map<number, number>();
  for (const node of nodes) count.set(of[node]!, (count.get(of[node]!) ?? 0) + 1);
  return count;
}

/** Where a zone has c nodes, each other that any may be in has at least c - most. */
function mostInZone(rule: GroupRule & { kind: 'skew' }, { listOf, lists, partitions }: PlaceProblem): number {
  const { zoneOf } = partitions[rule.partition]!;
  const zones = new Set<number>(rule.zones);
  for (const list of rule.zones === undefined ? new Set(Array.from(rule.nodes, node => listOf[node]!)) : []) {
    for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) zones.add(zoneOf[lists.items[i]!]!);
  }
  return Math.floor((rule.nodes.length + (zones.size - 1) * rule.most) / Math.max(1, zones.size));
}
