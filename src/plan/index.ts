/**
 * The face of the planners: what other rooms may use. A request goes in, an outcome comes out, planned and verified;
 * beside it what explains a plan, compares two, or checks the models. Nothing here words a sentence for people.
 * @example
 * const outcome = planMultiwayCut({ services, infrastructure, candidates }, { timeLimit: 10 }, findings);
 */
export { assignIds, type IdPlan } from './assign-ids.ts';
export type { CandidateRemoval } from './candidate-removal.ts';
export {
  type CertifiedColours,
  type CertifiedCut,
  type CertifiedPlace,
  isCertified,
  isCertifiedReason,
} from './certified.ts';
export { checkModels } from './check/check-models.ts';
export { colourPlainGraph } from './colour-plain-graph.ts';
export { compareDistributions, type DistributionChanges, type ServiceChange } from './compare-distributions.ts';
export { type ChangedId, compareIds, type Holding, type IdChanges, listAssigned } from './compare-ids.ts';
export {
  compareDeployments,
  type DeploymentSteps,
  type ServiceStep,
  stepKinds,
} from './deployment/compare-deployments.ts';
export { type DeployedService, type Deployment, isSamePlace, type Place } from './deployment/deployment.ts';
export { describeDeployment } from './deployment/describe-deployment.ts';
export { explainMoves, type MoveReason } from './deployment/explain-moves.ts';
export { type DivideOptions, planDivision } from './divide.ts';
export { type CandidateExplanation, explainCandidates } from './explain-candidates.ts';
export { explainIds, type IdExplanation, type IdQuestion, type IdReason } from './explain-ids.ts';
export { type ExplainedPlanner, explainedPlanners, explainImpossible } from './explain-impossible.ts';
export type { RemainingLink } from './explain-links.ts';
export {
  type Alternative,
  type Capacity,
  type ExplainedLink,
  type Explanation,
  type ExplanationInput,
  explainPlacement,
  type Link,
  type Overload,
  type PolicyLinkReason,
  prepareExplanations,
} from './explain-placement.ts';
export { explainRemainingLinks } from './explain-remaining-links.ts';
export type { Conflict, ConflictAnswer } from './find-conflict.ts';
export { countedProperties, findExceeded, warnAboutExceeded } from './find-exceeded.ts';
export { findGoneTargets, type GoneTarget } from './find-gone-targets.ts';
export { type CandidateSources, findRemoval, type Removal } from './find-removal.ts';
export { type GraphColPlan, planGraphCol, poseGraphCol } from './graphcol.ts';
export type { HeldPorts } from './held-ports.ts';
export type { HolderOfId } from './id-ledger.ts';
export type { NumberVerdict, Obstacle } from './judge-number.ts';
export { copyContainers, restoreContainers } from './keep-containers.ts';
export {
  type AssignedPort,
  type AssignedPorts,
  listAssignedPorts,
} from './list-assigned-ports.ts';
export type { HeldOfPool } from './list-held-ports.ts';
export { type AwaitedService, listPredecessors, waitReasons } from './list-predecessors.ts';
export { findChoices, replicasOfLists } from './listed-replicas.ts';
export type { Meeting } from './meetings.ts';
export { planMinSetCover, poseSetCover } from './minsetcover.ts';
export { planMultiwayCut, poseMultiwayCut } from './multiwaycut.ts';
export { countCandidates, findRemoved, type Narrowing, type NarrowingStep } from './narrowing.ts';
export { type ActivationOrder, type NoOrder, type OrderedService, orderServices } from './order-services.ts';
export { type PartialPlan, planPartly } from './partly/plan-partly.ts';
export {
  explainAlternative,
  type PlaceAlternative,
  type PlannedAnew,
  prepareAlternatives,
} from './place/explain-alternative.ts';
export { explainUnderPolicy, type PlaceExplanation } from './place/explain-under-policy.ts';
export { findConflictInOrder } from './place/find-conflict-in-order.ts';
export { type PlaceConflictAnswer, poseEverywhere } from './place/find-place-conflict.ts';
export { findShadows, type Shadows } from './place/find-shadows.ts';
export { judgePlan } from './place/judge/judge-plan.ts';
export { listPrices } from './place/list-prices.ts';
export { readAssignment } from './place/read-assignment.ts';
export type { Objective } from './place/report/list-objectives.ts';
export type { CapacityLoads, LinkLevel, MeasuredPlan, Move, TargetLoad } from './place/report/measured-plan.ts';
export { type PlaceReport, reportPlace } from './place/report/report-place.ts';
export { type AnyPlacePlan, planPlace } from './place.ts';
export { placePlainInstance } from './place-plain-instance.ts';
export { placePlainProblem } from './place-plain-problem.ts';
export type { NoPlan, Outcome, Planless, Request } from './planner.ts';
export { poseDivision, type Resource } from './pose-division.ts';
export { posePlace } from './pose-place.ts';
export { PreparedRequest, prepareRequest } from './prepare-request.ts';
export {
  type CannotKeepApart,
  type ColouringUndecided,
  type ConflictingDemand,
  type DemandConflict,
  type DemandShortage,
  type NoCandidates,
  type NoNumbers,
  type NoPlaceFound,
  type PinConflictAtPlace,
  type PinsCollide,
  type Reason,
  type Shortage,
  servicesOf,
  type TooFewTargets,
} from './reason.ts';
export { type PlaceSummary, summarisePlace } from './summarise-place.ts';
export { type PolicyWalk, type PolicyWalkModels, takePolicyWalk } from './take-policy-walk.ts';
export { takeWalk, type Walk, type WalkModels, type WalkOptions, type WalkPlans, type WalkStage } from './take-walk.ts';
export { endedByClock, isEndedByClock, tellingOfClock } from './tell-of-clock.ts';
export type { ColouringStep } from './trace-colouring.ts';
export type { ExpansionTrace } from './trace-expansion.ts';
export type { IsolationTrace } from './trace-isolation.ts';
export { applyEdits } from './what-if/apply-edits.ts';
export type { Edit } from './what-if/edit.ts';
