/**
 * Why no plan has fewer links, in whole numbers that anyone can check.
 *
 * All links together cost so much where nothing is saved. What is saved at a link, at a level, in a zone, is shared
 * between its ends; a cluster (nodes that must have one label, as one; numbered by first nodes) collects shares in the
 * zones of its label: at most so many of each group among its neighbours (`neighbour-groups.ts`), and only as many as
 * fit beside it, as a fractional knapsack, rounded down, for each resource: the least counts. Of a group the largest
 * shares count, each with the least need in the group. It pays prices for room, for rows (`price-rows.ts`) and for
 * moves. What the best labels let all clusters collect, and what the prices are worth at the limits, bounds what is
 * saved.
 * Prices of crowds take something off links, and have clusters collect it (`wedges.ts`).
 * Any shares of at least 0 that sum up to the weight, less what wedges take off it, and any prices of at least 0 (of
 * any sign for rows of `together`), do.
 *
 * Time: O(Σ items · zones + Σ candidates · resources).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { BoundModel } from './bound-model.ts';
import { Collector, type SharedEnds } from './collector.ts';
import { makeWedges, type ShareAscent } from './share-ascent.ts';
import type { Wedges } from './wedges.ts';

export interface PlaceCertificate {
  /** So many units of a share make a link cost of 1. */
  readonly unit: number;
  /** Resource → needs and what labels have are divided by it, and rounded down. */
  readonly divisors: readonly number[];
  /**
   * Level by level (those whose step is more than 0), link by link (as in `shared-links.ts`), for each zone of the
   * level where both ends may be, ascending: the share of the lower end, and that of the upper one.
   */
  readonly shares: Int32Array | Float64Array;
  /**
   * Resource by resource, label by label: so many units cost `priceUnit` of the divided need. A payment is rounded
   * down.
   */
  readonly labelPrices: Float64Array;
  readonly priceUnit: number;
  /** Row by row, zone by zone, in units. */
  readonly rowPrices: Float64Array;
  /** For each node that a label moves, in units; 0 where moves have no limit. */
  readonly movePrice: number;
  /**
   * Level by level, resource by resource (of these), cluster by cluster, zone by zone: units for each divided need of a
   * crowd, for paths of two links whose inner cluster has at most so many, and of three whose inner clusters have.
   * Without resources there are none.
   */
  readonly crowdPrices: readonly Float64Array[];
  readonly crowdResources: readonly number[];
  readonly crowdLinks: number;
  readonly chainLinks: number;
  /** What all clusters collect at most, with what prices are worth, in units. */
  readonly collected: number;
}

/** All sums of shares stay below this. */
const mostUnits = 2 ** 50;
const mostUnit = 2 ** 16;
const priceUnit = 2 ** 16;
/** Products of prices and of what labels have stay below this. */
const mostProduct = 2 ** 52;

/** Rounds shares and prices as they stand, and adds up what they prove. */
export function certifyShares(model: BoundModel, ascent: ShareAscent): PlaceCertificate {
  const { links, clusters, problem, rows } = model;
  const unit = chooseUnit(model);
  const wedges = makeWedges(model);
  const crowdPrices = ascent.crowdPrices.map(prices => prices.map(price => Math.floor(price * unit)));
  const ends = roundShares(model, ascent.shares, unit, relieve(model, wedges, crowdPrices));
  const labelPrices = ascent.labelPrices.map((price, i) => {
    const have = clusters.have[Math.floor(i / problem.labelCount)]![i % problem.labelCount]!;
    return Math.max(0, Math.min(Math.round(price * unit * priceUnit), Math.floor(mostProduct / Math.max(1, have))));
  });
  const most = Math.floor(mostUnits / Math.max(1, rows.priceCount * problem.nodeCount));
  const rowPrices = ascent.rowPrices.map(price => Math.max(-most, Math.min(most, Math.round(price * unit))));
  const movePrice = model.mostMoves === undefined ? 0 : Math.round(ascent.movePrice[0]! * unit);
  const prices = { labelPrices, rowPrices, movePrice };
  const collected = collectAll(model, ends, wedges, prices);
  const shares = pairShares(model, ends, unit);
  const { resources: crowdResources, mostLinks: crowdLinks, mostInChain: chainLinks } = model.wedges;
  const crowds = { crowdPrices, crowdResources, crowdLinks, chainLinks };
  return { unit, divisors: clusters.divisors, shares, priceUnit, ...prices, ...crowds, collected };

  function chooseUnit({ links: { total, weight, levels } }: BoundModel): number {
    const step = levels.reduce((a, level) => Math.max(a, level.step), 1);
    const heaviest = weight.reduce((a, b) => Math.max(a, b), 1) * step;
    let chosen = 1;
    const fits = (u: number): boolean => u * heaviest < 2 ** 31 && u * total < mostUnits / 4;
    while (chosen < mostUnit && fits(2 * chosen)) chosen *= 2;
    return links.shareCount === 0 ? 1 : chosen;
  }
}

/** What no plan goes below: link costs are multiples of what all weights of all levels have in common. */
export function boundOfCertificate({ links }: BoundModel, { unit, collected }: PlaceCertificate): number {
  const grain = commonLinkCost({ links });
  const left = links.total * unit - collected;
  if (!Number.isSafeInteger(left) || grain === 0) return 0;
  return Math.max(0, Math.ceil(left / (unit * grain)) * grain);
}

/** What all link costs are multiples of; 0 where there are none. */
export function commonLinkCost({ links: { weight, levels } }: Pick<BoundModel, 'links'>): number {
  const divide = (a: number, b: number): number => {
    let [x, y] = [a, b];
    while (y !== 0) [x, y] = [y, x % y];
    return x;
  };
  let common = 0;
  for (const { step } of levels) for (const w of weight) common = divide(common, w * step);
  return common;
}

