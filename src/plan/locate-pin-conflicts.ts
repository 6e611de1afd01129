import type { IdResources } from '../model/id-resources.ts';
import type { ServicesModel } from '../model/service.ts';
import type { PinConflict } from '../solve/index.ts';
import { positionOfPins } from './read-id-requests.ts';
import type { PinConflictAtPlace } from './reason.ts';

/** Pins that cannot be, with their pools, and where the models have them. O(conflicts). */
export function locatePinConflicts(
  conflicts: readonly PinConflict[],
  { pools }: IdResources,
  { services }: ServicesModel,
): readonly PinConflictAtPlace[] {
  return conflicts.flatMap(({ pool: name, ...conflict }) => {
    const pool = pools.get(name);
    const found = services.get(conflict.service);
    const position = found === undefined ? undefined : (positionOfPins(found) ?? found.position);
    return pool === undefined ? [] : [{ ...conflict, pool, position }];
  });
}
