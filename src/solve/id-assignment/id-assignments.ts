/**
 * Which service has which id of which pool, and what was given last: what one run hands to the next. All keys are in
 * byte order.
 */
export interface IdAssignments extends IdMemory {
  /** Pool → service key → id. */
  readonly ids: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * What one run hands to the next beside the ids: what was given last, what rests, and what is in use where. All keys
 * are in byte order.
 */
export interface IdMemory {
  /** Pool of global scope → the id given last. */
  readonly lastAssignments: ReadonlyMap<string, number>;
  /** Target → pool of machine scope → the id given last on that target. */
  readonly lastAssignmentsPerTarget: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Pool → numbers that were in use once, and since which run they are not. */
  readonly released: ReadonlyMap<string, readonly ReleasedNumbers[]>;
  /**
   * Pool → numbers in use on targets only, or held by services that did not ask for them. Ids that are not among them
   * are in use everywhere. Left out where empty.
   */
  readonly inUse?: ReadonlyMap<string, readonly NumbersInUse[]> | undefined;
  /** Pool → service that has an id no more → that id, until somebody else gets it. Left out where empty. */
  readonly former?: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;
}

/** Numbers `from … to` that are in use on some targets; on no target in particular, where there are none. */
export interface NumbersInUse {
  readonly from: number;
  readonly to: number;
  /** In byte order. */
  readonly targets: readonly string[];
}

/** Numbers that were in use there, until this run. Runs are counted from 1; a later one has a greater number. */
export interface ReleasedNumbers extends NumbersInUse {
  readonly run: number;
}
