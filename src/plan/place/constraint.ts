import type { Position } from '../../base/source.ts';
import type { NodeId } from '../../graph/node-id.ts';

/** Something that a plan must obey, by a name that a person knows. */
export interface PlaceConstraint {
  /**
   * `rule`: of the policy; `replicas`: those of a service are apart; `pin`: a service is where it says; `container`: a
   * service needs one; `stateful`: a service stays; `capacity`: of targets; `moves`: at most so many.
   */
  readonly kind: 'rule' | 'replicas' | 'pin' | 'container' | 'stateful' | 'capacity' | 'moves';
  /** The name of the rule, service or capacity. */
  readonly name: string;
  readonly position?: Position | undefined;
}

/** A constraint that leaves some replicas only some targets. */
export interface CandidateLimit {
  readonly constraint: PlaceConstraint;
  readonly nodes: readonly NodeId[];
  readonly targets: ReadonlySet<string>;
}
