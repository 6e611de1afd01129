import { UserError } from '../../base/diagnostic.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import type { Deployment } from '../../plan/index.ts';
import type { DeployedReading, Placed } from '../control/deployed.ts';
import type { Deployed } from '../deployed.ts';
import { reasonOf } from './discover.ts';

/** A reading of what runs, and all that it says. */
export interface Running {
  readonly reading: DeployedReading;
  readonly deployment: Deployment | undefined;
}

/**
 * Reads what runs.
 * @param source whether the machines themselves are asked, or what was written down when it was deployed is read
 * @param answering the machines that were named in this round: who is asked knows nothing of others
 */
export function readRunning(
  read: (models: LoadedModels) => Deployed,
  source: 'machines' | 'record',
  answering: readonly string[],
  models: LoadedModels,
): Running {
  try {
    const { deployment } = read(models);
    const covers = source === 'machines' ? answering : null;
    return { reading: { kind: 'read', source, covers, services: placesIn(deployment) }, deployment };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { reading: { kind: 'failed', reason: reasonOf(error) }, deployment: undefined };
  }
}

/** Where services run, as the loop remembers it. */
export function placesIn({ services }: Deployment): readonly Placed[] {
  return [...services].map(([service, { places }]) => ({
    service,
    places: places.map(({ target, container }) => ({ target, container: container ?? null })),
  }));
}
