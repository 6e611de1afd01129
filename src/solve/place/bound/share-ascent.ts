/**
 * Shares and prices that prove much: descent on the dual bound, smoothed.
 *
 * Problem: share the weight of each link between its ends, zone by zone, and set prices, so that what all clusters
 * collect at most, with what prices pay for limits, is as little as possible.
 * Input: a model. Result: shares of the lower ends, prices of room, of rows and of moves, as they stand; all are valid.
 * Guarantee: none on how near to the best they get; equal steps give equal shares.
 * Time: a pass is O(Σ items · zones + Σ candidates · resources + paths · zones). Space: O(shares + prices), 28 bytes a
 * share, and 24 more with wedges.
 * Source: the maximum over the labels is smoothed by softmax with a falling temperature (Y. Nesterov, "Smooth
 * minimization of non-smooth functions", Math. Prog. 103, 2005; for message passing B. Savchynskyy et al., "A study of
 * Nesterov's scheme for
 * Lagrangian decomposition and MAP labeling", CVPR 2011), steps by D. Kingma, J. Ba, "Adam", ICLR 2015, projected.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { BoundModel } from './bound-model.ts';
import { Collector } from './collector.ts';
import { findWedgePaths } from './wedge-paths.ts';
import { Wedges } from './wedges.ts';

/** Prices of crowds are small, since many pay them. */
const crowdRate = 0.05;

/** How fast the averages of slopes and of their squares forget. */
const beta = { slope: 0.9, square: 0.99 };

export class ShareAscent {
  /**
   * Shares of the lower ends, level by level, in link costs: of the whole weight; wedges take off the same part of
   * each.
   */
  readonly shares: Float64Array;
  readonly labelPrices: Float64Array;
  readonly rowPrices: Float64Array;
  readonly movePrice = new Float64Array(1);
  /** What all clusters collect at most, by the shares of the last pass. */
  collected = 0;
  readonly #model: BoundModel;
  readonly #collector: Collector;
  /** Level by level, resource by resource, cluster by cluster, zone by zone: prices of crowds. */
  readonly crowdPrices: readonly Float64Array[];
  /** What both ends have of what wedges leave; without wedges the shares, and the rest. */
  readonly #ends: { readonly lower: Float64Array; readonly upper: Float64Array };
  /** Slopes by what both ends have; without wedges one array, from which the upper ends take off theirs. */
  readonly #endSlopes: { readonly lower: Float32Array; readonly upper: Float32Array };
  /** By how much wedges relieve a link; and later what that gains. */
  readonly #relief: Float64Array;
  readonly #wedges: readonly Wedges[];
  readonly #slope: Float32Array;
  readonly #prices: { readonly values: Float64Array; readonly slope: Float64Array; readonly scale: Float64Array }[];
  readonly #moments: Moments[];
  readonly #shareMoments: Moments;
  #steps = 0;
  readonly #theta: Float64Array;
  readonly #zoneChance: readonly Float64Array[];
  /** The mean weight of a link: what prices and temperatures are measured in. */
  readonly meanWeight: number;

  constructor(model: BoundModel) {
    this.#model = model;
    const { links, clusters, problem, rows } = model;
    this.#collector = new Collector(model);
    this.shares = new Float64Array(links.shareCount);
    const count = links.shareCount;
    this.#slope = new Float32Array(count);
    this.#wedges = makeWedges(model);
    const hasWedges = this.#wedges.length > 0;
    this.#ends = { lower: hasWedges ? new Float64Array(count) : this.shares, upper: new Float64Array(count) };
    this.#endSlopes = hasWedges
      ? { lower: new Float32Array(count), upper: new Float32Array(count) }
      : { lower: this.#slope, upper: this.#slope };
    this.#relief = new Float64Array(hasWedges ? count : 0);
    this.crowdPrices = this.#wedges.map(({ chance, resources }) => new Float64Array(resources.length * chance.length));
    this.#shareMoments = new Moments(links.shareCount);
    this.labelPrices = new Float64Array(clusters.need.length * problem.labelCount);
    this.rowPrices = new Float64Array(rows.priceCount);
    const steps = links.levels.reduce((sum, { step }) => sum + step, 0);
    this.meanWeight = links.weight.length === 0 ? 1 : links.total / links.weight.length || steps;
    const labelScale = this.labelPrices.map((_, i) => {
      const need = clusters.need[Math.floor(i / problem.labelCount)]!;
      return (this.meanWeight * clusters.count) / (need.reduce((a, b) => a + b, 0) || 1);
    });
    const even = (length: number): Float64Array => new Float64Array(length).fill(this.meanWeight);
    this.#prices = [
      { values: this.labelPrices, slope: new Float64Array(this.labelPrices.length), scale: labelScale },
      { values: this.rowPrices, slope: new Float64Array(rows.priceCount), scale: even(rows.priceCount) },
      { values: this.movePrice, slope: new Float64Array(1), scale: even(1) },
      ...this.#wedges.map((wedges, k) => this.#crowdSteps(wedges, this.crowdPrices[k]!)),
    ];
    this.#moments = this.#prices.map(({ values }) => new Moments(values.length));
    this.#theta = new Float64Array(problem.labelCount);
    this.#zoneChance = links.levels.map(() => new Float64Array(problem.labelCount));
    this.#halve();
  }

