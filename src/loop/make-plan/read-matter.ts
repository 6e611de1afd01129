import { filterBuildable } from '../../load/buildable/filter-buildable.ts';
import { type LoadedModels, loadModels } from '../../load/load-models.ts';
import { readPolicy } from '../../load/read-policy.ts';
import type { World } from '../../load/world.ts';
import { placeEverywhere } from '../../model/place-everywhere.ts';
import { type Policy, policyOfServices } from '../../model/policy.ts';
import { replicasOfLists } from '../../plan/index.ts';
import type { Deployed } from '../deployed.ts';
import { narrowCandidates } from '../what-if/narrow-candidates.ts';
import { readKnownIds } from './assign-new-ids.ts';
import type { PlanMatter } from './describe-basis.ts';
import type { MatterInputs } from './plan-inputs.ts';

/**
 * Reads all that a plan is made from.
 * @param readDeployed what is deployed, once the models are known
 * @throws UserError for models that are wrong
 */
export function readMatter(
  inputs: MatterInputs,
  readDeployed: (models: LoadedModels) => Deployed,
  world: World,
): PlanMatter {
  const models = keepBuildable(narrowCandidates(loadModels(inputs.models, world), inputs.whatIf), inputs, world);
  const deployed = readDeployed(models);
  const policy = readAnyPolicy(inputs, models);
  const known = readKnownIds(inputs, models, world);
  models.findings.throwIfErrors();
  return { models, policy, known, deployed };
}

/** The candidates that can be built, where that is asked for; what falls out goes to the findings. */
function keepBuildable(models: LoadedModels, { buildable }: MatterInputs, world: World): LoadedModels {
  if (buildable === 'unasked') return models;
  models.findings.throwIfErrors();
  const candidates = models.distribution ?? placeEverywhere(models);
  return { ...models, distribution: filterBuildable(candidates, models, buildable === 'built', world) };
}

function readAnyPolicy({ policy, keepsReplicas }: MatterInputs, models: LoadedModels): Policy {
  const said = policy === undefined ? policyOfServices(models.services) : readPolicy(policy, models);
  const { distribution } = models;
  return keepsReplicas && distribution !== undefined ? { ...said, replicas: replicasOfLists(distribution) } : said;
}
