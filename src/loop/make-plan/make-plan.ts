import type { Findings } from '../../base/findings.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import type { World } from '../../load/world.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { Policy } from '../../model/policy.ts';
import { type PreparedRequest, prepareRequest } from '../../plan/index.ts';
import type { Deployed } from '../deployed.ts';
import { choosePlaces } from './choose-places.ts';
import { completePlan, type MadePlan, type PlanMissing } from './complete-plan.ts';
import type { PlanInputs } from './plan-inputs.ts';
import { readMatter } from './read-matter.ts';

/**
 * Plans what is to be deployed in the place of what is: where services go, which ids they get, and what that changes.
 * What is found while models are read goes to `notes`.
 * @param readDeployed what is deployed, once the models are known
 * @throws UserError for models that are wrong
 */
export function makePlan(
  inputs: PlanInputs,
  readDeployed: (models: LoadedModels) => Deployed,
  world: World,
  notes: Findings,
): MadePlan | PlanMissing {
  const matter = readMatter(inputs, readDeployed, world);
  const { models, policy, deployed } = matter;
  const request = toRequest(inputs, models, policy, deployed);
  const places = choosePlaces(request, knownPlaces(deployed), policy, inputs, models, world);
  if (places.kind !== 'planned') return { kind: places.kind, reason: places.reason, models };
  return completePlan(places, request, matter, inputs, world, notes);
}

/** A QoS model is told that nothing is deployed by another value than that no service is. */
function knownPlaces({ source, distribution }: Deployed): Distribution | undefined {
  return source.kind === 'nothing' ? undefined : distribution;
}

function toRequest(
  { moveStateful }: PlanInputs,
  { services, infrastructure, distribution: candidates, findings }: LoadedModels,
  { replicas }: Policy,
  { distribution: previous }: Deployed,
): PreparedRequest {
  return prepareRequest({ services, infrastructure, candidates, previous, moveStateful, replicas }, findings);
}
