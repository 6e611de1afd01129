/**
 * `dydisnix`: models and planners.
 *
 * @packageDocumentation
 */

export type { Edit } from '../../plan/index.ts';
export { type Finding, type FindingSubject, InputError } from '../input-error.ts';
export type { HostSettings, NixFile } from '../nix/host-settings.ts';
export {
  openPlanner,
  type Planner,
  type PlannerKind,
  type PlannerKinds,
  type PlannerSettings,
} from '../planner/open-planner.ts';
export {
  type AssignedIds,
  type AssignIdsOptions,
  assignIds,
  type HeldId,
  type IdChanges,
  type IdOfService,
  type MissingIds,
} from './assign-ids.ts';
export { type CheckOptions, check } from './check.ts';
export { diff, type PlanChanges } from './diff.ts';
export { type DividedPlan, type DivideOptions, divide } from './divide.ts';
export { type ExplainedLink, explain, type NetworkLinkReason, type ServiceExplanation } from './explain.ts';
export { type FragilePlan, type GraphColouringOptions, graphColouring } from './graph-colouring.ts';
export type { GraphsOption, PlanGraphs } from './graphs.ts';
export { loadModels, type ModelJson, type ModelSource, type ModelSources } from './load-models.ts';
export { type CoverPlan, type MinimumSetCoverOptions, minimumSetCover } from './minimum-set-cover.ts';
export type { Models, ServiceSummary } from './models.ts';
export { type MultiwayCutOptions, multiwayCut, type ProvedOfPlan, type ReliablePlan } from './multiway-cut.ts';
export type { NoPlan, NoPlanReason } from './no-plan.ts';
export { type PlacedObjective, type PlacedPlan, type PlaceOptions, type PlaceProgress, place } from './place.ts';
export type { PlacePolicy, PolicyCapacity, PolicyMeasure, PolicyRule, PolicyTargets } from './place-policy.ts';
export type { PlainDistribution, PlainPlace } from './plain-distribution.ts';
export { writeDisnix, writeNix, writePlanAsDot } from './writers.ts';
