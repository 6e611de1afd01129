import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import type { DeployFiles } from './deployer.ts';

/**
 * Where the files of a deployment are.
 * @param folder that of the state
 * @param infrastructure the infrastructure model that deployers get, where it is not the one that was planned from
 */
export function deployFilesOf(plan: SavedPlan, folder: string, infrastructure?: string): DeployFiles {
  return {
    folder: `${folder}/deploy`,
    services: plan.inputs.files.get('services') ?? '',
    infrastructure: infrastructure ?? plan.inputs.files.get('infrastructure') ?? '',
    distribution: `${folder}/distribution.nix`,
    plan: `${folder}/pending.json`,
    ids: plan.ids?.file,
  };
}