  #crowdSteps(
    { level, resources, chance }: Wedges,
    values: Float64Array,
  ): { values: Float64Array; slope: Float64Array; scale: Float64Array } {
    const { links, clusters } = this.#model;
    const scales = resources.map(r => {
      const mean = clusters.need[r]!.reduce((a, b) => a + b, 0) / clusters.count || 1;
      return (crowdRate * this.meanWeight * links.levels[level]!.step) / mean;
    });
    const scale = values.map((_, i) => scales[Math.floor(i / chance.length)]!);
    return { values, slope: new Float64Array(values.length), scale };
  }

  #halve(): void {
    const { links } = this.#model;
    for (const { shareStart, step } of links.levels) {
      for (let e = 0; e < links.lower.length; e++) {
        this.shares.fill((links.weight[e]! * step) / 2, shareStart[e]!, shareStart[e + 1]!);
        this.#ends.upper.fill((links.weight[e]! * step) / 2, shareStart[e]!, shareStart[e + 1]!);
      }
    }
  }

  /** Works out `collected` and the slopes, smoothed by a temperature. */
  pass(temperature: number): void {
    const { clusters, rows, mostMoves, problem } = this.#model;
    this.#relieveLinks();
    for (const { slope } of this.#prices) slope.fill(0);
    const [labelSlope, rowSlope, moveSlope] = this.#prices.map(({ slope }) => slope) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    let sum = 0;
    clusters.have.forEach((have, r) => {
      have.forEach((amount, label) => {
        sum += this.labelPrices[r * problem.labelCount + label]! * amount;
        labelSlope[r * problem.labelCount + label]! += amount;
      });
    });
    rows.limit.forEach((limit, row) => {
      const end = rows.start[row + 1] ?? rows.priceCount;
      for (let i = rows.start[row]!; i < end; i++) {
        sum += this.rowPrices[i]! * limit;
        rowSlope[i]! += limit;
      }
    });
    if (mostMoves !== undefined) {
      sum += this.movePrice[0]! * mostMoves;
      moveSlope[0]! += mostMoves;
    }
    for (let c = 0; c < clusters.count; c++) sum += this.#visit(c, temperature, labelSlope, rowSlope, moveSlope);
    this.collected = sum;
    this.#joinSlopes();
  }

  /** Works out what wedges leave of the links, and both ends' shares of it. */
  #relieveLinks(): void {
    const { links } = this.#model;
    const { lower, upper } = this.#ends;
    this.#endSlopes.lower.fill(0);
    this.#endSlopes.upper.fill(0);
    if (this.#wedges.length === 0) return;
    const relief = this.#relief.fill(0);
    this.#wedges.forEach((wedges, k) => {
      wedges.forward(this.crowdPrices[k]!, relief, false);
    });
    for (const { shareStart, step } of links.levels) {
      for (let e = 0; e < links.lower.length; e++) {
        const whole = links.weight[e]! * step;
        for (let s = shareStart[e]!; s < shareStart[e + 1]!; s++) {
          const left = Math.max(0, whole - relief[s]!);
          lower[s] = (this.shares[s]! * left) / whole;
          upper[s] = left - lower[s]!;
        }
      }
    }
  }

  /** Slopes of the shares from those of both ends; and of the prices of crowds from what relief gains. */
  #joinSlopes(): void {
    if (this.#wedges.length === 0) return;
    const { links } = this.#model;
    const { lower, upper } = this.#endSlopes;
    const relief = this.#relief;
    const joined = this.#slope;
    for (const { shareStart, step } of links.levels) {
      for (let e = 0; e < links.lower.length; e++) {
        const whole = links.weight[e]! * step;
        for (let s = shareStart[e]!; s < shareStart[e + 1]!; s++) {
          const left = Math.max(0, whole - relief[s]!);
          const part = this.shares[s]! / whole;
          joined[s] = ((lower[s]! - upper[s]!) * left) / whole;
          relief[s] = left > 0 ? lower[s]! * part + upper[s]! * (1 - part) : 0;
        }
      }
    }
    this.#wedges.forEach((wedges, k) => {
      wedges.backward(relief, this.#prices[3 + k]!.slope);
    });
  }

  #visit(
    cluster: number,
    temperature: number,
    labelSlope: Float64Array,
    rowSlope: Float64Array,
    moveSlope: Float64Array,
  ): number {
    const { clusters, links, problem } = this.#model;
    const list = clusters.listOf[cluster]!;
    const begin = clusters.lists.start[list]!;
    const count = clusters.lists.start[list + 1]! - begin;
    if (count === 0) return 0;
    const items = clusters.lists.items;
    const theta = this.#theta;
    this.#pay(cluster, begin, count);
    for (let level = 0; level < links.levels.length; level++) {
      this.#collector.collect(cluster, level, this.#ends, temperature);
      const { placeOf } = links.levels[level]!;
      const { value } = this.#collector;
      for (let i = 0; i < count; i++) theta[i]! += value[placeOf[begin + i]!]!;
    }
    for (const { bonus, zoneOf, zoneCount } of this.#wedges) {
      for (let i = 0; i < count; i++) theta[i]! += bonus[cluster * zoneCount + zoneOf[items[begin + i]!]!]!;
    }
    const most = this.#chances(count, temperature);
    for (const { chance, zoneOf, zoneCount } of this.#wedges) {
      chance.fill(0, cluster * zoneCount, (cluster + 1) * zoneCount);
      for (let i = 0; i < count; i++) chance[cluster * zoneCount + zoneOf[items[begin + i]!]!]! += theta[i]!;
    }
    for (let r = 0, base = 0; r < clusters.need.length; r++, base += problem.labelCount) {
      const need = clusters.need[r]![cluster]!;
      if (need === 0) continue;
      for (let i = 0; i < count; i++) labelSlope[base + items[begin + i]!]! -= need * theta[i]!;
    }
    this.#slopeOfRows(cluster, begin, count, rowSlope, moveSlope);
    for (let level = links.levels.length - 1; level >= 0; level--) {
      this.#collector.recall(level);
      this.#slopeOfShares(cluster, level, begin, count);
    }
    return most;
  }

  /** Turns `theta` into chances by softmax; returns the largest. */
  #chances(count: number, temperature: number): number {
    const theta = this.#theta;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) if (theta[i]! > most) most = theta[i]!;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const x = (theta[i]! - most) / temperature;
      const e = x < -25 ? 0 : Math.exp(x);
      theta[i] = e;
      sum += e;
    }
    for (let i = 0; i < count; i++) theta[i]! /= sum;
    return most;
  }

  /** `theta` becomes what the cluster is paid by prices. */
  #pay(cluster: number, begin: number, count: number): void {
    const { clusters, problem, rows, mostMoves, away, awayStart } = this.#model;
    const theta = this.#theta;
    const { items } = clusters.lists;
    theta.fill(0, 0, count);
    for (let r = 0, base = 0; r < clusters.need.length; r++, base += problem.labelCount) {
      const need = clusters.need[r]![cluster]!;
      if (need === 0) continue;
      for (let i = 0; i < count; i++) theta[i]! -= need * this.labelPrices[base + items[begin + i]!]!;
    }
    for (let k = rows.entryStart[cluster]!; k < rows.entryStart[cluster + 1]!; k++) {
      const row = rows.entryRow[k]!;
      const { zoneOf } = problem.partitions[rows.partition[row]!]!;
      const factor = rows.entryFactor[k]!;
      for (let i = 0; i < count; i++) {
        theta[i]! -= factor * this.rowPrices[rows.start[row]! + zoneOf[items[begin + i]!]!]!;
      }
    }
    if (mostMoves === undefined) return;
    for (let i = 0; i < count; i++) theta[i]! -= this.movePrice[0]! * away[awayStart[cluster]! + i]!;
  }

  #slopeOfRows(cluster: number, begin: number, count: number, rowSlope: Float64Array, moveSlope: Float64Array): void {
    const { clusters, problem, rows, mostMoves, away, awayStart } = this.#model;
    const theta = this.#theta;
    const { items } = clusters.lists;
    for (let k = rows.entryStart[cluster]!; k < rows.entryStart[cluster + 1]!; k++) {
      const row = rows.entryRow[k]!;
      const { zoneOf } = problem.partitions[rows.partition[row]!]!;
      const factor = rows.entryFactor[k]!;
      for (let i = 0; i < count; i++) rowSlope[rows.start[row]! + zoneOf[items[begin + i]!]!]! -= factor * theta[i]!;
    }
    if (mostMoves === undefined) return;
    for (let i = 0; i < count; i++) moveSlope[0]! -= away[awayStart[cluster]! + i]! * theta[i]!;
  }

  #slopeOfShares(cluster: number, level: number, begin: number, count: number): void {
    const { clusters, links, groups } = this.#model;
    const { zones, placeOf, pairOf, pairStart, lowerPlace, upperPlace, shareStart } = links.levels[level]!;
    const list = clusters.listOf[cluster]!;
    const zoneCount = zones.start[list + 1]! - zones.start[list]!;
    const chance = this.#zoneChance[level]!;
    chance.fill(0, 0, zoneCount);
    for (let i = 0; i < count; i++) chance[placeOf[begin + i]!]! += this.#theta[i]!;
    const first = groups.start[cluster]!;
    const { part } = this.#collector;
    const firstGroup = groups.groupStart[cluster]!;
    const end = groups.start[cluster + 1]!;
    const freeEnd = firstGroup < groups.groupStart[cluster + 1]! ? groups.itemStart[firstGroup]! : end;
    const isLoose = this.#collector.isLoose(cluster, level);
    for (let item = first; item < end; item++) {
      const link = groups.link[item]!;
      const isUpper = groups.isUpper[item] === 1;
      const place = isUpper ? upperPlace : lowerPlace;
      const slope = isUpper ? this.#endSlopes.upper : this.#endSlopes.lower;
      const sign = isUpper && slope === this.#endSlopes.lower ? -1 : 1;
      const pairEnd = pairStart[pairOf[link]! + 1]!;
      let s = shareStart[link]!;
      const base = (item - first) * zoneCount;
      if (isLoose && item < freeEnd) {
        for (let i = pairStart[pairOf[link]!]!; i < pairEnd; i++) slope[s++]! += sign * chance[place[i]!]!;
      } else {
        for (let i = pairStart[pairOf[link]!]!; i < pairEnd; i++) {
          slope[s++]! += sign * chance[place[i]!]! * part[base + place[i]!]!;
        }
      }
    }
  }

  /** One step down the slopes of the last pass, `rate` of a weight long at most or so. */
  step(rate: number): void {
    this.#steps++;
    const { links, rows } = this.#model;
    const { shares } = this;
    const correction = Math.sqrt(1 - beta.square ** this.#steps) / (1 - beta.slope ** this.#steps);
    const { upper } = this.#ends;
    const slope = this.#slope;
    const { mean, square } = this.#shareMoments;
    for (const { shareStart, step } of links.levels) {
      for (let e = 0; e < links.lower.length; e++) {
        const whole = links.weight[e]! * step;
        const factor = rate * whole * correction;
        for (let s = shareStart[e]!; s < shareStart[e + 1]!; s++) {
          const its = slope[s]!;
          const way = beta.slope * mean[s]! + (1 - beta.slope) * its;
          const length = beta.square * square[s]! + (1 - beta.square) * its * its;
          mean[s] = way;
          square[s] = length;
          const share = shares[s]! - (factor * way) / (Math.sqrt(length) + 1e-4);
          shares[s] = share < 0 ? 0 : share > whole ? whole : share;
          upper[s] = whole - shares[s]!;
        }
      }
    }
    this.#prices.forEach(({ values, slope, scale }, k) => {
      for (let i = 0; i < values.length; i++) {
        values[i]! -= rate * scale[i]! * correction * this.#moments[k]!.take(i, slope[i]!);
      }
    });
    for (const prices of [this.labelPrices, ...this.crowdPrices]) {
      for (let i = 0; i < prices.length; i++) if (prices[i]! < 0) prices[i] = 0;
    }
    rows.isFree.forEach((isFree, row) => {
      const end = rows.start[row + 1] ?? rows.priceCount;
      for (let i = rows.start[row]!; !isFree && i < end; i++) this.rowPrices[i] = Math.max(0, this.rowPrices[i]!);
    });
    this.movePrice[0] = Math.max(0, this.movePrice[0]!);
  }
}

/** Level by level the wedges that count, if any do. */
export function makeWedges(model: BoundModel): Wedges[] {
  const { resources, mostLinks, mostInChain } = model.wedges;
  if (resources.length === 0) return [];
  const paths = findWedgePaths(model, mostLinks, mostInChain);
  return model.links.levels.map((_, level) => new Wedges(model, level, paths));
}

/** Averages of slopes and of their squares. */
class Moments {
  readonly mean: Float32Array;
  readonly square: Float32Array;

  constructor(length: number) {
    this.mean = new Float32Array(length);
    this.square = new Float32Array(length);
  }

  /** The direction to go, with a slope taken in. */
  take(i: number, slope: number): number {
    const mean = beta.slope * this.mean[i]! + (1 - beta.slope) * slope;
    const square = beta.square * this.square[i]! + (1 - beta.square) * slope * slope;
    this.mean[i] = mean;
    this.square[i] = square;
    return mean / (Math.sqrt(square) + 1e-4);
  }
}
