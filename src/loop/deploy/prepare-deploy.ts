import type { PlacedModels } from '../../exchange/placed-services.ts';
import { untoldAddresses } from '../../exchange/untold-addresses.ts';
import type { Distribution, Mapping } from '../../model/distribution.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { SavedDeploy, SavedPlan } from '../saved-plan/saved-plan.ts';
import { deployFilesOf } from './deploy-files.ts';
import type { Deployer, ReadFile } from './deployer.ts';
import { stopForgotten } from './stop-forgotten.ts';

/** What is there when a plan is prepared. */
export interface DeploySurroundings {
  /** The folder of the state, where the files would be. */
  readonly folder: string;
  /** Plans that were deployed, or whose deployment began: they know what services were that are gone. */
  readonly before: readonly SavedPlan[];
  /** The text of a file of one's own. */
  readonly read: ReadFile;
}

/**
 * A plan with how it would be deployed: by whom, the files for that, the commands, and what they leave undone.
 * @throws UserError for what the deployer cannot say
 */
export function prepareDeploy(
  plan: SavedPlan,
  models: PlacedModels,
  deployer: Deployer,
  around: DeploySurroundings,
): SavedPlan {
  const whole = { ...models, distribution: withStopped(models.distribution, models.services) };
  const files = deployer.exportFiles(whole, around.read);
  const objects = deployer.listObjects(whole).map(one => ({ ...one, isStopped: false }));
  const addresses = untoldAddresses(deployer.settings.name, models.ports ?? new Map());
  const all = [...addresses, ...(deployer.listUntold?.(whole) ?? [])];
  const untold = all.length === 0 ? undefined : all;
  const exported = { by: deployer.settings, files, commands: [], objects, omissions: [], untold };
  return completeDeploy(plan, exported, deployer, around);
}

/**
 * The same where files were exported before, as for a plan that is deployed again: what came since is stopped.
 * @throws UserError for files of one's own that cannot be read
 */
export function completeDeploy(
  plan: SavedPlan,
  exported: SavedDeploy,
  deployer: Deployer,
  { folder, before, read }: DeploySurroundings,
): SavedPlan {
  const deploy = stopForgotten(plan, exported, deployer, before, read);
  const prepared = { ...plan, deploy };
  const steps = deployer.steps(prepared, deployFilesOf(prepared, folder));
  const commands = steps.map(({ program, arguments: words, ifItFails }) => ({ program, arguments: words, ifItFails }));
  return { ...plan, deploy: { ...deploy, commands } };
}

/** Tools have to be told of services that run nowhere. Packages never run. */
function withStopped({ mappings }: Distribution, { services }: ServicesModel): Distribution {
  const stopped = [...services.values()].filter(({ key, type }) => !mappings.has(key) && type !== 'package');
  const nowhere: readonly Mapping[] = [];
  return { mappings: new Map([...mappings, ...stopped.map(({ key }) => [key, nowhere] as const)]) };
}
