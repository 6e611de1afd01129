import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { Replicas, ServicesModel } from '../model/service.ts';
import type { Reason } from './reason.ts';

/** What is to be planned. What a plan must obey (candidates, pins, weights) is read off it by the planner itself. */
export interface Request {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /**
   * The targets that each service may go to, and the services that are placed at all; every target for every service
   * when left out.
   */
  readonly candidates?: Distribution | undefined;
  /** Where services are now. */
  readonly previous?: Distribution | undefined;
  /** How often services run: as they say themselves (`replicas`) when left out. */
  readonly replicas?: ReadonlyMap<string, Replicas> | undefined;
  /** Whether services with data (`stateful`) may leave the targets where they are now; not when left out. */
  readonly moveStateful?: boolean | undefined;
}

/**
 * What came of a request.
 *
 * `planned`: a plan, checked. `impossible`: there is none, for a reason that a person can check. `unknown`: none was
 * found, and none was ruled out: the reason says how far the search came. The problem graph is what was solved, in all
 * three cases.
 */
export type Outcome<P extends { readonly problem: unknown }> =
  | ({ readonly kind: 'planned' } & P)
  | NoPlan<'impossible', P['problem']>
  | NoPlan<'unknown', P['problem']>;

/** There is no plan, or none is known. */
export interface NoPlan<Kind extends 'impossible' | 'unknown', Graph> {
  readonly kind: Kind;
  readonly reason: Reason;
  readonly problem: Graph;
}

/** A place for each service. */
export interface Plan<Graph, Proof> {
  readonly distribution: Distribution;
  /** What is known of how good the plan is. */
  readonly proof: Proof;
  /** The graph that was solved. */
  readonly problem: Graph;
  /** What the solver made of it: the distribution is read off it. */
  readonly resolved: Graph;
}

/**
 * A planner: models → problem graph → solved and verified → resolved graph → plan. What is wrong with the request
 * (a pin to a target that is no candidate, say) is reported to `findings`.
 * @throws InputError with all findings when there is an error among them
 */
export type Planner<Options, P extends { readonly problem: unknown }, R extends Request = Request> = (
  request: R,
  options: Options,
  findings: Findings,
) => Outcome<P>;

/** What a planner came to that has no plan, whatever else it knows. */
export type Planless = Pick<NoPlan<'impossible' | 'unknown', unknown>, 'kind' | 'reason'>;
