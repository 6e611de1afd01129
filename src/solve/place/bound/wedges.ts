/**
 * What crowds take off the weights of links: only so much room is beside a cluster, also for the neighbours of its
 * neighbours.
 *
 * A wedge is a pair of links u-a and a-w, where u and w have no link and may be together. Cluster u has a price for
 * each zone, to be paid for each unit of need of all neighbours, and of their other ends by wedges, that are with it in
 * the zone: at most its price times the room beside it. What u and w pay for each other is divided evenly among the
 * wedges between them; a wedge relieves both of its links by that, and its centre collects it once: where both links
 * are saved, u and w are together. The prices of two ends for each other relieve their link.
 * Guarantee: with whole prices all amounts are whole; each share of a wedge is rounded down.
 * Source: rows of room multiplied with "u is in the zone" (H. Sherali, W. Adams, SIAM J. Discrete Math. 3, 1990) and
 * triangle inequalities, as in spreading metrics (G. Even, J. Naor, S. Rao, B. Schieber, JACM 47, 2000), here of two
 * links at most.
 * Time: O(wedges · zones) for a pass. Space: O((clusters + links) · zones + wedges).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { BoundModel } from './bound-model.ts';

export class Wedges {
  readonly level: number;
  readonly zoneCount: number;
  readonly zoneOf: Int32Array;
  readonly count: number;
  /** Cluster by cluster, zone by zone: the chance that it is there; filled in by the caller before `backward`. */
  readonly chance: Float64Array;
  /** The same: what it collects beside its shares. */
  readonly bonus: Float64Array;
  readonly #model: BoundModel;
  readonly #need: Float64Array;
  readonly #have: Float64Array;
  /** Link by link, zone by zone: the place of its shares, or -1. */
  readonly #slot: Int32Array;
  /** Cluster by cluster, zone by zone: 1 where it may be there. */
  readonly #isOpen: Uint8Array;
  /** Link → 1 where one before it has the same ends. */
  readonly #isRepeat: Uint8Array;
  /** Pair → its clusters, and where its wedges start: two links and a centre each. */
  readonly #pairs: readonly (readonly [number, number])[];
  readonly #wedgeStart: Int32Array;
  readonly #links: Int32Array;
  readonly #centre: Int32Array;
  readonly #amount: Float64Array;

  /** Wedges have no centres with more than `mostLinks` links. */
  constructor(model: BoundModel, level: number, resource: number, mostLinks: number) {
    const { links, clusters, problem, zoneHave } = model;
    const { partition, zoneOf } = links.levels[level]!;
    this.#model = model;
    this.level = level;
    this.zoneOf = zoneOf;
    this.zoneCount = problem.partitions[partition]!.zoneCount;
    this.#need = clusters.need[resource]!;
    this.#have = zoneHave[level]![resource]!;
    const size = clusters.count * this.zoneCount;
    this.chance = new Float64Array(size);
    this.bonus = new Float64Array(size);
    this.#isOpen = new Uint8Array(size);
    this.#slot = this.#findSlots();
    this.#isRepeat = findRepeats(model);
    this.#amount = new Float64Array(this.zoneCount);
    const wedges = collectWedges(model, this.#isRepeat, mostLinks);
    this.#pairs = [...wedges.values()].map(({ pair }) => pair);
    this.#wedgeStart = new Int32Array(this.#pairs.length + 1);
    [...wedges.values()].forEach(({ centres }, p) => {
      this.#wedgeStart[p + 1] = this.#wedgeStart[p]! + centres.length;
    });
    this.#centre = Int32Array.from([...wedges.values()].flatMap(({ centres }) => centres));
    this.#links = Int32Array.from([...wedges.values()].flatMap(({ links: its }) => its));
    this.count = this.#centre.length;
  }

  /** Adds what links are relieved by to `relief`, share by share, and works out `bonus`. */
  forward(prices: Float64Array, relief: Float64Array, isWhole: boolean): void {
    const { bonus, zoneCount } = this;
    const need = this.#need;
    const { links, clusters } = this.#model;
    for (let c = 0, i = 0; c < clusters.count; c++) {
      for (let z = 0; z < zoneCount; z++, i++) {
        bonus[i] = this.#isOpen[i] === 1 ? prices[i]! * (this.#have[z]! - need[c]!) : 0;
      }
    }
    for (let e = 0; e < links.lower.length; e++) {
      if (this.#isRepeat[e] === 1) continue;
      const u = links.lower[e]!;
      const v = links.upper[e]!;
      for (let z = 0; z < zoneCount; z++) {
        const s = this.#slot[e * zoneCount + z]!;
        if (s >= 0) relief[s]! += prices[u * zoneCount + z]! * need[v]! + prices[v * zoneCount + z]! * need[u]!;
      }
    }
    const amount = this.#amount;
    this.#pairs.forEach(([u, w], p) => {
      const count = this.#wedgeStart[p + 1]! - this.#wedgeStart[p]!;
      for (let z = 0; z < zoneCount; z++) {
        const sum = prices[u * zoneCount + z]! * need[w]! + prices[w * zoneCount + z]! * need[u]!;
        amount[z] = isWhole ? Math.floor(sum / count) : sum / count;
      }
      for (let i = this.#wedgeStart[p]!; i < this.#wedgeStart[p + 1]!; i++) this.#relieve(i, relief);
    });
  }

  #relieve(wedge: number, relief: Float64Array): void {
    const { zoneCount, bonus } = this;
    const slot = this.#slot;
    const first = this.#links[2 * wedge]! * zoneCount;
    const second = this.#links[2 * wedge + 1]! * zoneCount;
    const centre = this.#centre[wedge]! * zoneCount;
    for (let z = 0; z < zoneCount; z++) {
      const s = slot[first + z]!;
      const t = slot[second + z]!;
      const amount = this.#amount[z]!;
      if (s < 0 || t < 0 || amount === 0) continue;
      relief[s]! += amount;
      relief[t]! += amount;
      bonus[centre + z]! += amount;
    }
  }

  /** Slopes of the bound by prices, from those by relief (as a gain) and from `chance`. */
  backward(gain: Float64Array, slope: Float64Array): void {
    const { zoneCount, chance } = this;
    const need = this.#need;
    const { links, clusters } = this.#model;
    for (let c = 0, i = 0; c < clusters.count; c++) {
      for (let z = 0; z < zoneCount; z++, i++) slope[i] = chance[i]! * (this.#have[z]! - need[c]!);
    }
    for (let e = 0; e < links.lower.length; e++) {
      if (this.#isRepeat[e] === 1) continue;
      const u = links.lower[e]!;
      const v = links.upper[e]!;
      for (let z = 0; z < zoneCount; z++) {
        const s = this.#slot[e * zoneCount + z]!;
        if (s < 0) continue;
        slope[u * zoneCount + z]! -= need[v]! * gain[s]!;
        slope[v * zoneCount + z]! -= need[u]! * gain[s]!;
      }
    }
    const amount = this.#amount;
    this.#pairs.forEach(([u, w], p) => {
      const count = this.#wedgeStart[p + 1]! - this.#wedgeStart[p]!;
      amount.fill(0);
      for (let i = this.#wedgeStart[p]!; i < this.#wedgeStart[p + 1]!; i++) this.#addSlopes(i, gain);
      for (let z = 0; z < zoneCount; z++) {
        slope[u * zoneCount + z]! += (need[w]! * amount[z]!) / count;
        slope[w * zoneCount + z]! += (need[u]! * amount[z]!) / count;
      }
    });
  }

  #addSlopes(wedge: number, gain: Float64Array): void {
    const { zoneCount, chance } = this;
    const first = this.#links[2 * wedge]! * zoneCount;
    const second = this.#links[2 * wedge + 1]! * zoneCount;
    const centre = this.#centre[wedge]! * zoneCount;
    for (let z = 0; z < zoneCount; z++) {
      const s = this.#slot[first + z]!;
      const t = this.#slot[second + z]!;
      if (s >= 0 && t >= 0) this.#amount[z]! += chance[centre + z]! - gain[s]! - gain[t]!;
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

function findRepeats({ links, clusters }: BoundModel): Uint8Array {
  const seen = new Set<number>();
  return Uint8Array.from(links.lower, (u, e) => {
    const key = u * clusters.count + links.upper[e]!;
    if (seen.has(key)) return 1;
    seen.add(key);
    return 0;
  });
}

interface PairWedges {
  readonly pair: readonly [number, number];
  readonly centres: number[];
  readonly links: number[];
}

/** Pair, lower cluster first, → its wedges. */
function collectWedges(model: BoundModel, isRepeat: Uint8Array, mostLinks: number): Map<number, PairWedges> {
  const { links, clusters, groups, problem } = model;
  const { count } = clusters;
  const excluded = new Set<number>();
  for (let e = 0; e < links.lower.length; e++) excluded.add(links.lower[e]! * count + links.upper[e]!);
  for (const rule of problem.rules) {
    if (rule.kind !== 'apart' || rule.weight !== undefined) continue;
    const its = [...new Set(Array.from(rule.nodes, node => clusters.of[node]!))];
    for (const a of its) for (const b of its) if (a < b) excluded.add(a * count + b);
  }
  const found = new Map<number, PairWedges>();
  for (let centre = 0; centre < count; centre++) {
    const items: [number, number][] = [];
    for (let i = groups.start[centre]!; i < groups.start[centre + 1]!; i++) {
      const link = groups.link[i]!;
      if (isRepeat[link] === 1) continue;
      items.push([link, groups.isUpper[i] === 1 ? links.lower[link]! : links.upper[link]!]);
    }
    if (items.length > mostLinks) continue;
    for (let i = 0; i < items.length; i++) {
      for (let k = 0; k < i; k++) {
        const [a, b] = [items[i]![1], items[k]![1]];
        const key = Math.min(a, b) * count + Math.max(a, b);
        if (excluded.has(key)) continue;
        let its = found.get(key);
        if (its === undefined) {
          its = { pair: [Math.min(a, b), Math.max(a, b)], centres: [], links: [] };
          found.set(key, its);
        }
        its.centres.push(centre);
        its.links.push(items[i]![0], items[k]![0]);
      }
    }
  }
  return found;
}
