import type { Position } from '../../base/source.ts';
import type { NodeId } from '../../graph/node-id.ts';

/** Something that a plan must obey, by a name that a person knows. */
export interface PlaceConstraint {
  /**
   * `rule`: of the policy; `replicas`: those of a service are apart; `candidates`: a service goes where the
   * distribution says; `pin`: where it says itself; `container`: where there is the one that it needs; `port`: services
   * that listen on the same one are apart; `order`: services do not wait for each other in a circle; `stateful`:
   * it stays; `capacity`: what a target has of it; `moves`: at most so many; `wanted`: somebody asks for a service on a
   * target.
   */
  readonly kind:
    | 'wanted'
    | 'rule'
    | 'replicas'
    | 'candidates'
    | 'pin'
    | 'container'
    | 'port'
    | 'order'
    | 'stateful'
    | 'capacity'
    | 'moves';
  /** The name of the rule, service or capacity, the number of the port, or the circle. */
  readonly name: string;
  /** The target whose capacity it is. */
  readonly target?: string | undefined;
  readonly position?: Position | undefined;
}

/** A constraint that leaves some replicas only some targets. */
export interface CandidateLimit {
  readonly constraint: PlaceConstraint;
  readonly nodes: readonly NodeId[];
  readonly targets: ReadonlySet<string>;
}
