/**
 * The clusters that may be in one zone of a level, the links among them, and what the zone has room for.
 *
 * Time and space: O(clusters + links of its clusters) for a zone.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { BoundModel } from './bound-model.ts';

export interface ZoneLinks {
  /** The clusters that may be in the zone, ascending. */
  readonly members: Int32Array;
  /** Resource → what the zone has, and what each member needs. */
  readonly room: readonly number[];
  readonly need: readonly Float64Array[];
  /** Member → its entries: links to other members; those of one group follow each other. */
  readonly start: Int32Array;
  /** Entry → the other end, as a place in `members`; the weight of the link; what this end has of it. */
  readonly other: Int32Array;
  readonly weight: Float64Array;
  readonly part: Float64Array;
  /** Entry → the share of this end where crowds have taken off theirs; and what a member collects for that. */
  readonly share: Float64Array;
  readonly bonus: Float64Array;
  /** Entry → where its group ends, and how many of the group count at most: 1 where it is in none. */
  readonly groupEnd: Int32Array;
  readonly limit: Int32Array;
  /** Rules of the kind `apart` of which not all members may be here. */
  readonly rules: readonly { readonly members: Int32Array; readonly most: number }[];
}

/** How links are split between their ends, share by share, in whole units. */
export interface LinkSplit {
  /** What a link cost of 1 comes to. */
  readonly unit: number;
  /** What the lower end has of the weight. */
  readonly parts: Float64Array;
  /** The shares of both ends where crowds are paid for; level → cluster · zones + zone → what is collected for that. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly bonus: readonly Float64Array[];
}

/** Reads a zone of a level. */
export function readZoneLinks(
  model: BoundModel,
  level: number,
  zone: number,
  { unit, parts, lower, upper, bonus }: LinkSplit,
): ZoneLinks {
  const { clusters, links, groups, inside, problem, zoneHave } = model;
  const { step, partition } = links.levels[level]!;
  const { zoneCount } = problem.partitions[partition]!;
  const { members, placeOf } = listMembers(model, level, zone);
  const start = new Int32Array(members.length + 1);
  const other: number[] = [];
  const weight: number[] = [];
  const part: number[] = [];
  const share: number[] = [];
  const groupEnd: number[] = [];
  const limit: number[] = [];
  const add = (item: number): void => {
    const e = groups.link[item]!;
    const isUpper = groups.isUpper[item] === 1;
    const end = placeOf[isUpper ? links.lower[e]! : links.upper[e]!]!;
    if (end < 0) return;
    const whole = links.weight[e]! * step * unit;
    const at = placeOfShare(model, level, zone, e);
    other.push(end);
    weight.push(whole);
    part.push(isUpper ? whole - parts[at]! : parts[at]!);
    share.push(isUpper ? upper[at]! : lower[at]!);
  };
  members.forEach((c, i) => {
    const [firstGroup, lastGroup] = [groups.groupStart[c]!, groups.groupStart[c + 1]!];
    const end = groups.start[c + 1]!;
    for (let item = groups.start[c]!; item < (firstGroup < lastGroup ? groups.itemStart[firstGroup]! : end); item++) {
      add(item);
      if (groupEnd.length === other.length) continue;
      groupEnd.push(other.length);
      limit.push(1);
    }
    for (let g = firstGroup; g < lastGroup; g++) {
      const rule = groups.rule[g]!;
      const most = rule < 0 ? 1 : inside[level]![problem.rules[rule]!.partition]![zone]! - groups.own[g]!;
      for (let item = groups.itemStart[g]!; item < (g + 1 < lastGroup ? groups.itemStart[g + 1]! : end); item++) {
        add(item);
      }
      while (limit.length < other.length) {
        groupEnd.push(other.length);
        limit.push(Math.max(0, most));
      }
    }
    start[i + 1] = other.length;
  });
  return {
    members,
    room: zoneHave[level]!.map(have => have[zone]!),
    need: clusters.need.map(need => Float64Array.from(members, c => need[c]!)),
    start,
    other: Int32Array.from(other),
    weight: Float64Array.from(weight),
    part: Float64Array.from(part),
    share: Float64Array.from(share),
    bonus: Float64Array.from(members, c => bonus[level]![c * zoneCount + zone]!),
    groupEnd: Int32Array.from(groupEnd),
    limit: Int32Array.from(limit),
    rules: listRules(model, level, zone, placeOf),
  };
}

function listMembers({ clusters, links }: BoundModel, level: number, zone: number) {
  const { zones } = links.levels[level]!;
  const members: number[] = [];
  const placeOf = new Int32Array(clusters.count).fill(-1);
  for (let c = 0; c < clusters.count; c++) {
    const list = clusters.listOf[c]!;
    if (!zones.items.subarray(zones.start[list], zones.start[list + 1]).includes(zone)) continue;
    placeOf[c] = members.length;
    members.push(c);
  }
  return { members: Int32Array.from(members), placeOf };
}

/** Where the share of a link in a zone stands; -1 where not both ends may be there. */
function placeOfShare({ links, clusters }: BoundModel, level: number, zone: number, e: number): number {
  const { zones, pairOf, pairStart, lowerPlace, shareStart } = links.levels[level]!;
  const base = zones.start[clusters.listOf[links.lower[e]!]!]!;
  const begin = pairStart[pairOf[e]!]!;
  for (let i = begin; i < pairStart[pairOf[e]! + 1]!; i++) {
    if (zones.items[base + lowerPlace[i]!] === zone) return shareStart[e]! + i - begin;
  }
  return -1;
}

function listRules(
  { problem, clusters, inside }: BoundModel,
  level: number,
  zone: number,
  placeOf: Int32Array,
): ZoneLinks['rules'] {
  const rules: { members: Int32Array; most: number }[] = [];
  for (const rule of problem.rules) {
    if (rule.kind !== 'apart' || rule.weight !== undefined) continue;
    const its = new Set(Array.from(rule.nodes, node => placeOf[clusters.of[node]!]!));
    const members = Int32Array.from(its).filter(place => place >= 0);
    const most = inside[level]![rule.partition]![zone]!;
    if (members.length > most) rules.push({ members, most });
  }
  return rules;
}
