import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import { type IdResources, usualServiceProperty } from '../model/id-resources.ts';
import { noIdAssignments } from '../model/ids.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import type { IntegerProgramSolver, PlacementProgress, Timing } from '../solve/index.ts';
import { assignIds, type IdPlan } from './assign-ids.ts';
import { type GraphColPlan, planGraphCol } from './graphcol.ts';
import { planMultiwayCut } from './multiwaycut.ts';
import type { Narrowing } from './narrowing.ts';
import type { AnyPlacePlan } from './place.ts';
import type { Outcome } from './planner.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import type { Reason } from './reason.ts';
import { tellingOfClock } from './tell-of-clock.ts';
import { type ColouringStep, traceColouring } from './trace-colouring.ts';
import { type ExpansionTrace, traceExpansion } from './trace-expansion.ts';
import { type IsolationTrace, traceIsolation } from './trace-isolation.ts';

/** The models that a walk goes through. */
export interface WalkModels {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** Every target for every service when undefined. */
  readonly candidates: Distribution | undefined;
  /** How a QoS model came to these candidates, where one did. */
  readonly narrowing: Narrowing | undefined;
  /** The pools that ids are taken from, where there are any. */
  readonly resources: IdResources | undefined;
}

/** All that a walk meets: the models, and the plans with their traces. */
export interface Walk {
  readonly request: PreparedRequest;
  readonly narrowing: Narrowing | undefined;
  /** Where there is no reliable plan, the walk ends with the reason. */
  readonly plans: WalkPlans | { readonly kind: 'impossible'; readonly reason: Reason };
}

/** The plans of a walk, and the way of each algorithm. */
export interface WalkPlans {
  readonly kind: 'planned';
  readonly reliable: AnyPlacePlan;
  readonly isolation: IsolationTrace;
  readonly expansion: ExpansionTrace;
  readonly progress: readonly PlacementProgress[];
  /** In which of them the clock ended a search before its work was done: another walk may show more. */
  readonly byClock: ReadonlySet<WalkStage>;
  readonly fragile: Outcome<GraphColPlan>;
  readonly colouring: readonly ColouringStep[];
  readonly ids: Outcome<IdPlan> | undefined;
}

/** What is being done. */
export type WalkStage = 'reliable' | 'fragile' | 'traces';

/** How a walk is taken. */
export interface WalkOptions extends Timing {
  readonly programs?: IntegerProgramSolver | undefined;
  readonly onStage: (stage: WalkStage) => void;
}

/**
 * The walk through models: both plans, how their algorithms come to them, and the ids.
 * @throws InputError with all findings when a model is wrong
 */
export function takeWalk(models: WalkModels, { onStage, ...asked }: WalkOptions, findings: Findings): Walk {
  const { narrowing, resources } = models;
  const request = prepareRequest(models, findings);
  const progress: PlacementProgress[] = [];
  const byClock = new Set<WalkStage>();
  const searching = (stage: WalkStage) => tellingOfClock({ ...asked, onClock: () => byClock.add(stage) }, findings);
  onStage('reliable');
  const reliable = planMultiwayCut(
    request,
    { ...searching('reliable'), algorithm: 'auto', timeLimit: 10, onProgress: one => progress.push(one) },
    findings,
  );
  if (reliable.kind !== 'planned')
    return { request, narrowing, plans: { kind: 'impossible', reason: reliable.reason } };
  onStage('fragile');
  const fragile = planGraphCol(request, { ...searching('fragile'), algorithm: 'auto', timeLimit: 5 }, findings);
  onStage('traces');
  const plans: WalkPlans = {
    kind: 'planned',
    reliable,
    isolation: traceIsolation(reliable.problem),
    expansion: traceExpansion(reliable.problem, { ...searching('traces'), timeLimit: 5 }),
    progress,
    byClock,
    fragile,
    colouring: traceColouring(fragile.problem),
    ids: resources && assignFirstIds(request, reliable.distribution, resources, findings),
  };
  return { request, narrowing, plans };
}

/** The ids of services of which none had one before. */
export function assignFirstIds(
  { services, infrastructure }: PreparedRequest,
  distribution: Distribution,
  resources: IdResources,
  findings: Findings,
): Outcome<IdPlan> {
  const request = { services, infrastructure, distribution, resources, previous: noIdAssignments };
  return assignIds(request, { serviceProperty: usualServiceProperty }, findings);
}
