import { Findings } from '../../base/findings.ts';
import type { PlacedModels } from '../../exchange/placed-services.ts';
import { type LoadedModels, reloadServices } from '../../load/load-models.ts';
import { readIdResources } from '../../load/read-ids.ts';
import type { World } from '../../load/world.ts';
import { readPlainIds } from '../../model/read-plain-ids.ts';
import { listAssignedPorts } from '../../plan/index.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';

/**
 * A plan that was saved with the models that it is of, as they are once its ids are written, and with the ports that
 * its services have as ids.
 */
export function addPorts({ distribution, ids, inputs }: SavedPlan, models: LoadedModels, world: World): PlacedModels {
  const { services, infrastructure, evaluator } = models;
  const placed = { services, infrastructure, distribution };
  const pools = inputs.files.get('idResources');
  const known = ids === undefined ? undefined : readPlainIds(ids.after);
  if (ids === undefined || pools === undefined || known === undefined) return placed;
  // What is wrong was told when the plan was made, or makes it stale.
  const findings = new Findings();
  const resources = readIdResources(pools, evaluator, findings);
  const fresh = reloadServices(models, distribution, new Map([[ids.file, ids.after]]), world, findings);
  const read = { services: fresh, distribution, resources, ids: known, serviceProperty: inputs.idsProperty };
  const ports = listAssignedPorts(read, findings);
  return findings.hasErrors ? placed : { ...placed, services: fresh, ports };
}
