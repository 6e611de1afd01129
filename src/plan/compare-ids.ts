import { compareNames } from '../base/order.ts';
import { SortedNumbers } from '../base/sorted-numbers.ts';
import type { IdAssignments } from '../model/ids.ts';

/** What a run changed. A service whose id of a pool is another one now counts as released and as assigned. */
export interface IdChanges {
  readonly kept: number;
  readonly assigned: number;
  readonly released: readonly Holding[];
}

/** A service has an id of a pool. */
export interface Holding {
  readonly service: string;
  readonly pool: string;
  readonly id: number;
}

/** O(n) for n assignments before and after, and sorting what was released. */
export function compareIds(before: IdAssignments, after: IdAssignments): IdChanges {
  const released = listNewHoldings(after, before);
  let had = 0;
  let has = 0;
  for (const services of before.ids.values()) had += services.size;
  for (const services of after.ids.values()) has += services.size;
  const kept = had - released.length;
  return { kept, assigned: has - kept, released };
}

/** What is in `after` and not in `before`, in byte order of the services, then of the pools. */
export function listNewHoldings(before: IdAssignments, after: IdAssignments): readonly Holding[] {
  const holdings: Holding[] = [];
  for (const [pool, services] of after.ids) {
    const had = before.ids.get(pool);
    // The rule from run to run, and quicker so.
    if (services === had || (had !== undefined && services instanceof SortedNumbers && services.equals(had))) continue;
    // Both maps are in byte order of the services, so one walk through both will do.
    const others = had?.entries();
    let other = others?.next().value;
    for (const [service, id] of services) {
      while (other !== undefined && other[0] < service) other = others?.next().value;
      if (other === undefined || other[0] !== service || other[1] !== id) holdings.push({ service, pool, id });
    }
  }
  return holdings.sort((a, b) => compareNames(a.service, b.service) || compareNames(a.pool, b.pool));
}
