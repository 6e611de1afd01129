import type { Finding } from '../input-error.ts';

/** There is no plan, or none is known. */
export interface NoPlan {
  /** `impossible`: proved. `unknown`: none was found in time, and none was ruled out. */
  readonly kind: 'impossible' | 'unknown';
  /** Why. */
  readonly reason: NoPlanReason;
  /** Whether code that shares nothing with the search has recounted that there is none; else it is by search alone. */
  readonly certified: boolean;
  /** The services that it is about. */
  readonly services: readonly string[];
  /** The same in sentences. */
  readonly message: string;
  /** The same as findings, with the place of what binds, where it is known, and what can be done. */
  readonly findings: readonly Finding[];
  /** Whether the clock ended a search before its work was done: the same models may then have another answer. */
  readonly endedByClock: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * Why there is no plan. `no-candidates`: services that may go nowhere. `self-dependency`: a service that depends on
 * itself is never on another target than its dependency. `too-few-targets`, `cannot-keep-apart`: services that depend
 * on each other cannot all be kept apart, on so few targets or on their candidates. `colouring-undecided`: time ran
 * out. `demand-conflict`: demands of a policy and of the models that cannot all be kept. `shortage`, `no-place-found`,
 * `no-plan-found`: targets have too little of what services need. `no-numbers`:
 * pools are empty. `pin-conflict`: ids that cannot be pinned.
 */
export type NoPlanReason =
  | 'no-candidates'
  | 'self-dependency'
  | 'too-few-targets'
  | 'cannot-keep-apart'
  | 'colouring-undecided'
  | 'shortage'
  | 'no-place-found'
  | 'demand-conflict'
  | 'no-plan-found'
  | 'no-numbers'
  | 'pin-conflict';
