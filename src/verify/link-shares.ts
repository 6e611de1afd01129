/**
 * How the weight of each link is shared out between its ends, in an order that the models alone give: what carries a
 * bound on links from the planner to whoever recounts it.
 */
export interface LinkShares {
  /** Shares are whole numbers; so many make a weight of 1. */
  readonly unit: number;
  /** What all shares come to. */
  readonly sum: number;
  /**
   * Pair of services that are linked, in byte order of the first name, then of the second → what the first one is given
   * at each target that both may take, these in byte order, too. The second one is given the rest of the weight.
   */
  readonly links: readonly (readonly number[])[];
}
