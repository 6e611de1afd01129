import type { LinkShares } from '../link-shares.ts';
import type { PlaceCertificate } from '../place-certificate.ts';
import type { PlacedMeasures } from '../placed-problem.ts';
import type { ClaimedDetails } from './claimed-details.ts';

/** What an answer says, as far as it can be checked. */
export interface AnswerClaim {
  /** Service → its targets, each once; undefined where there is said to be no plan. */
  readonly plan: ReadonlyMap<string, readonly string[]> | undefined;
  /** Service → the container on each of these targets, where one is named. */
  readonly containers?: ReadonlyMap<string, readonly (string | undefined)[]> | undefined;
  /** Why there is said to be none. */
  readonly noPlan?: NoPlanClaim | undefined;
  /** Measures of the plan, by name. */
  readonly measures: ReadonlyMap<keyof PlacedMeasures, number>;
  /** The weight of all links, where that is said. */
  readonly totalLinks?: number | undefined;
  /** What is said twice, and not the same: sentences. */
  readonly contradictions?: readonly string[];
  /** What is said of the plan beside measures. */
  readonly details?: ClaimedDetails | undefined;
  /** Measures in full, as the answer has them. */
  readonly written?: ReadonlyMap<keyof PlacedMeasures, string>;
  /** Objective → what is said of it; no more than there are objectives. */
  readonly stages: readonly StageClaim[];
  /** Services that are on different targets in every plan: so many targets there are at least. */
  readonly clique?: readonly string[] | undefined;
  /** What proves that no plan has fewer links. */
  readonly shares?: LinkShares | undefined;
  /** The same under a policy. */
  readonly prices?: PlaceCertificate | undefined;
  /** Whether it is said that the dependencies have an odd cycle, so that three targets are needed at least. */
  readonly oddCycle?: boolean | undefined;
}

/** What is said of one objective. */
export interface StageClaim {
  readonly value?: number | undefined;
  /** No plan has less that is as good in the objectives before. */
  readonly bound?: number | undefined;
  readonly isProved: boolean;
  /** Whether the planner says that it has been recounted. */
  readonly isCertified?: boolean | undefined;
}

/** How sure something is. */
export type Assurance =
  | 'counted'
  | 'shares'
  | 'prices'
  | 'clique'
  | 'odd cycle'
  | 'conflict'
  | 'all plans tried'
  | 'not certified';

/** What came of the check: faults, a sentence each, and of what is said that is not wrong how sure it is. */
export interface Verdict {
  readonly faults: readonly string[];
  readonly certified: readonly { readonly what: string; readonly by: Assurance }[];
}

/** Why there is said to be no plan, by names. */
export interface NoPlanClaim {
  /** Demands that cannot all be kept; undefined where it is not said by such a conflict. */
  readonly demands: readonly ClaimedDemand[] | undefined;
  /** Whether it is said that there is a plan without any one of them. */
  readonly isMinimal: boolean;
  readonly crowd: ClaimedCrowd | undefined;
  /** Services that are on different targets in every plan, and are too many. */
  readonly clique: readonly string[];
  /** Services that cannot be placed, whatever others do. */
  readonly services: readonly string[];
}

/** A demand by what people know it by. */
export interface ClaimedDemand {
  readonly kind: string;
  readonly name: string;
  readonly target?: string | undefined;
  readonly services: readonly string[];
}

/** What is counted to show it. */
export interface ClaimedCrowd {
  readonly services: readonly string[];
  readonly targets: readonly string[];
  readonly kind: string;
  /** The capacity, or the way to group targets. */
  readonly capacity: string | undefined;
  readonly least: string | undefined;
}
