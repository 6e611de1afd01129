/** Targets with a cost each, and the services that each can host; numbered in byte order of their names. */
export interface SetCoverProblem {
  /** Service → the targets that it may go to, ascending, at least one. */
  readonly candidates: readonly (readonly number[])[];
  /** Target → cost, at least 0, all in one unit. */
  readonly costs: readonly bigint[];
}

/** A cover, with a bound on the cost of every one. */
export interface SetCover {
  /** Service → the chosen target that hosts it. */
  readonly assignment: readonly number[];
  /** The targets chosen, ascending. */
  readonly chosen: readonly number[];
  readonly cost: bigint;
  /** No cover costs less than this. */
  readonly lowerBound: bigint;
  readonly optimal: boolean;
  readonly certificate: CoverCertificate;
}

/**
 * What carries the lower bound.
 *
 * `prices`: service → what it pays, in parts of a cost of which `parts` make one; no target costs less than the
 * services that may go there pay together, so that all prices together are a bound.
 * `tree`: the tree of branch and bound in preorder, by the service that a node branches on, -1 for a leaf.
 * `program`: the bound is that of HiGHS, in floating point; nobody can check it.
 */
export type CoverCertificate =
  | { readonly kind: 'prices'; readonly prices: readonly bigint[]; readonly parts: bigint }
  | { readonly kind: 'tree'; readonly rows: readonly number[] }
  | { readonly kind: 'program' };
