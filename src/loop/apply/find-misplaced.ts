import { UserError } from '../../base/diagnostic.ts';
import { nameSome } from '../../base/name-some.ts';
import { sortNames } from '../../base/order.ts';
import { loadModels } from '../../load/load-models.ts';
import type { World } from '../../load/world.ts';
import type { Deployment } from '../../plan/index.ts';
import { isFile } from '../../ports/disk/is-file.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import { readDeployed } from '../read-deployed/read-deployed.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import type { StateFiles } from '../state/state-files.ts';

/**
 * What of a plan does not run where it was to, though its deployer says that it is done, in one sentence; undefined
 * where everything does, or where nobody knows it but the state, which remembers what was to run. Only targets are
 * compared: not everybody tells containers.
 */
export function findMisplaced(
  { deployment, deploy }: SavedPlan,
  { models, deployedFrom: from }: Pick<PlanInputs, 'models' | 'deployedFrom'>,
  state: StateFiles,
  world: World,
): string | undefined {
  const isTold =
    from.kind === 'program' ||
    (from.kind === 'profile' &&
      deploy?.by.arguments.includes('--no-coordinator-profile') !== true &&
      (isFile(from.path) || isFile(`${from.path}/manifest.xml`)));
  if (!isTold) return undefined;
  try {
    const running = readDeployed(from, state, loadModels(models, world), world).deployment;
    const wrong = compare(deployment, running);
    return wrong.length === 0 ? undefined : nameSome(wrong, 5);
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics[0]?.message ?? 'it cannot be asked what runs';
    throw error;
  }
}

function compare(wanted: Deployment, running: Deployment): readonly string[] {
  const targetsIn = ({ services }: Deployment, name: string): readonly string[] =>
    sortNames(new Set(services.get(name)?.places.map(({ target }) => target)));
  const names = sortNames(new Set([...wanted.services.keys(), ...running.services.keys()]));
  return names.flatMap(name => {
    const there = targetsIn(running, name);
    const due = targetsIn(wanted, name);
    return [
      ...due.filter(target => !there.includes(target)).map(target => `${name} does not run on ${target}`),
      ...there.filter(target => !due.includes(target)).map(target => `${name} still runs on ${target}`),
    ];
  });
}
