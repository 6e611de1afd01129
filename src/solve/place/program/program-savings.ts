/**
 * What links cost, in an integer program: all of them less what is saved where ends share zones.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { type ProgramDraft, Sum } from './program-draft.ts';

/**
 * Adds a column for each link and zone where it can be saved, and the rows that keep it to what its ends and groups
 * allow.
 */
export function addSavings(draft: ProgramDraft): void {
  const { links } = draft.model;
  draft.measures.links.constant = links.total;
  const saved = links.levels.map((_, level) => addColumns(draft, level));
  links.levels.forEach((_, level) => {
    for (let c = 0; c < draft.model.clusters.count; c++) limitCluster(draft, level, c, saved[level]!);
    if (level > 0) tieLevels(draft, level, saved[level - 1]!, saved[level]!);
  });
}

/** Link → zone → column. */
type Saved = readonly ReadonlyMap<number, number>[];

function addColumns({ model, rows, measures, chosen }: ProgramDraft, level: number): Saved {
  const { links, clusters } = model;
  const { pairOf, pairStart, lowerPlace, zones, zoneOf, step } = links.levels[level]!;
  return Array.from(links.lower, (lower, e) => {
    const columns = new Map<number, number>();
    const base = zones.start[clusters.listOf[lower]!]!;
    for (let i = pairStart[pairOf[e]!]!; i < pairStart[pairOf[e]! + 1]!; i++) {
      const zone = zones.items[base + lowerPlace[i]!]!;
      // Without its savings a plan would be a poor solution to start from.
      const isSaved = zoneOf[chosen[lower]!] === zone && zoneOf[chosen[links.upper[e]!]!] === zone;
      const column = rows.addContinuous(0, 1, isSaved ? 1 : 0);
      measures.links.add(column, -links.weight[e]! * step);
      columns.set(zone, column);
    }
    return columns;
  });
}

function limitCluster({ model, limit, inZone }: ProgramDraft, level: number, cluster: number, saved: Saved): void {
  const { groups, links, clusters, inside, problem, zoneHave } = model;
  const { partition, zones } = links.levels[level]!;
  const list = clusters.listOf[cluster]!;
  const first = groups.start[cluster]!;
  const end = groups.start[cluster + 1]!;
  const groupOf = new Map<number, number>();
  for (let g = groups.groupStart[cluster]!; g < groups.groupStart[cluster + 1]!; g++) {
    const groupEnd = g + 1 < groups.groupStart[cluster + 1]! ? groups.itemStart[g + 1]! : end;
    for (let item = groups.itemStart[g]!; item < groupEnd; item++) groupOf.set(item, g);
  }
  for (const zone of zones.items.subarray(zones.start[list], zones.start[list + 1])) {
    const here = inZone(cluster, partition, zone);
    const together = new Map<number, Sum>();
    const needed = clusters.need.map(() => new Sum());
    for (let item = first; item < end; item++) {
      const link = groups.link[item]!;
      const column = saved[link]!.get(zone);
      if (column === undefined) continue;
      const other = groups.isUpper[item] === 1 ? links.lower[link]! : links.upper[link]!;
      const isFirst = groups.isRepeat[item] === 0;
      for (const [r, sum] of needed.entries()) if (isFirst) sum.add(column, clusters.need[r]![other]!);
      const group = groupOf.get(item);
      if (group !== undefined) together.set(group, (together.get(group) ?? new Sum()).add(column, 1));
      if (group === undefined || mostOf(group, zone) > 1)
        limit(-Infinity, new Sum().add(column, 1).addSum(here, -1), 0);
    }
    for (const [group, sum] of together) limit(-Infinity, sum.addSum(here, -mostOf(group, zone)), 0);
    needed.forEach((sum, r) => {
      const room = zoneHave[level]![r]![zone]! - clusters.need[r]![cluster]!;
      const all = [...sum.factors.values()].reduce((a, b) => a + b, 0);
      if (all > room) limit(-Infinity, sum.addSum(here, -room), 0);
    });
  }

  function mostOf(group: number, zone: number): number {
    const rule = groups.rule[group]!;
    if (rule < 0) return 1;
    return inside[level]![problem.rules[rule]!.partition]![zone]! - groups.own[group]!;
  }
}

/** What is saved in a zone of an inner level is saved in the zone around it. */
function tieLevels({ model, limit }: ProgramDraft, level: number, inner: Saved, outer: Saved): void {
  const { levels, lower } = model.links;
  const { zoneOf: innerZone } = levels[level - 1]!;
  const { zoneOf: outerZone } = levels[level]!;
  const around = new Map<number, number>();
  innerZone.forEach((zone, label) => {
    around.set(zone, outerZone[label]!);
  });
  for (let e = 0; e < lower.length; e++) {
    const sums = new Map<number, Sum>();
    for (const [zone, column] of inner[e]!) {
      const its = around.get(zone)!;
      sums.set(its, (sums.get(its) ?? new Sum()).add(column, 1));
    }
    for (const [zone, sum] of sums) limit(-Infinity, sum.add(outer[e]!.get(zone)!, -1), 0);
  }
}
