/** Prices of places, and what zones earn at most; see `recompute-fillings.ts`. */
export interface PlacedFillings {
  /** So many units make a link cost of 1. */
  readonly unit: number;
  /** Level → cluster · zones + zone → what the cluster pays there, of any sign. */
  readonly prices: readonly Float64Array[];
  readonly rowPrices: Float64Array;
  readonly movePrice: number;
  /** Level, link, common zone by common zone: what the lower end has of the weight. Any will do. */
  readonly parts: Float64Array;
  /** Level → zone → what it earns at most. */
  readonly most: readonly Float64Array[];
  readonly collected: number;
}
