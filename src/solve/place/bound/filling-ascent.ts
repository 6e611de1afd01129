/**
 * Prices that prove much of the links: a subgradient descent on the Lagrangian dual whose parts are zones.
 *
 * Problem: each cluster is in one label; taken apart by zones, each with a copy of who is in it, the copies have to
 * agree. Prices for where they do not: one for each cluster (it is in one innermost zone), one for each cluster and
 * zone of an outer level (it is there where it is in a zone inside), and those of rows and moves.
 * Input: a model; prices to begin with, as shares left them. Result: the best certificate seen.
 * Guarantee: each round's bound is exact, since prices are rounded before they are used. Equal work, equal result.
 * Time: a round is a knapsack with profits of pairs for each zone; Σ members² at best, exponential at worst, cut off.
 * Source: P. Gilmore, R. Gomory 1961 and L. Lasdon 1970 for the decomposition; B. Polyak, USSR Comp. Math. 9, 1969
 * (length of a step, from the plan that is known); P. Camerini, L. Fratta, F. Maffioli, Math. Prog. Study 3, 1975
 * (directions that remember).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { Budget } from '../../budget.ts';
import type { BoundModel } from './bound-model.ts';
import { type FillingCertificate, payAtMost } from './filling-certificate.ts';
import { ZoneFilling } from './zone-filling.ts';
import { type LinkSplit, readZoneLinks, type ZoneLinks } from './zone-links.ts';

/** How much of the last direction is kept; when and by how much steps shrink. */
const memory = 0.5;
const patience = 10;
const shrinking = 0.7;
/** The ascent ends when steps are so short beside the first. */
const leastScale = 1e-3;
/** The first steps are so long, beside those that would close the gap at once. */
const firstScale = 0.5;
/**
 * So many branches of a zone are looked at: at first, and at last, where zones are cut off. Whoever checks a
 * certificate looks at as many again.
 */
const branchesAtFirst = 4000;
const branchesAtLast = 16_000;

/** The variables of the dual; the prices of innermost zones follow from them. */
export interface FillingPrices {
  /** Cluster → what it pays altogether. */
  readonly total: Float64Array;
  /** Level → cluster · zones + zone → what it pays there; not used for the innermost. */
  readonly outer: readonly Float64Array[];
  readonly rows: Float64Array;
  readonly move: Float64Array;
}

interface Zone {
  readonly links: ZoneLinks;
  readonly filling: ZoneFilling;
  choice: readonly number[];
}

export class FillingAscent {
  readonly #model: BoundModel;
  readonly #split: LinkSplit;
  readonly #zones: readonly (readonly Zone[])[];
  readonly #zoneCount: readonly number[];
  readonly #prices: FillingPrices;
  readonly #direction: FillingPrices;
  /** Level → cluster · zones + zone: prices of the present round, whole. */
  readonly #paid: readonly Float64Array[];
  #best: FillingCertificate | undefined;
  #bestPrices: FillingPrices | undefined;
  #scale = firstScale;
  #mostBranches = branchesAtFirst;
  #isCutOff = false;

