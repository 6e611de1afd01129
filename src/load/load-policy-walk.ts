import type { Findings } from '../base/findings.ts';
import type { Capacity, PolicyWalkModels } from '../plan/index.ts';
import { loadModels } from './load-models.ts';
import type { WalkRequest } from './load-walk.ts';
import { readCapacities, shownResources } from './read-capacities.ts';
import { readIdResources } from './read-ids.ts';
import { readPreviousPlan } from './read-plan.ts';
import { readPolicy } from './read-policy.ts';
import { runQosModel } from './run-qos-model.ts';
import type { World } from './world.ts';

/** What to walk through under a policy. */
export interface PolicyWalkRequest extends WalkRequest {
  /** The file of the policy. */
  readonly policy: string;
  /** The file of the plan before, which moves are counted from. */
  readonly previous: string | undefined;
}

/** What a walk under a policy stands on, and what was found on the way. */
export interface LoadedPolicyWalk extends PolicyWalkModels {
  /** What services need and targets have of what the policy counts. */
  readonly capacities: readonly Capacity[];
  readonly findings: Findings;
}

/**
 * The models of a walk under a policy.
 * @throws InputError with all errors
 */
export function loadPolicyWalk(request: PolicyWalkRequest, world: World): LoadedPolicyWalk {
  const loaded = loadModels(request.models, world);
  const { infrastructure, distribution, evaluator, findings } = loaded;
  const narrowing = request.qos === undefined ? undefined : runQosModel(request.qos, loaded, world);
  const models = { ...loaded, services: narrowing?.services ?? loaded.services };
  const policy = readPolicy(request.policy, models);
  const previous = readPreviousPlan(request.previous, models, world, findings);
  const resources =
    request.idResources === undefined ? undefined : readIdResources(request.idResources, evaluator, findings);
  const capacities = readCapacities(shownResources(policy), models);
  findings.throwIfErrors();
  const candidates = narrowing?.final ?? distribution;
  const { services } = models;
  return { services, infrastructure, candidates, narrowing, policy, previous, resources, capacities, findings };
}