/** What whole prices of crowds take off the links, share by share. */
export function relieve(
  { links }: BoundModel,
  wedges: readonly Wedges[],
  prices: readonly Float64Array[],
): Float64Array {
  const relief = new Float64Array(links.shareCount);
  wedges.forEach((its, k) => {
    its.forward(prices[k]!, relief, true);
  });
  return relief;
}

function roundShares({ links }: BoundModel, shares: Float64Array, unit: number, relief: Float64Array): SharedEnds {
  const lower = new Float64Array(shares.length);
  const upper = new Float64Array(shares.length);
  for (const { shareStart, step } of links.levels) {
    for (let e = 0; e < links.lower.length; e++) {
      const whole = links.weight[e]! * step;
      for (let s = shareStart[e]!; s < shareStart[e + 1]!; s++) {
        const left = Math.max(0, whole * unit - relief[s]!);
        lower[s] = Math.max(0, Math.min(left, Math.round((shares[s]! / whole) * left)));
        upper[s] = left - lower[s]!;
      }
    }
  }
  return { lower, upper };
}

function pairShares({ links }: BoundModel, { lower, upper }: SharedEnds, unit: number): Int32Array | Float64Array {
  const heaviest = links.levels.reduce((a, { step }) => Math.max(a, step * unit), 0);
  const isSmall = links.weight.every(weight => weight * heaviest < 2 ** 31);
  const shares = isSmall ? new Int32Array(2 * lower.length) : new Float64Array(2 * lower.length);
  for (let s = 0; s < lower.length; s++) {
    shares[2 * s] = lower[s]!;
    shares[2 * s + 1] = upper[s]!;
  }
  return shares;
}

/**
 * Cluster by cluster, candidate by candidate: how many units fewer the cluster collects there than with its best label.
 * A plan with it there has at least so much more in links than the bound.
 */
export function slackOfCandidates(model: BoundModel, certificate: PlaceCertificate): Float64Array {
  const slack: number[] = [];
  const { shares, crowdPrices } = certificate;
  const lower = Float64Array.from({ length: shares.length / 2 }, (_, s) => shares[2 * s]!);
  const upper = Float64Array.from({ length: shares.length / 2 }, (_, s) => shares[2 * s + 1]!);
  const wedges = makeWedges(model);
  relieve(model, wedges, crowdPrices);
  visitClusters(model, { lower, upper }, wedges, certificate, (theta, count, most) => {
    for (let i = 0; i < count; i++) slack.push(most - theta[i]!);
  });
  return Float64Array.from(slack);
}

type Prices = Pick<PlaceCertificate, 'labelPrices' | 'rowPrices' | 'movePrice'>;

function collectAll(model: BoundModel, ends: SharedEnds, wedges: readonly Wedges[], prices: Prices): number {
  const { clusters, rows, problem, mostMoves } = model;
  const { labelPrices, rowPrices, movePrice } = prices;
  let sum = movePrice * (mostMoves ?? 0);
  clusters.have.forEach((have, r) => {
    have.forEach((amount, label) => {
      sum += Math.floor((labelPrices[r * problem.labelCount + label]! * amount) / priceUnit);
    });
  });
  rows.limit.forEach((limit, row) => {
    const end = rows.start[row + 1] ?? rows.priceCount;
    for (let i = rows.start[row]!; i < end; i++) sum += rowPrices[i]! * limit;
  });
  visitClusters(model, ends, wedges, prices, (_, count, most) => {
    if (count > 0) sum += most;
  });
  return sum;
}

/**
 * Hands over what each cluster collects with each of its labels less what it pays, how many labels it has, and the
 * most.
 */
function visitClusters(
  model: BoundModel,
  ends: SharedEnds,
  wedges: readonly Wedges[],
  { labelPrices, rowPrices, movePrice }: Prices,
  visit: (theta: Float64Array, count: number, most: number) => void,
): void {
  const { clusters, links, rows, problem, mostMoves, away, awayStart } = model;
  const collector = new Collector(model);
  const theta = new Float64Array(problem.labelCount);
  const { items, start } = clusters.lists;
  for (let c = 0; c < clusters.count; c++) {
    const begin = start[clusters.listOf[c]!]!;
    const count = start[clusters.listOf[c]! + 1]! - begin;
    theta.fill(0, 0, count);
    links.levels.forEach(({ placeOf }, level) => {
      collector.collect(c, level, ends, 0);
      for (let i = 0; i < count; i++) theta[i]! += collector.value[placeOf[begin + i]!]!;
    });
    for (const { bonus, zoneOf, zoneCount } of wedges) {
      for (let i = 0; i < count; i++) theta[i]! += bonus[c * zoneCount + zoneOf[items[begin + i]!]!]!;
    }
    for (let r = 0; r < clusters.need.length; r++) {
      const need = clusters.need[r]![c]!;
      const base = r * problem.labelCount;
      for (let i = 0; need > 0 && i < count; i++) {
        theta[i]! -= Math.floor((labelPrices[base + items[begin + i]!]! * need) / priceUnit);
      }
    }
    for (let k = rows.entryStart[c]!; k < rows.entryStart[c + 1]!; k++) {
      const row = rows.entryRow[k]!;
      const { zoneOf } = problem.partitions[rows.partition[row]!]!;
      for (let i = 0; i < count; i++) {
        theta[i]! -= rows.entryFactor[k]! * rowPrices[rows.start[row]! + zoneOf[items[begin + i]!]!]!;
      }
    }
    if (mostMoves !== undefined) for (let i = 0; i < count; i++) theta[i]! -= movePrice * away[awayStart[c]! + i]!;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) most = Math.max(most, theta[i]!);
    visit(theta, count, most);
  }
}