  constructor(model: BoundModel, split: LinkSplit, prices: FillingPrices) {
    this.#model = model;
    this.#split = split;
    this.#prices = prices;
    this.#direction = mapPrices(prices, amounts => new Float64Array(amounts.length));
    this.#zoneCount = model.links.levels.map(({ partition }) => model.problem.partitions[partition]!.zoneCount);
    this.#paid = this.#zoneCount.map(count => new Float64Array(count * model.clusters.count));
    this.#zones = this.#zoneCount.map((count, level) =>
      Array.from({ length: count }, (_, zone) => {
        const links = readZoneLinks(model, level, zone, split);
        return { links, filling: new ZoneFilling(links), choice: [] };
      }),
    );
  }

  /** Rounds until links are proved to cost `upper`, or nothing is gained any more, or the budget is spent. */
  run(upper: number, grain: number, budget: Budget): FillingCertificate | undefined {
    let since = 0;
    while (!budget.isSpent() && this.#scale > leastScale) {
      const before = this.#best?.collected ?? Number.POSITIVE_INFINITY;
      const round = this.#round(budget);
      if (round === undefined) break;
      const { collected, slope } = round;
      if (this.#model.links.total * this.#split.unit - this.#best!.collected > (upper - grain) * this.#split.unit)
        break;
      since = this.#best!.collected < before ? 0 : since + 1;
      if (since > patience) {
        since = 0;
        this.#restart();
      } else {
        const excess = collected - (this.#model.links.total - upper) * this.#split.unit;
        this.#step(slope, this.#scale * excess);
      }
    }
    return this.#best;
  }

  /** Goes back to the best prices, for shorter steps, or for more branches where some were cut off. */
  #restart(): void {
    if (this.#isCutOff && this.#mostBranches < branchesAtLast) this.#mostBranches *= 4;
    else this.#scale *= shrinking;
    copyPrices(this.#bestPrices!, this.#prices);
    for (const amounts of listPrices(this.#direction)) amounts.fill(0);
  }

  /** Fills all zones at the present prices; undefined where the budget ends before all are filled. */
  #round(budget: Budget): { collected: number; slope: FillingPrices } | undefined {
    const { clusters, links } = this.#model;
    const whole = mapPrices(this.#prices, amounts => amounts.map(Math.round));
    this.#settle(whole);
    const certificate = { prices: this.#paid, rowPrices: whole.rows, movePrice: whole.move[0]! };
    let collected = payAtMost(this.#model, certificate);
    const chosen = this.#zoneCount.map(count => new Uint8Array(count * clusters.count));
    const known = new Map<string, { most: number; choice: readonly number[] }>();
    this.#isCutOff = false;
    const most = this.#zones.map((zones, level) =>
      Float64Array.from(zones, (zone, z) => {
        const { members, room } = zone.links;
        const count = this.#zoneCount[level]!;
        const price = Float64Array.from(members, c => this.#paid[level]![c * count + z]!);
        const key = [level, room.join(), members.join(), zone.links.rules.length, price.join()].join(' ');
        if (budget.isSpent()) return 0;
        const filled = known.get(key) ?? this.#fill(zone, price, budget);
        known.set(key, filled);
        zone.choice = filled.choice;
        for (const i of filled.choice) chosen[level]![members[i]! * count + z] = 1;
        collected += filled.most;
        return filled.most;
      }),
    );
    if (budget.isSpent()) return undefined;
    if (collected < (this.#best?.collected ?? Number.POSITIVE_INFINITY)) {
      const prices = this.#paid.map(paid => paid.slice());
      const { unit, parts } = this.#split;
      this.#best = { unit, parts, ...certificate, prices, most, collected };
      this.#bestPrices = mapPrices(this.#prices, amounts => amounts.slice());
    }
    return { collected, slope: this.#slopeOf(chosen, links.levels.length) };
  }

  #fill({ filling, links, choice }: Zone, price: Float64Array, budget: Budget) {
    const filled = filling.fill(price, this.#mostBranches, choice);
    if (!filled.isExact) this.#isCutOff = true;
    budget.spend(filled.branches * (100 + 4 * links.other.length + 8 * links.members.length));
    return filled;
  }

  /** Innermost zones get what is left of what a cluster pays altogether, so that all its labels cost it the same. */
  #settle({ total, outer, rows, move }: FillingPrices): void {
    const { clusters, links } = this.#model;
    const inner = this.#paid[0]!;
    inner.fill(Number.POSITIVE_INFINITY);
    for (let level = 1; level < this.#paid.length; level++) this.#paid[level]!.set(outer[level]!);
    const { zoneOf } = links.levels[0]!;
    for (let c = 0; c < clusters.count; c++) {
      this.#visitLabels(c, (label, i) => {
        let price = total[c]! + this.#due(c, label, i, rows, move);
        for (let level = 1; level < this.#paid.length; level++) {
          price -= outer[level]![c * this.#zoneCount[level]! + links.levels[level]!.zoneOf[label]!]!;
        }
        const at = c * this.#zoneCount[0]! + zoneOf[label]!;
        inner[at] = Math.min(inner[at]!, price);
      });
    }
    for (let i = 0; i < inner.length; i++) if (inner[i] === Number.POSITIVE_INFINITY) inner[i] = 0;
  }

  #visitLabels(cluster: number, visit: (label: number, i: number) => void): void {
    const { lists, listOf } = this.#model.clusters;
    const begin = lists.start[listOf[cluster]!]!;
    for (let i = begin; i < lists.start[listOf[cluster]! + 1]!; i++) visit(lists.items[i]!, i - begin);
  }

  /** What a cluster pays for rows and moves with a label. */
  #due(cluster: number, label: number, i: number, rowPrices: Float64Array, move: Float64Array): number {
    const { rows, problem, mostMoves, away, awayStart } = this.#model;
    let due = mostMoves === undefined ? 0 : move[0]! * away[awayStart[cluster]! + i]!;
    for (let k = rows.entryStart[cluster]!; k < rows.entryStart[cluster + 1]!; k++) {
      const row = rows.entryRow[k]!;
      const zone = problem.partitions[rows.partition[row]!]!.zoneOf[label]!;
      due += rows.entryFactor[k]! * rowPrices[rows.start[row]! + zone]!;
    }
    return due;
  }

  /** How the dual changes with each price: what is demanded, less what the zones chose. */
  #slopeOf(chosen: readonly Uint8Array[], levels: number): FillingPrices {
    const { clusters, links, rows, problem, mostMoves, away, awayStart } = this.#model;
    const slope = mapPrices(this.#prices, amounts => new Float64Array(amounts.length));
    rows.limit.forEach((limit, row) => {
      slope.rows.fill(limit, rows.start[row]!, rows.start[row + 1] ?? rows.priceCount);
    });
    slope.move.fill(mostMoves ?? 0);
    for (let level = 1; level < levels; level++) {
      chosen[level]!.forEach((is, i) => {
        slope.outer[level]![i] = -is;
      });
    }
    const seen = new Uint8Array(this.#zoneCount[0]!);
    for (let c = 0; c < clusters.count; c++) {
      slope.total[c] = 1;
      seen.fill(0);
      this.#visitLabels(c, (label, i) => {
        const zone = links.levels[0]!.zoneOf[label]!;
        if (seen[zone] === 1 || chosen[0]![c * this.#zoneCount[0]! + zone] === 0) return;
        seen[zone] = 1;
        slope.total[c]!--;
        for (let level = 1; level < levels; level++) {
          slope.outer[level]![c * this.#zoneCount[level]! + links.levels[level]!.zoneOf[label]!]!++;
        }
        if (mostMoves !== undefined) slope.move[0]! -= away[awayStart[c]! + i]!;
        for (let k = rows.entryStart[c]!; k < rows.entryStart[c + 1]!; k++) {
          const row = rows.entryRow[k]!;
          const { zoneOf } = problem.partitions[rows.partition[row]!]!;
          slope.rows[rows.start[row]! + zoneOf[label]!]! -= rows.entryFactor[k]!;
        }
      });
    }
    return slope;
  }

  #step(slope: FillingPrices, excess: number): void {
    const direction = listPrices(this.#direction);
    const prices = listPrices(this.#prices);
    const isFree = this.#findFree();
    let square = 0;
    listPrices(slope).forEach((amounts, k) => {
      const its = direction[k]!;
      for (let i = 0; i < amounts.length; i++) {
        its[i] = memory * its[i]! + amounts[i]!;
        // A price that would go below 0 stays there, and does not make the step shorter.
        if (its[i]! > 0 && prices[k]![i]! <= 0 && isFree[k]?.[i] === 0) its[i] = 0;
        square += its[i]! * its[i]!;
      }
    });
    if (square === 0) return;
    prices.forEach((amounts, k) => {
      for (let i = 0; i < amounts.length; i++) {
        const price = amounts[i]! - (excess / square) * direction[k]![i]!;
        amounts[i] = isFree[k]?.[i] === 0 ? Math.max(0, price) : price;
      }
    });
  }

  /** As `listPrices`: 0 where a price may not be below 0; undefined where all may. */
  #findFree(): (Uint8Array | undefined)[] {
    const { rows } = this.#model;
    const ofRows = new Uint8Array(rows.priceCount);
    rows.isFree.forEach((isFree, row) => {
      ofRows.fill(isFree ? 1 : 0, rows.start[row]!, rows.start[row + 1] ?? rows.priceCount);
    });
    return [undefined, ...this.#prices.outer.map(() => undefined), ofRows, new Uint8Array(1)];
  }
}

function listPrices({ total, outer, rows, move }: FillingPrices): Float64Array[] {
  return [total, ...outer, rows, move];
}

function mapPrices(prices: FillingPrices, map: (amounts: Float64Array) => Float64Array): FillingPrices {
  const { total, outer, rows, move } = prices;
  return { total: map(total), outer: outer.map(map), rows: map(rows), move: map(move) };
}

function copyPrices(from: FillingPrices, to: FillingPrices): void {
  const source = listPrices(from);
  listPrices(to).forEach((amounts, k) => {
    amounts.set(source[k]!);
  });
}
