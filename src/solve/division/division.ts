/**
 * Services that need something (memory, CPU, disk: the dimensions) and targets that have it. Services and targets are
 * numbered in byte order of their names; all numbers of one dimension are in one unit.
 */
export interface DivisionProblem {
  /** Service → the targets that it may go to, ascending. */
  readonly candidates: readonly (readonly number[])[];
  /** Service → dimension → what it needs, at least 0. */
  readonly needs: readonly (readonly bigint[])[];
  /** Target → dimension → what it has. */
  readonly capacities: readonly (readonly bigint[])[];
}

/** Service → target, or the first service for which nothing was left, which proves nothing. */
export type Division =
  | { readonly kind: 'divided'; readonly assignment: readonly number[] }
  | {
      readonly kind: 'unknown';
      readonly service: number;
      /** Target → dimension → what was left when the service came to its turn. */
      readonly left: readonly (readonly bigint[])[];
    };

/**
 * Why there is no division.
 *
 * `overload`: these services need more of some dimension than all their candidates have together.
 * `search`: with the services in this order, no branch of the tree of all assignments reaches its end.
 * `program`: HiGHS's bound on the slack is above its tolerance; nobody can check it.
 */
export type NoDivisionProof =
  | { readonly kind: 'overload'; readonly services: readonly number[] }
  | { readonly kind: 'search'; readonly order: readonly number[] }
  | { readonly kind: 'program' };
