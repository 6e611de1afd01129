import type { Findings } from '../base/findings.ts';
import type { WalkModels } from '../plan/index.ts';
import { loadModels } from './load-models.ts';
import type { LoadRequest } from './load-request.ts';
import { readIdResources } from './read-ids.ts';
import { type QosRequest, runQosModel } from './run-qos-model.ts';
import type { World } from './world.ts';

/** What to walk through. */
export interface WalkRequest {
  readonly models: LoadRequest;
  /** The QoS model that narrows the candidates. */
  readonly qos: QosRequest | undefined;
  /** The file of the pools that ids are taken from. */
  readonly idResources: string | undefined;
}

/**
 * The models of a walk, narrowed where there is a QoS model, and what was found on the way.
 * @throws InputError with all errors
 */
export function loadWalk(
  { models: request, qos, idResources }: WalkRequest,
  world: World,
): WalkModels & { readonly findings: Findings } {
  const models = loadModels(request, world);
  const { infrastructure, distribution, evaluator, findings } = models;
  const narrowing = qos === undefined ? undefined : runQosModel(qos, models, world);
  const resources = idResources === undefined ? undefined : readIdResources(idResources, evaluator, findings);
  findings.throwIfErrors();
  return {
    services: narrowing?.services ?? models.services,
    infrastructure,
    candidates: narrowing?.final ?? distribution,
    narrowing,
    resources,
    findings,
  };
}
