/**
 * Which service has which id of which pool, and what was given last: what one run hands to the next. All keys are in
 * byte order.
 */
export interface IdAssignments extends IdMemory {
  /** Pool → service key → id. */
  readonly ids: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** What one run hands to the next beside the ids: what was given last, and what waits. All keys are in byte order. */
export interface IdMemory {
  /** Pool of global scope → the id given last. */
  readonly lastAssignments: ReadonlyMap<string, number>;
  /** Target → pool of machine scope → the id given last on that target. */
  readonly lastAssignmentsPerTarget: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /**
   * Pool of global scope → released ids that are handed out after all others, the first one first. Ids whose turn
   * follows from `lastAssignments` are not listed, so most files have none.
   */
  readonly released: ReadonlyMap<string, readonly number[]>;
  /** Target → pool of machine scope → the same for a target, from the moment that its pool has gone round once. */
  readonly releasedPerTarget: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Pool → service that has an id no more → that id, until somebody else gets it. Left out where empty. */
  readonly former?: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;
}

/** What there is before the first run. */
export const noIdAssignments: IdAssignments = {
  ids: new Map(),
  lastAssignments: new Map(),
  lastAssignmentsPerTarget: new Map(),
  released: new Map(),
  releasedPerTarget: new Map(),
};
