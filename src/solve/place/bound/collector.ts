/**
 * What a cluster collects in each zone of a level, for shares as they stand: at most so many of each group among its
 * neighbours, and only as many neighbours as fit beside it.
 *
 * Result: `collect` fills `value` (place of a zone → what is collected) and `part` (item by item, place by place: which
 * part of the share of an item counts).
 * Guarantee: with whole shares and no temperature `value` is a whole number, and no plan lets the cluster collect more.
 * Time: O(items · zones); with temperature 0 a sort where not all neighbours fit.
 * Source: fractional knapsack, G. B. Dantzig, "Discrete-variable extremum problems", Operations Research 5, 1957; the
 * least over the resources; in linear time by weighted selection, E. Balas, E. Zemel, "An algorithm for large zero-one
 * knapsack problems", Operations Research 28, 1980.
 * Deviations: with a temperature the largest of a group is chosen softly in `part`, not in `value`.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { BoundModel } from './bound-model.ts';
import { NeighbourKnapsack } from './neighbour-knapsack.ts';

/** Shares of the lower ends of links and of the upper ones. */
export interface SharedEnds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export class Collector {
  /** Of the level that was collected last. */
  value: Float64Array;
  part: Float64Array;
  readonly #values: readonly Float64Array[];
  readonly #parts: readonly Float64Array[];
  readonly #model: BoundModel;
  #lower: Float64Array = new Float64Array(0);
  #upper: Float64Array = new Float64Array(0);
  /** Level → cluster → 1 where in some zone not all neighbours fit. */
  readonly #isTight: readonly Uint8Array[];
  readonly #most: Float64Array;
  readonly #sum: Float64Array;
  /** Resource → item → what it needs at least: the other end, or the least of its group. */
  readonly #itemNeed: readonly Float64Array[];
  readonly #knapsack: NeighbourKnapsack;
  /** Of the items of one zone: which they are. */
  #count = 0;
  readonly #itemAt: Int32Array;

  constructor(model: BoundModel) {
    this.#model = model;
    const { links, groups, clusters } = model;
    const zones = links.levels.reduce(
      (most, { zones: { start } }) => start.reduce((m, s, i) => Math.max(m, s - (start[i - 1] ?? 0)), most),
      1,
    );
    let degree = 1;
    for (let c = 0; c < clusters.count; c++) degree = Math.max(degree, groups.start[c + 1]! - groups.start[c]!);
    this.#values = links.levels.map(() => new Float64Array(zones));
    this.#parts = links.levels.map(() => new Float64Array(zones * degree));
    this.value = new Float64Array(0);
    this.part = this.value;
    this.#most = new Float64Array(zones);
    this.#sum = new Float64Array(zones);
    this.#itemNeed = clusters.need.map(need => leastNeeds(model, need));
    this.#knapsack = new NeighbourKnapsack(degree, clusters.need.length);
    this.#itemAt = new Int32Array(degree);
    this.#isTight = links.levels.map((_, level) => this.#findTight(level));
  }

  /** Turns `value` and `part` to those of a level that was collected before. */
  recall(level: number): void {
    this.value = this.#values[level]!;
    this.part = this.#parts[level]!;
  }

  /** Whether `part` is 1 for the items of a cluster that are in no group. */
  isLoose(cluster: number, level: number): boolean {
    return this.#isTight[level]![cluster] === 0;
  }

  /** Works out `value` and `part`. `temperature` 0 chooses the largest of each group, in whole numbers. */
  collect(cluster: number, level: number, { lower, upper }: SharedEnds, temperature: number): void {
    this.#lower = lower;
    this.#upper = upper;
    const { groups, clusters, links } = this.#model;
    const { zones } = links.levels[level]!;
    const list = clusters.listOf[cluster]!;
    const count = zones.start[list + 1]! - zones.start[list]!;
    this.recall(level);
    this.value.fill(0, 0, count);
    const first = groups.start[cluster]!;
    const end = groups.start[cluster + 1]!;
    if (this.#isTight[level]![cluster] === 1) {
      for (let place = 0; place < count; place++) {
        this.#collectTightly(cluster, level, place, zones.items[zones.start[list]! + place]!, count, temperature);
      }
      return;
    }
    let item = first;
    const firstGroup = groups.groupStart[cluster]!;
    const lastGroup = groups.groupStart[cluster + 1]!;
    const freeEnd = firstGroup < lastGroup ? groups.itemStart[firstGroup]! : end;
    for (; item < freeEnd; item++) this.#addShares(item, level);
    for (let g = firstGroup; g < lastGroup; g++) {
      const groupEnd = g + 1 < lastGroup ? groups.itemStart[g + 1]! : end;
      this.#addGroup(cluster, level, g, groupEnd, count, temperature);
    }
  }

