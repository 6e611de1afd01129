/** How links are shared between their ends, and prices. */
export interface PlacedShares {
  /** So many units make a link cost of 1. */
  readonly unit: number;
  /** Resource → needs and what labels have are divided by it and rounded down. */
  readonly divisors: readonly number[];
  /** Level, link, common zone by common zone: the share of the lower end and that of the upper one. */
  readonly shares: Int32Array | Float64Array;
  readonly labelPrices: Float64Array;
  readonly priceUnit: number;
  readonly rowPrices: Float64Array;
  readonly movePrice: number;
  /** See `placed-crowds.ts`; without resources there are none. */
  readonly crowdPrices: readonly Float64Array[];
  readonly crowdResources: readonly number[];
  readonly crowdLinks: number;
  readonly chainLinks: number;
  readonly collected: number;
}

/** Clusters, their labels and what they need. */
export interface PlacedClusters {
  readonly of: Int32Array;
  readonly members: readonly (readonly number[])[];
  readonly labels: readonly (readonly number[])[];
  readonly need: readonly (readonly number[])[];
  readonly have: readonly (readonly number[])[];
}
