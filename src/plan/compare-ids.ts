import { compareNames } from '../base/order.ts';
import type { IdAssignments } from '../model/ids.ts';

/** What a run changed, in byte order of the services, then of the pools. */
export interface IdChanges {
  readonly kept: number;
  readonly assigned: readonly Holding[];
  readonly released: readonly Holding[];
}

/** A service has an id of a pool. */
export interface Holding {
  readonly service: string;
  readonly pool: string;
  readonly id: number;
}

/** A service whose id of a pool changes has both released and been assigned one. O(n log n). */
export function compareIds(before: IdAssignments, after: IdAssignments): IdChanges {
  const assigned = holdingsOnlyIn(after, before);
  let total = 0;
  for (const services of after.ids.values()) total += services.size;
  return { kept: total - assigned.length, assigned, released: holdingsOnlyIn(before, after) };
}

function holdingsOnlyIn(one: IdAssignments, other: IdAssignments): readonly Holding[] {
  const holdings: Holding[] = [];
  for (const [pool, services] of one.ids) {
    const others = other.ids.get(pool);
    for (const [service, id] of services) {
      if (others?.get(service) !== id) holdings.push({ service, pool, id });
    }
  }
  return holdings.sort((a, b) => compareNames(a.service, b.service) || compareNames(a.pool, b.pool));
}
