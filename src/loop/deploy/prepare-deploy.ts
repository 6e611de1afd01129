import type { PlacedModels } from '../../exchange/placed-services.ts';
import type { Distribution, Mapping } from '../../model/distribution.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { SavedDeploy, SavedPlan } from '../saved-plan/saved-plan.ts';
import { deployFilesOf } from './deploy-files.ts';
import type { Deployer } from './deployer.ts';

/**
 * A plan with how it would be deployed: by whom, the files for that, the commands, and what they leave undone.
 * @param folder that of the state, where the files would be
 * @param read the text of a file of one's own
 * @throws UserError for what the deployer cannot say
 */
export function prepareDeploy(
  plan: SavedPlan,
  models: PlacedModels,
  deployer: Deployer,
  folder: string,
  read: (file: string) => string,
): SavedPlan {
  const whole = { ...models, distribution: withStopped(models.distribution, models.services) };
  const files = deployer.exportFiles(whole, read);
  const deploy: SavedDeploy = { by: deployer.settings, files, commands: [], omissions: [] };
  const prepared = { ...plan, deploy };
  const steps = deployer.steps(prepared, deployFilesOf(prepared, folder));
  return {
    ...plan,
    deploy: {
      ...deploy,
      commands: steps.map(({ program, arguments: words, ifItFails }) => ({ program, arguments: words, ifItFails })),
      omissions: deployer.omissions(plan, whole),
    },
  };
}

/** Tools have to be told of services that run nowhere. Packages never run. */
function withStopped({ mappings }: Distribution, { services }: ServicesModel): Distribution {
  const stopped = [...services.values()].filter(({ key, type }) => !mappings.has(key) && type !== 'package');
  const nowhere: readonly Mapping[] = [];
  return { mappings: new Map([...mappings, ...stopped.map(({ key }) => [key, nowhere] as const)]) };
}
