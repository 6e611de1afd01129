import { sortNames } from '../../base/order.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import type { World } from '../../load/world.ts';
import type { Deployed } from '../deployed.ts';
import { describeBasis, type PlanMatter } from '../make-plan/describe-basis.ts';
import type { MatterInputs } from '../make-plan/plan-inputs.ts';
import { readMatter } from '../make-plan/read-matter.ts';
import { type ModelOfPlan, modelsOfPlan, type SavedPlan } from '../saved-plan/saved-plan.ts';

/** What a plan rests on and is another one now. */
export interface StaleParts {
  readonly models: readonly ModelOfPlan[];
  /** Absolute paths, in byte order: changed, gone or new. */
  readonly files: readonly string[];
  readonly isDeployedOther: boolean;
}

/**
 * What has changed since a plan was made, undefined where nothing has, and all that it is made from as it is by now.
 * @throws UserError for models that are wrong by now
 */
export function findStale(
  plan: SavedPlan,
  inputs: MatterInputs,
  readDeployed: (models: LoadedModels) => Deployed,
  world: World,
): { readonly stale: StaleParts | undefined; readonly matter: PlanMatter } {
  const matter = readMatter(inputs, readDeployed, world);
  const now = describeBasis(inputs, matter, world);
  const { models, files, deployed: before } = plan.basis;
  const paths = sortNames(new Set([...files.keys(), ...now.files.keys()]));
  const stale = {
    models: modelsOfPlan.filter(name => models.get(name) !== now.models.get(name)),
    files: paths.filter(path => files.get(path) !== now.files.get(path)),
    isDeployedOther: before !== now.deployed,
  };
  const isStale = stale.models.length + stale.files.length > 0 || stale.isDeployedOther;
  return { stale: isStale ? stale : undefined, matter };
}
