/** The content of an ids file: which service has which id of which pool, and what was given last. */
export interface IdAssignments {
  /** Pool → service key → id. */
  readonly ids: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Pool of global scope → the id given last. */
  readonly lastAssignments: ReadonlyMap<string, number>;
  /** Target → pool of machine scope → the id given last on that target. */
  readonly lastAssignmentsPerTarget: ReadonlyMap<string, ReadonlyMap<string, number>>;
}
