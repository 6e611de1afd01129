import type { BoundModel } from './bound-model.ts';

/**
 * Why no plan has fewer links, by prices of places and what zones can hold.
 *
 * A cluster pays its price in each zone that it is in, level by level; a zone earns the weights of the links in it,
 * less what its clusters pay, as its own price. What clusters pay at most with one label, what zones earn at most with
 * what fits into them, and what the prices of rows and moves are worth at their limits, bounds what is saved. All in
 * whole units. That a zone earns no more than it is said to is found out by a search (`zone-filling.ts`), which the
 * parts of links make short.
 */
export interface FillingCertificate {
  /** So many units make a link cost of 1. */
  readonly unit: number;
  /** Level → cluster · zones + zone → what the cluster pays there; of any sign. */
  readonly prices: readonly Float64Array[];
  /** Row by row, zone by zone (`price-rows.ts`), and for each node that a label moves. */
  readonly rowPrices: Float64Array;
  readonly movePrice: number;
  /** Level by level, link by link, common zone by common zone, as shares are: what part the lower end has. */
  readonly parts: Float64Array;
  /** Level → zone → no more than this is earned there. */
  readonly most: readonly Float64Array[];
  /** What is saved at most. */
  readonly collected: number;
}

/** What all clusters pay at most, with what prices of rows and moves are worth. O(Σ candidates · (levels + rows)). */
export function payAtMost(
  { clusters, links, problem, rows, mostMoves, awayStart, away }: BoundModel,
  { prices, rowPrices, movePrice }: Pick<FillingCertificate, 'prices' | 'rowPrices' | 'movePrice'>,
): number {
  let sum = movePrice * (mostMoves ?? 0);
  rows.limit.forEach((limit, row) => {
    const end = rows.start[row + 1] ?? rows.priceCount;
    for (let i = rows.start[row]!; i < end; i++) sum += rowPrices[i]! * limit;
  });
  for (let c = 0; c < clusters.count; c++) {
    const list = clusters.listOf[c]!;
    const begin = clusters.lists.start[list]!;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = begin; i < clusters.lists.start[list + 1]!; i++) {
      const label = clusters.lists.items[i]!;
      let value = mostMoves === undefined ? 0 : -movePrice * away[awayStart[c]! + i - begin]!;
      links.levels.forEach(({ zoneOf, partition }, level) => {
        value += prices[level]![c * problem.partitions[partition]!.zoneCount + zoneOf[label]!]!;
      });
      for (let k = rows.entryStart[c]!; k < rows.entryStart[c + 1]!; k++) {
        const row = rows.entryRow[k]!;
        const { zoneOf } = problem.partitions[rows.partition[row]!]!;
        value -= rows.entryFactor[k]! * rowPrices[rows.start[row]! + zoneOf[label]!]!;
      }
      most = Math.max(most, value);
    }
    if (most > Number.NEGATIVE_INFINITY) sum += most;
  }
  return sum;
}
