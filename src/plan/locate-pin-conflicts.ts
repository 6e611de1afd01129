import type { IdResources } from '../model/id-resources.ts';
import type { ServicesModel } from '../model/service.ts';
import type { IdRequest, PinConflict } from '../solve/index.ts';
import { positionOfPins } from './read-id-requests.ts';
import type { PinConflictAtPlace } from './reason.ts';

/**
 * Pins that cannot be, with their pools, and where the models have them: those of numbers with names where their
 * services have them. O(conflicts + requests).
 */
export function locatePinConflicts(
  conflicts: readonly PinConflict[],
  { pools }: IdResources,
  { services }: ServicesModel,
  requests: readonly IdRequest[],
): readonly PinConflictAtPlace[] {
  if (conflicts.length === 0) return [];
  const owners = new Map(requests.map(({ service, owner = service }) => [service, owner]));
  return conflicts.flatMap(({ pool: name, ...conflict }) => {
    const pool = pools.get(name);
    const owner = owners.get(conflict.service) ?? conflict.service;
    const found = services.get(owner);
    const position = found === undefined ? undefined : (positionOfPins(found) ?? found.position);
    return pool === undefined ? [] : [{ ...conflict, owner, pool, position }];
  });
}
