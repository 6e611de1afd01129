/**
 * A bound on the links of any plan by what zones can hold, with a certificate: stronger than shares where zones are
 * small, and far slower where they are large.
 *
 * Input: a problem, a bound by shares, which the prices begin with; what the links of a known plan cost.
 * Result: a bound with its certificate; the one that was there where that is better, or zones are large.
 * Guarantee: exact. Method, time: see `filling-ascent.ts`.
 */

import type { Budget } from '../../budget.ts';
import type { BoundModel } from './bound-model.ts';
import type { PlaceBound } from './bound-place.ts';
import { Collector } from './collector.ts';
import { FillingAscent, type FillingPrices } from './filling-ascent.ts';
import type { FillingCertificate } from './filling-certificate.ts';
import { commonLinkCost, type PlaceCertificate, relieve } from './place-certificate.ts';
import { makeWedges } from './share-ascent.ts';
import type { LinkSplit } from './zone-links.ts';

const mostUnit = 256;
/** All weights together come to less units, and so does each price, so that sums and products stay exact. */
const mostUnits = 2 ** 31;
/** With more clusters a round takes too long; with more for a label on average zones are cut off, and prove little. */
const mostClusters = 600;
const mostInLabel = 12;

/** The bound as it is, or a better one. */
export function strengthenByFillings(bound: PlaceBound, upper: number, budget: Budget): PlaceBound {
  const { model } = bound;
  const { links, clusters } = model;
  const unit = Math.min(mostUnit, 2 ** Math.floor(Math.log2(mostUnits / Math.max(1, links.total))));
  if (links.shareCount === 0 || unit < 1 || clusters.count > mostClusters) return bound;
  if (clusters.count > mostInLabel * model.problem.labelCount) return bound;
  const grain = commonLinkCost(model);
  const ascent = new FillingAscent(
    model,
    splitLinks(model, bound.certificate, unit),
    firstPrices(model, bound.certificate, unit),
  );
  const fillings = ascent.run(upper, grain, budget);
  if (fillings === undefined || !isExact(fillings)) return bound;
  const linksBound = Math.ceil((links.total * unit - fillings.collected) / (unit * grain)) * grain;
  return linksBound > bound.linksBound ? { ...bound, linksBound, by: 'fillings', fillings } : bound;
}

function isExact({ collected, prices }: FillingCertificate): boolean {
  return Number.isSafeInteger(collected) && prices.every(its => its.every(price => Math.abs(price) <= mostUnits));
}

/** The weight of each link, split between its ends like its shares; and the shares, rounded up. */
function splitLinks(
  model: BoundModel,
  { shares, crowdPrices, unit: sharesUnit }: PlaceCertificate,
  unit: number,
): LinkSplit {
  const { links, problem, clusters } = model;
  const parts = new Float64Array(links.shareCount);
  const [lower, upper] = [parts.slice(), parts.slice()];
  const scale = (amount: number): number => Math.ceil((amount * unit) / sharesUnit);
  for (const { shareStart, step } of links.levels) {
    for (let e = 0; e < links.lower.length; e++) {
      const whole = links.weight[e]! * step * unit;
      for (let s = shareStart[e]!; s < shareStart[e + 1]!; s++) {
        const both = shares[2 * s]! + shares[2 * s + 1]!;
        parts[s] = Math.round((both === 0 ? 0.5 : shares[2 * s]! / both) * whole);
        lower[s] = scale(shares[2 * s]!);
        upper[s] = scale(shares[2 * s + 1]!);
      }
    }
  }
  const wedges = makeWedges(model);
  relieve(model, wedges, crowdPrices);
  const bonus = links.levels.map(
    ({ partition }, level) =>
      wedges[level]?.bonus.map(scale) ?? new Float64Array(clusters.count * problem.partitions[partition]!.zoneCount),
  );
  return { unit, parts, lower, upper, bonus };
}

/** What clusters collect by their shares, less what they pay for room, is what they pay now. */
function firstPrices(model: BoundModel, certificate: PlaceCertificate, unit: number): FillingPrices {
  const { clusters, links, problem, rows } = model;
  const { shares, labelPrices, priceUnit, rowPrices, movePrice } = certificate;
  const factor = unit / certificate.unit;
  const lower = Float64Array.from({ length: links.shareCount }, (_, s) => shares[2 * s]!);
  const upper = Float64Array.from({ length: links.shareCount }, (_, s) => shares[2 * s + 1]!);
  const collector = new Collector(model);
  const wedges = makeWedges(model);
  relieve(model, wedges, certificate.crowdPrices);
  const total = new Float64Array(clusters.count);
  const outer = links.levels.map(
    ({ partition }) => new Float64Array(clusters.count * problem.partitions[partition]!.zoneCount),
  );
  for (let c = 0; c < clusters.count; c++) {
    const list = clusters.listOf[c]!;
    const begin = clusters.lists.start[list]!;
    const count = clusters.lists.start[list + 1]! - begin;
    const theta = new Float64Array(count);
    links.levels.forEach(({ zones, partition }, level) => {
      collector.collect(c, level, { lower, upper }, 0);
      const { zoneCount } = problem.partitions[partition]!;
      for (let i = zones.start[list]!; i < zones.start[list + 1]!; i++) {
        const zone = zones.items[i]!;
        const bonus = wedges[level]?.bonus[c * zoneCount + zone] ?? 0;
        outer[level]![c * zoneCount + zone] = factor * (collector.value[i - zones.start[list]!]! + bonus);
      }
      const { zoneOf } = links.levels[level]!;
      for (let i = 0; i < count; i++) {
        theta[i]! += outer[level]![c * zoneCount + zoneOf[clusters.lists.items[begin + i]!]!]!;
      }
    });
    for (let i = 0; i < count; i++) {
      const label = clusters.lists.items[begin + i]!;
      clusters.need.forEach((need, r) => {
        theta[i]! -= (factor * labelPrices[r * problem.labelCount + label]! * need[c]!) / priceUnit;
      });
      for (let k = rows.entryStart[c]!; k < rows.entryStart[c + 1]!; k++) {
        const zone = problem.partitions[rows.partition[rows.entryRow[k]!]!]!.zoneOf[label]!;
        theta[i]! -= factor * rows.entryFactor[k]! * rowPrices[rows.start[rows.entryRow[k]!]! + zone]!;
      }
      if (model.mostMoves !== undefined) theta[i]! -= factor * movePrice * model.away[model.awayStart[c]! + i]!;
    }
    total[c] = theta.reduce((a, b) => Math.max(a, b), 0);
  }
  return { total, outer, rows: rowPrices.map(price => factor * price), move: Float64Array.of(factor * movePrice) };
}
