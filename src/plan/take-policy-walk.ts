import { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Policy } from '../model/policy.ts';
import type { PlacementProgress } from '../solve/index.ts';
import type { IdPlan } from './assign-ids.ts';
import type { Narrowing } from './narrowing.ts';
import { type PlaceReport, reportPlace } from './place/report/report-place.ts';
import { type AnyPlacePlan, planPlace } from './place.ts';
import type { Outcome } from './planner.ts';
import { type PosedPlace, posePlace } from './pose-place.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { assignFirstIds, type WalkModels, type WalkOptions } from './take-walk.ts';
import { tellingOfClock } from './tell-of-clock.ts';
import { type ExpansionTrace, traceExpansion } from './trace-expansion.ts';
import { type IsolationTrace, traceIsolation } from './trace-isolation.ts';

/** What a walk under a policy goes through. */
export interface PolicyWalkModels extends WalkModels {
  readonly policy: Policy;
  /** Where everything is now, if it is known: moves are counted from it. */
  readonly previous: Distribution | undefined;
}

/** All that a walk under a policy meets. */
export interface PolicyWalk {
  readonly request: PreparedRequest;
  readonly narrowing: Narrowing | undefined;
  readonly policy: Policy;
  /** The problem in numbers, with what the policy leaves of the candidates. */
  readonly posed: PosedPlace;
  readonly outcome: Outcome<AnyPlacePlan>;
  /** What the search had after each of its stages. */
  readonly progress: readonly PlacementProgress[];
  readonly isByClock: boolean;
  /** How the cut comes about, where links alone count and the plan is one. */
  readonly cut: { readonly isolation: IsolationTrace; readonly expansion: ExpansionTrace } | undefined;
  /** What the plan comes to, where it is not a cut. */
  readonly report: PlaceReport | undefined;
  readonly ids: Outcome<IdPlan> | undefined;
}

/**
 * The walk to the plan that `planPlace` finds under a policy, and what it found on its way. As `planPlace` with 10
 * seconds.
 * @throws InputError with all findings when the models or the policy are wrong
 */
export function takePolicyWalk(
  { policy, previous, ...models }: PolicyWalkModels,
  { onStage, ...asked }: WalkOptions,
  findings: Findings,
): PolicyWalk {
  const { services, infrastructure, candidates, narrowing, resources } = models;
  const request = prepareRequest({ services, infrastructure, candidates, previous }, findings);
  const progress: PlacementProgress[] = [];
  let isByClock = false;
  const searching = tellingOfClock({ ...asked, onClock: () => (isByClock = true) }, findings);
  onStage('reliable');
  const outcome = planPlace(
    request,
    { ...searching, policy, timeLimit: 10, onProgress: one => progress.push(one) },
    findings,
  );
  onStage('traces');
  // What is wrong with the policy was told when the plan was looked for.
  const posed = posePlace(request, policy, new Findings());
  const isCut = outcome.kind === 'planned' && outcome.by === 'cut';
  const cut = isCut
    ? {
        isolation: traceIsolation(outcome.problem),
        expansion: traceExpansion(outcome.problem, { ...searching, timeLimit: 5 }),
      }
    : undefined;
  const report =
    outcome.kind === 'planned' && outcome.by === 'place' ? reportPlace(outcome.posed, outcome.proof) : undefined;
  const ids =
    resources !== undefined && outcome.kind === 'planned'
      ? assignFirstIds(request, outcome.distribution, resources, findings)
      : undefined;
  return { request, narrowing, policy, posed, outcome, progress, isByClock, cut, report, ids };
}