  #addShares(item: number, level: number): void {
    const { groups, links } = this.#model;
    const { pairOf, pairStart, lowerPlace, upperPlace, shareStart } = links.levels[level]!;
    const { value } = this;
    const link = groups.link[item]!;
    const begin = pairStart[pairOf[link]!]!;
    const end = pairStart[pairOf[link]! + 1]!;
    let s = shareStart[link]!;
    if (groups.isUpper[item] === 0) {
      const shares = this.#lower;
      for (let i = begin; i < end; i++) value[lowerPlace[i]!]! += shares[s++]!;
      return;
    }
    const shares = this.#upper;
    for (let i = begin; i < end; i++) value[upperPlace[i]!]! += shares[s++]!;
  }

  /** How many of a group count in a zone. */
  #limit(g: number, level: number, zone: number): number {
    const { groups, inside, problem } = this.#model;
    const rule = groups.rule[g]!;
    if (rule < 0) return 1;
    return inside[level]![problem.rules[rule]!.partition]![zone]! - groups.own[g]!;
  }

  #addGroup(cluster: number, level: number, g: number, end: number, count: number, temperature: number): void {
    const { groups, clusters, links } = this.#model;
    const { zones } = links.levels[level]!;
    const zoneStart = zones.start[clusters.listOf[cluster]!]!;
    const begin = groups.itemStart[g]!;
    const first = groups.start[cluster]!;
    const { part, value } = this;
    const most = this.#most;
    const sum = this.#sum;
    for (let item = begin; item < end; item++) this.#readShares(item, level, part, (item - first) * count, count);
    most.fill(0, 0, count);
    sum.fill(0, 0, count);
    for (let at = (begin - first) * count; at < (end - first) * count; ) {
      for (let place = 0; place < count; place++, at++) if (part[at]! > most[place]!) most[place] = part[at]!;
    }
    for (let place = 0; place < count; place++) {
      const limit = this.#limit(g, level, zones.items[zoneStart + place]!);
      if (limit === 1) {
        value[place]! += most[place]!;
        this.#soften(begin - first, end - first, place, count, temperature);
      } else {
        value[place]! += this.#chooseLargest(begin - first, end - first, place, count, limit);
      }
    }
  }

  /** Shares of an item in `part` become parts of the largest: exp(share / temperature) over their sum. */
  #soften(begin: number, end: number, place: number, count: number, temperature: number): void {
    const { part } = this;
    const most = this.#most[place]!;
    if (temperature === 0) return;
    let sum = 0;
    for (let i = begin, at = begin * count + place; i < end; i++, at += count) {
      const share = part[at]!;
      const e = share < 0 ? 0 : Math.exp((share - most) / temperature);
      part[at] = e;
      sum += e;
    }
    if (sum === 0) return;
    for (let i = begin, at = begin * count + place; i < end; i++, at += count) part[at]! /= sum;
  }

  /** The sum of the `limit` largest shares; their parts become 1, those of others 0. */
  #chooseLargest(begin: number, end: number, place: number, count: number, limit: number): number {
    const { part } = this;
    const all: number[] = [];
    for (let i = begin; i < end; i++) if (part[i * count + place]! >= 0) all.push(i);
    all.sort((a, b) => part[b * count + place]! - part[a * count + place]! || a - b);
    let sum = 0;
    for (let i = 0; i < Math.min(limit, all.length); i++) sum += part[all[i]! * count + place]!;
    for (let i = begin; i < end; i++) part[i * count + place] = 0;
    for (let i = 0; i < Math.min(limit, all.length); i++) part[all[i]! * count + place] = 1;
    return sum;
  }

  /** Writes the shares of an item place by place; -1 where the other end cannot be. */
  #readShares(item: number, level: number, to: Float64Array, base: number, count: number): void {
    const { groups, links } = this.#model;
    const { pairOf, pairStart, lowerPlace, upperPlace, shareStart } = links.levels[level]!;
    const link = groups.link[item]!;
    const begin = pairStart[pairOf[link]!]!;
    const end = pairStart[pairOf[link]! + 1]!;
    to.fill(-1, base, base + count);
    let s = shareStart[link]!;
    for (let i = begin; i < end; i++, s++) {
      if (groups.isUpper[item] === 0) to[base + lowerPlace[i]!] = this.#lower[s]!;
      else to[base + upperPlace[i]!] = this.#upper[s]!;
    }
  }

  #collectTightly(
    cluster: number,
    level: number,
    place: number,
    zone: number,
    count: number,
    temperature: number,
  ): void {
    const { groups } = this.#model;
    const { part } = this;
    const first = groups.start[cluster]!;
    const end = groups.start[cluster + 1]!;
    if (place === 0) {
      for (let item = first; item < end; item++) {
        this.#readShares(item, level, part, (item - first) * count, count);
      }
    }
    const firstGroup = groups.groupStart[cluster]!;
    const lastGroup = groups.groupStart[cluster + 1]!;
    const freeEnd = firstGroup < lastGroup ? groups.itemStart[firstGroup]! : end;
    this.#count = 0;
    for (let item = first; item < freeEnd; item++) this.#offerItem(item, (item - first) * count + place);
    for (let g = firstGroup; g < lastGroup; g++) {
      const groupEnd = g + 1 < lastGroup ? groups.itemStart[g + 1]! : end;
      this.#offerLargest(groups.itemStart[g]!, groupEnd, this.#limit(g, level, zone), place - first * count, count);
    }
    this.value[place] = this.#pack(cluster, level, zone, temperature === 0);
    for (let item = first; item < end; item++) part[(item - first) * count + place] = 0;
    const parts = this.#knapsack.part;
    for (let i = 0; i < this.#count; i++) part[(this.#itemAt[i]! - first) * count + place] = parts[i]!;
  }

  /** Adds an item with a share, `part[at]`, to those that are packed. */
  #offerItem(item: number, at: number): void {
    const share = this.part[at]!;
    if (share < 0) return;
    const i = this.#count++;
    this.#itemAt[i] = item;
    this.#knapsack.value[i] = share;
    for (let r = 0; r < this.#itemNeed.length; r++) this.#knapsack.need[r]![i] = this.#itemNeed[r]![item]!;
  }

  /** Offers the `limit` largest of a group; the share of an item stands at `base + item · count`. */
  #offerLargest(begin: number, end: number, limit: number, base: number, count: number): void {
    const { part } = this;
    if (limit === 1) {
      let best = -1;
      for (let item = begin; item < end; item++) {
        const share = part[base + item * count]!;
        if (share >= 0 && (best < 0 || share > part[base + best * count]!)) best = item;
      }
      if (best >= 0) this.#offerItem(best, base + best * count);
      return;
    }
    const items: number[] = [];
    for (let item = begin; item < end; item++) if (part[base + item * count]! >= 0) items.push(item);
    items.sort((a, b) => part[base + b * count]! - part[base + a * count]! || a - b);
    for (const item of items.slice(0, Math.max(0, limit))) this.#offerItem(item, base + item * count);
  }

  /** The most that fits beside the cluster, by the resource that allows least. */
  #pack(cluster: number, level: number, zone: number, isWhole: boolean): number {
    const { zoneHave, clusters } = this.#model;
    const knapsack = this.#knapsack;
    let best = knapsack.takeAll(this.#count);
    let bestResource = -1;
    for (let r = 0; r < this.#itemNeed.length; r++) {
      const room = zoneHave[level]![r]![zone]! - clusters.need[r]![cluster]!;
      if (knapsack.needOf(r) <= room) continue;
      const value = isWhole ? knapsack.fillInWholes(r, room) : knapsack.fill(r, room);
      if (value >= best) continue;
      best = value;
      bestResource = r;
    }
    if (bestResource >= 0) {
      knapsack.writeParts(
        bestResource,
        zoneHave[level]![bestResource]![zone]! - clusters.need[bestResource]![cluster]!,
      );
    }
    return best;
  }

  #findTight(level: number): Uint8Array {
    const { clusters, groups, links, zoneHave } = this.#model;
    const { zones } = links.levels[level]!;
    const isTight = new Uint8Array(clusters.count);
    for (let c = 0; c < clusters.count; c++) {
      const list = clusters.listOf[c]!;
      clusters.need.forEach((need, r) => {
        let sum = need[c]!;
        for (let item = groups.start[c]!; item < groups.start[c + 1]!; item++) {
          if (groups.isRepeat[item] === 1) continue;
          const link = groups.link[item]!;
          sum += need[groups.isUpper[item] === 1 ? links.lower[link]! : links.upper[link]!]!;
        }
        for (let i = zones.start[list]!; i < zones.start[list + 1]!; i++) {
          if (sum > zoneHave[level]![r]![zones.items[i]!]!) isTight[c] = 1;
        }
      });
    }
    return isTight;
  }
}

/** Item → what the other end needs; in a group the least of it, since it stands for all of them. */
function leastNeeds({ groups, links, clusters }: BoundModel, need: Float64Array): Float64Array {
  const least = Float64Array.from(groups.link, (link, item) => {
    if (groups.isRepeat[item] === 1) return 0;
    return need[groups.isUpper[item] === 1 ? links.lower[link]! : links.upper[link]!]!;
  });
  for (let c = 0; c < clusters.count; c++) {
    const lastGroup = groups.groupStart[c + 1]!;
    for (let g = groups.groupStart[c]!; g < lastGroup; g++) {
      const end = g + 1 < lastGroup ? groups.itemStart[g + 1]! : groups.start[c + 1]!;
      const its = least.subarray(groups.itemStart[g]!, end);
      its.fill(its.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
    }
  }
  return least;
}
