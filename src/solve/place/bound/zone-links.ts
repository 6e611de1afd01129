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
export function readZoneLinks(model: BoundModel, level: number, zone: number, split: LinkSplit): ZoneLinks {
  const { clusters, links, problem, zoneHave } = model;
  const { zoneCount } = problem.partitions[links.levels[level]!.partition]!;
  const { members, placeOf } = listMembers(model, level, zone);
  const entries = new ZoneEntries(model, split, { level, zone, placeOf });
  const start = new Int32Array(members.length + 1);
  members.forEach((cluster, i) => {
    entries.addLinksOf(cluster);
    start[i + 1] = entries.count;
  });
  return {
    members,
    room: zoneHave[level]!.map(have => have[zone]!),
    need: clusters.need.map(need => Float64Array.from(members, cluster => need[cluster]!)),
    start,
    ...entries.done(),
    bonus: Float64Array.from(members, cluster => split.bonus[level]![cluster * zoneCount + zone]!),
    rules: listRules(model, level, zone, placeOf),
  };
}

/** A zone of a level, and where each cluster stands among its members; -1 where it is none. */
interface ZonePlace {
  readonly level: number;
  readonly zone: number;
  readonly placeOf: Int32Array;
}

/** Collects the entries of a zone, member by member. */
class ZoneEntries {
  readonly #model: BoundModel;
  readonly #split: LinkSplit;
  readonly #at: ZonePlace;
  readonly #other: number[] = [];
  readonly #weight: number[] = [];
  readonly #part: number[] = [];
  readonly #share: number[] = [];
  readonly #groupEnd: number[] = [];
  readonly #limit: number[] = [];

  constructor(model: BoundModel, split: LinkSplit, at: ZonePlace) {
    this.#model = model;
    this.#split = split;
    this.#at = at;
  }

  get count(): number {
    return this.#other.length;
  }

  /** First the links that are in no group, each for itself, then group by group. */
  addLinksOf(cluster: number): void {
    const { groups, inside, problem } = this.#model;
    const { level, zone } = this.#at;
    const [firstGroup, lastGroup] = [groups.groupStart[cluster]!, groups.groupStart[cluster + 1]!];
    const end = groups.start[cluster + 1]!;
    const endOfSingle = firstGroup < lastGroup ? groups.itemStart[firstGroup]! : end;
    for (let item = groups.start[cluster]!; item < endOfSingle; item++) {
      this.#add(item);
      this.#endGroup(1);
    }
    for (let g = firstGroup; g < lastGroup; g++) {
      const rule = groups.rule[g]!;
      const most = rule < 0 ? 1 : inside[level]![problem.rules[rule]!.partition]![zone]! - groups.own[g]!;
      const endOfGroup = g + 1 < lastGroup ? groups.itemStart[g + 1]! : end;
      for (let item = groups.itemStart[g]!; item < endOfGroup; item++) this.#add(item);
      this.#endGroup(Math.max(0, most));
    }
  }

  /** The link of an item, where its other end may be here, too. */
  #add(item: number): void {
    const { groups, links } = this.#model;
    const { unit, parts, lower, upper } = this.#split;
    const { level, zone, placeOf } = this.#at;
    const link = groups.link[item]!;
    const isUpper = groups.isUpper[item] === 1;
    const end = placeOf[isUpper ? links.lower[link]! : links.upper[link]!]!;
    if (end < 0) return;
    const whole = links.weight[link]! * links.levels[level]!.step * unit;
    const at = placeOfShare(this.#model, level, zone, link);
    this.#other.push(end);
    this.#weight.push(whole);
    this.#part.push(isUpper ? whole - parts[at]! : parts[at]!);
    this.#share.push(isUpper ? upper[at]! : lower[at]!);
  }

  /** Entries since the last end are a group of which at most so many count. */
  #endGroup(limit: number): void {
    while (this.#limit.length < this.count) {
      this.#groupEnd.push(this.count);
      this.#limit.push(limit);
    }
  }

  done(): Pick<ZoneLinks, 'other' | 'weight' | 'part' | 'share' | 'groupEnd' | 'limit'> {
    return {
      other: Int32Array.from(this.#other),
      weight: Float64Array.from(this.#weight),
      part: Float64Array.from(this.#part),
      share: Float64Array.from(this.#share),
      groupEnd: Int32Array.from(this.#groupEnd),
      limit: Int32Array.from(this.#limit),
    };
  }
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
