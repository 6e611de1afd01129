import type { Diagnostic } from '../base/diagnostic.ts';
import { type LoadedModels, type LoadRequest, loadModels } from '../load/load-models.ts';
import { readIdResources } from '../load/read-ids.ts';
import { type QosRequest, runQosModel } from '../load/run-qos-model.ts';
import type { World } from '../load/world.ts';
import { noIdAssignments } from '../model/ids.ts';
import { assignIds } from '../plan/assign-ids.ts';
import { planGraphCol } from '../plan/graphcol.ts';
import { planMultiwayCut } from '../plan/multiwaycut.ts';
import { prepareRequest } from '../plan/prepare-request.ts';
import { usualServiceProperty } from '../plan/read-id-requests.ts';
import type { Reason } from '../plan/reason.ts';
import { traceColouring } from '../plan/trace-colouring.ts';
import { traceExpansion } from '../plan/trace-expansion.ts';
import { traceIsolation } from '../plan/trace-isolation.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import type { PlacementProgress } from '../solve/index.ts';
import { describeModels } from '../write/html/walk-models.ts';
import { describeFragilePlan, describeIds, describeNoPlan, describeReliablePlan } from '../write/html/walk-plans.ts';
import type { Section } from '../write/section.ts';

/** What to walk through. */
export interface WalkRequest {
  readonly models: LoadRequest;
  /** The QoS model that narrows the candidates. */
  readonly qos: QosRequest | undefined;
  /** The file of the pools that ids are taken from. */
  readonly idResources: string | undefined;
}

/** The way from models to plans, for `walk` to write as a page and for `tour` as text. */
export interface Walk {
  /** In order, their titles numbered. */
  readonly sections: readonly Section[];
  readonly findings: readonly Diagnostic[];
  /** Why there is no reliable plan; the walk ends there. */
  readonly reason: Reason | undefined;
}

/**
 * The sections of the walk through models: from the models to the plans and, where there are pools, the ids. Drawings
 * are not drawn yet.
 */
export function takeWalk(request: WalkRequest, world: World): Walk {
  const models = loadModels(request.models, world);
  const { infrastructure, findings } = models;
  const narrowing = request.qos === undefined ? undefined : runQosModel(request.qos, models, world);
  const services = narrowing?.services ?? models.services;
  const given = { services, infrastructure, candidates: narrowing?.final ?? models.distribution };
  const walked = prepareRequest(given, findings);
  const progress: PlacementProgress[] = [];
  world.progress('looking for the reliable plan');
  const plan = planMultiwayCut(
    walked,
    { algorithm: 'auto', timeLimit: 10, programs: runHighs, onProgress: one => progress.push(one) },
    findings,
  );
  const first = describeModels(walked, narrowing);
  if (plan.kind !== 'planned') {
    const sections = [...first, describeNoPlan(plan.reason)];
    return { sections: number(sections), findings: findings.all, reason: plan.reason };
  }
  world.progress('looking for the fragile plan');
  const colouring = planGraphCol(walked, { algorithm: 'auto', timeLimit: 5, programs: runHighs }, findings);
  world.progress('drawing');
  const traces = [traceIsolation(plan.problem), traceExpansion(plan.problem, { timeLimit: 5 }), progress] as const;
  const sections = [
    ...first,
    ...describeReliablePlan(walked, plan, ...traces),
    describeFragilePlan(colouring, traceColouring(colouring.problem)),
    ...numberSection({ ...models, distribution: plan.distribution }, request.idResources),
  ];
  return { sections: number(sections), findings: findings.all, reason: undefined };
}

function number(sections: readonly Section[]): readonly Section[] {
  return sections.map((section, i) => ({ ...section, title: `${i + 1}. ${section.title}` }));
}

function numberSection(models: LoadedModels, idResources: string | undefined): Section[] {
  if (idResources === undefined) return [];
  const { services, distribution, evaluator, findings } = models;
  const resources = readIdResources(idResources, evaluator, findings);
  findings.throwIfErrors();
  const input = { services, distribution, resources, previous: noIdAssignments, serviceProperty: usualServiceProperty };
  const { assignments, dry } = assignIds(input, findings);
  findings.throwIfErrors();
  return [describeIds(assignments, dry)];
}
