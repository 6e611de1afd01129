import type { HeldNumbers } from './held-numbers.ts';
import type { IdAssignments } from './id-assignments.ts';
import type { Pool } from './pool.ts';

/** What is asked of the assigner. */
export interface IdProblem {
  /** Keys in byte order. */
  readonly pools: ReadonlyMap<string, Pool>;
  /** In byte order of the services, each service once. */
  readonly requests: readonly IdRequest[];
  readonly previous: IdAssignments;
  /**
   * Pool → numbers that services hold without asking for them. Pools may share a list. Where a service pins or keeps a
   * number that it holds as well, that is one number, and not here.
   */
  readonly held?: ReadonlyMap<string, readonly HeldNumbers[]> | undefined;
}

/** The ids that one service wants. */
export interface IdRequest {
  readonly service: string;
  /** Whose number it is, where `service` is a number of a service by its name, as `web:metrics`. */
  readonly owner?: string | undefined;
  /** Names of pools, each of which exists. */
  readonly pools: readonly string[];
  /** Pool → the id that the service must get; the pools are among `pools`. */
  readonly pins: ReadonlyMap<string, number>;
  /** Where the service runs; of meaning to pools of machine scope only. Without doubles. */
  readonly targets: readonly string[];
}

/** What the assigner answers. */
export interface IdSolution {
  readonly assignments: IdAssignments;
  /** Pools that ran dry, in byte order, each with the services that got nothing from it. */
  readonly dry: readonly DryPool[];
  readonly pinConflicts: readonly PinConflict[];
}

/** A pool that ran dry, and who got nothing from it. */
export interface DryPool {
  readonly pool: string;
  readonly services: readonly string[];
}

/** A pin that cannot be: outside the ids of its pool, or on numbers that another pin has. */
export interface PinConflict {
  readonly service: string;
  readonly pool: string;
  readonly id: number;
  /** The pin it collides with; undefined when the id is not one of the pool's. */
  readonly other: { readonly service: string; readonly pool: string; readonly id: number } | undefined;
  /** Who holds one of its numbers without a pin, where that is what is in the way; then there is no `other`. */
  readonly held?: HeldNumbers | undefined;
}
