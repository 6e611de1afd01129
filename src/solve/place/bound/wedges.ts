/**
 * What crowds take off the weights of links: only so much room is beside a cluster, also for those that it has no link
 * to.
 *
 * Cluster u has prices for each zone, one for each resource, to be paid for each unit of need of all its neighbours,
 * and of the other ends of short paths from it (`wedge-paths.ts`), that are with it in the zone: at most the price
 * times the room beside it. What u and w pay for each other is divided evenly among the paths between them; a path
 * relieves all of its links by that, and each of its inner clusters collects it once: where all links of the path are
 * saved, u and w are together. The prices of two ends for each other relieve their link.
 * Guarantee: with whole prices all amounts are whole; each share of a path is rounded down.
 * Source: rows of room multiplied with "u is in the zone" (H. Sherali, W. Adams, SIAM J. Discrete Math. 3, 1990) and
 * triangle inequalities, as in spreading metrics (G. Even, J. Naor, S. Rao, B. Schieber, JACM 47, 2000), here of three
 * links at most.
 * Time: O((paths + clusters · resources) · zones) for a pass. Space: O((clusters · resources + links) · zones + paths).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { BoundModel } from './bound-model.ts';
import type { WedgePaths } from './wedge-paths.ts';

export class Wedges {
  readonly level: number;
  readonly zoneCount: number;
  readonly zoneOf: Int32Array;
  /** The resources of which room counts. */
  readonly resources: readonly number[];
  /** Cluster by cluster, zone by zone: the chance that it is there; filled in by the caller before `backward`. */
  readonly chance: Float64Array;
  /** The same: what it collects beside its shares. */
  readonly bonus: Float64Array;
  readonly #model: BoundModel;
  readonly #paths: WedgePaths;
  readonly #need: readonly Float64Array[];
  readonly #have: readonly Float64Array[];
  /** Link by link, zone by zone: the place of its shares, or -1. */
  readonly #slot: Int32Array;
  /** Cluster by cluster, zone by zone: 1 where it may be there. */
  readonly #isOpen: Uint8Array;
  readonly #amount: Float64Array;

  constructor(model: BoundModel, level: number, paths: WedgePaths) {
    const { links, clusters, problem, zoneHave, wedges } = model;
    const { partition, zoneOf } = links.levels[level]!;
    this.#model = model;
    this.#paths = paths;
    this.level = level;
    this.zoneOf = zoneOf;
    this.zoneCount = problem.partitions[partition]!.zoneCount;
    this.resources = wedges.resources;
    this.#need = wedges.resources.map(r => clusters.need[r]!);
    this.#have = wedges.resources.map(r => zoneHave[level]![r]!);
    const size = clusters.count * this.zoneCount;
    this.chance = new Float64Array(size);
    this.bonus = new Float64Array(size);
    this.#isOpen = new Uint8Array(size);
    this.#slot = this.#findSlots();
    this.#amount = new Float64Array(this.zoneCount);
  }

  /**
   * Adds what links are relieved by to `relief`, share by share, and works out `bonus`. Prices are resource by
   * resource, cluster by cluster, zone by zone.
   */
  forward(prices: Float64Array, relief: Float64Array, isWhole: boolean): void {
    const { zoneCount } = this;
    const { ends, start, isRepeat } = this.#paths;
    const { links } = this.#model;
    const amount = this.#amount;
    this.bonus.fill(0);
    this.#need.forEach((_, k) => {
      this.#collectRoom(prices, k);
    });
    for (let e = 0; e < links.lower.length; e++) {
      if (isRepeat[e] === 1) continue;
      this.#readDues(prices, links.lower[e]!, links.upper[e]!);
      for (let z = 0; z < zoneCount; z++) {
        const s = this.#slot[e * zoneCount + z]!;
        if (s >= 0) relief[s]! += amount[z]!;
      }
    }
    for (let p = 0; p + 1 < start.length; p++) {
      const count = start[p + 1]! - start[p]!;
      this.#readDues(prices, ends[2 * p]!, ends[2 * p + 1]!);
      for (let z = 0; z < zoneCount; z++) {
        amount[z] = isWhole ? Math.floor(amount[z]! / count) : amount[z]! / count;
      }
      for (let path = start[p]!; path < start[p + 1]!; path++) this.#relieve(path, relief);
    }
  }

  /** What clusters collect of a resource at their prices. */
  #collectRoom(prices: Float64Array, k: number): void {
    const { bonus, zoneCount } = this;
    const [need, have] = [this.#need[k]!, this.#have[k]!];
    const base = k * bonus.length;
    for (let c = 0, i = 0; c < need.length; c++) {
      for (let z = 0; z < zoneCount; z++, i++) {
        if (this.#isOpen[i] === 1) bonus[i]! += prices[base + i]! * (have[z]! - need[c]!);
      }
    }
  }

  /** Zone by zone, what two clusters pay for each other. */
  #readDues(prices: Float64Array, u: number, w: number): void {
    const { zoneCount } = this;
    const amount = this.#amount.fill(0);
    for (let k = 0, base = 0; k < this.#need.length; k++, base += this.bonus.length) {
      const need = this.#need[k]!;
      const atU = base + u * zoneCount;
      const atW = base + w * zoneCount;
      for (let z = 0; z < zoneCount; z++) {
        amount[z]! += prices[atU + z]! * need[w]! + prices[atW + z]! * need[u]!;
      }
    }
  }

  #relieve(path: number, relief: Float64Array): void {
    const { zoneCount, bonus } = this;
    const { links, inner } = this.#paths;
    const slot = this.#slot;
    const [first, second, third] = [links[3 * path]!, links[3 * path + 1]!, links[3 * path + 2]!];
    const [centre, other] = [inner[2 * path]! * zoneCount, inner[2 * path + 1]! * zoneCount];
    for (let z = 0; z < zoneCount; z++) {
      const s = slot[first * zoneCount + z]!;
      const t = slot[second * zoneCount + z]!;
      const amount = this.#amount[z]!;
      if (s < 0 || t < 0 || amount === 0) continue;
      if (third >= 0) {
        const r = slot[third * zoneCount + z]!;
        if (r < 0) continue;
        relief[r]! += amount;
        bonus[other + z]! += amount;
      }
      relief[s]! += amount;
      relief[t]! += amount;
      bonus[centre + z]! += amount;
    }
  }

  /** Slopes of the bound by prices, from those by relief (as a gain) and from `chance`. */
  backward(gain: Float64Array, slope: Float64Array): void {
    const { zoneCount } = this;
    const { ends, start, isRepeat } = this.#paths;
    const { links } = this.#model;
    const amount = this.#amount;
    this.#need.forEach((_, k) => {
      this.#slopeOfRoom(slope, k);
    });
    for (let e = 0; e < links.lower.length; e++) {
      if (isRepeat[e] === 1) continue;
      for (let z = 0; z < zoneCount; z++) {
        const s = this.#slot[e * zoneCount + z]!;
        amount[z] = s < 0 ? 0 : -gain[s]!;
      }
      this.#writeDues(slope, links.lower[e]!, links.upper[e]!, 1);
    }
    for (let p = 0; p + 1 < start.length; p++) {
      amount.fill(0);
      for (let path = start[p]!; path < start[p + 1]!; path++) this.#addSlopes(path, gain);
      this.#writeDues(slope, ends[2 * p]!, ends[2 * p + 1]!, start[p + 1]! - start[p]!);
    }
  }

  #slopeOfRoom(slope: Float64Array, k: number): void {
    const { chance, zoneCount } = this;
    const [need, have] = [this.#need[k]!, this.#have[k]!];
    for (let c = 0, i = 0, at = k * chance.length; c < need.length; c++) {
      for (let z = 0; z < zoneCount; z++, i++, at++) slope[at] = chance[i]! * (have[z]! - need[c]!);
    }
  }

  /** The slopes of what two clusters pay for each other, by `amount`. */
  #writeDues(slope: Float64Array, u: number, w: number, count: number): void {
    const { zoneCount } = this;
    const amount = this.#amount;
    for (let k = 0, base = 0; k < this.#need.length; k++, base += this.chance.length) {
      const need = this.#need[k]!;
      const atU = base + u * zoneCount;
      const atW = base + w * zoneCount;
      for (let z = 0; z < zoneCount; z++) {
        slope[atU + z]! += (need[w]! * amount[z]!) / count;
        slope[atW + z]! += (need[u]! * amount[z]!) / count;
      }
    }
  }

  #addSlopes(path: number, gain: Float64Array): void {
    const { zoneCount, chance } = this;
    const { links, inner } = this.#paths;
    const slot = this.#slot;
    const [first, second, third] = [links[3 * path]!, links[3 * path + 1]!, links[3 * path + 2]!];
    const [centre, other] = [inner[2 * path]! * zoneCount, inner[2 * path + 1]! * zoneCount];
    for (let z = 0; z < zoneCount; z++) {
      const s = slot[first * zoneCount + z]!;
      const t = slot[second * zoneCount + z]!;
      if (s < 0 || t < 0) continue;
      let slope = chance[centre + z]! - gain[s]! - gain[t]!;
      if (third >= 0) {
        const r = slot[third * zoneCount + z]!;
        if (r < 0) continue;
        slope += chance[other + z]! - gain[r]!;
      }
      this.#amount[z]! += slope;
    }
  }

  #findSlots(): Int32Array {
    const { links, clusters } = this.#model;
    const { zones, pairOf, pairStart, lowerPlace, shareStart } = links.levels[this.level]!;
    for (let c = 0; c < clusters.count; c++) {
      const list = clusters.listOf[c]!;
      for (const zone of zones.items.subarray(zones.start[list], zones.start[list + 1])) {
        this.#isOpen[c * this.zoneCount + zone] = 1;
      }
    }
    const slot = new Int32Array(links.lower.length * this.zoneCount).fill(-1);
    for (let e = 0; e < links.lower.length; e++) {
      const begin = pairStart[pairOf[e]!]!;
      const base = zones.start[clusters.listOf[links.lower[e]!]!]!;
      for (let i = begin; i < pairStart[pairOf[e]! + 1]!; i++) {
        slot[e * this.zoneCount + zones.items[base + lowerPlace[i]!]!] = shareStart[e]! + i - begin;
      }
    }
    return slot;
  }
}
