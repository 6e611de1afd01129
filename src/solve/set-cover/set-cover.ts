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
}
