import { compareNames } from '../base/order.ts';
import { SortedNumbers } from '../base/sorted-numbers.ts';
import type { Pool } from '../model/id-resources.ts';
import type { IdAssignments } from '../model/ids.ts';
import { isPoolId } from '../solve/index.ts';

/** What a run changed. */
export interface IdChanges {
  readonly kept: number;
  /** Those that have another id of a pool now: what belongs to the old one may become somebody else's. */
  readonly changed: readonly ChangedId[];
  /** How many services have an id of a pool of which they had none. */
  readonly assigned: number;
  /** Those that have none any more. */
  readonly released: readonly Holding[];
}

/** A service has an id of a pool. */
export interface Holding {
  readonly service: string;
  readonly pool: string;
  readonly id: number;
}

/** A service had one id of a pool, and has another. */
export interface ChangedId {
  readonly service: string;
  readonly pool: string;
  readonly from: number;
  readonly to: number;
}

/** The ids that are none of their pools, which adopt them. In byte order of the pools, then of the services. */
export function listForeign({ ids }: IdAssignments, pools: ReadonlyMap<string, Pool>): readonly Holding[] {
  return [...pools.values()].flatMap(pool => {
    if (pool.keepForeign !== true) return [];
    const its = [...(ids.get(pool.name) ?? [])].map(([service, id]) => ({ service, pool: pool.name, id }));
    return its.filter(({ id }) => !isPoolId(pool, id));
  });
}

/** O(n) for n assignments before and after, and sorting what was released or changed. */
export function compareIds(before: IdAssignments, after: IdAssignments): IdChanges {
  const changed: ChangedId[] = [];
  const released: Holding[] = [];
  for (const holding of listNewHoldings(after, before)) {
    const { service, pool, id } = holding;
    const to = after.ids.get(pool)?.get(service);
    if (to === undefined) released.push(holding);
    else changed.push({ service, pool, from: id, to });
  }
  let had = 0;
  let has = 0;
  for (const services of before.ids.values()) had += services.size;
  for (const services of after.ids.values()) has += services.size;
  const kept = had - released.length - changed.length;
  return { kept, changed, assigned: has - kept - changed.length, released };
}

/** Those that have an id of a pool of which they had none, in byte order of the services, then of the pools. O(n). */
export function listAssigned(before: IdAssignments, after: IdAssignments): readonly Holding[] {
  return listNewHoldings(before, after).filter(({ service, pool }) => before.ids.get(pool)?.has(service) !== true);
}

/** What is in `after` and not in `before`, in byte order of the services, then of the pools. */
function listNewHoldings(before: IdAssignments, after: IdAssignments): readonly Holding[] {
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
