import type { IdClaim, IdWish, NumberPool } from './id-claim.ts';
import { bars } from './id-held-ranges.ts';
import { type Holdings, none } from './id-holdings.ts';
import { misfits } from './id-limits.ts';

/**
 * The services that are said to get nothing though their pool has an id left for them, as sentences. Counts the ids
 * that reserved ranges and holdings take away where the service runs; a pool is dry where these are all ids.
 */
export function checkDryPools(holdings: readonly Holdings[], dry: IdClaim['dry']): readonly string[] {
  const faults: string[] = [];
  for (const { pool: name, services } of dry) {
    const its = holdings.find(({ pool }) => pool.name === name);
    if (its === undefined) {
      faults.push(`the pool ${name} is said to be dry, but does not exist`);
      continue;
    }
    const { pool } = its;
    const wishOf = new Map(its.wishes.map(wish => [wish.service, wish]));
    const known = new Map<string, number>();
    for (const service of services) {
      const wish = wishOf.get(service);
      if (wish === undefined) {
        faults.push(`${service} is said to get nothing from ${name}, but asks for nothing`);
        continue;
      }
      const together = its.wantedTogether(wish);
      const where = pool.scope === 'global' ? [] : wish.targets;
      const key = JSON.stringify([where, together.map(each => each.pool.name)]);
      const left = known.get(key) ?? countIds(pool) - countTaken(its, wish, together);
      known.set(key, left);
      if (left > 0) faults.push(`${service} gets nothing from ${name}, though ${left} of its ids are free there`);
    }
  }
  return faults;
}

/** How many ids a pool has. */
function countIds({ min, max, step, block }: NumberPool): number {
  const room = max - min + 1 - block;
  return room < 0 ? 0 : Math.floor(room / step) + 1;
}

/**
 * How many ids of a pool nothing can use, are reserved, or taken where a service needs them; also in coupled pools,
 * where it has to be an id of those that the service wants. O(h log h) for h.
 */
function countTaken(holdings: Holdings, wish: IdWish, together: readonly Holdings[]): number {
  const { pool } = holdings;
  const taken: (readonly [from: number, to: number])[] = [];
  for (const { pool: wanted, held } of together) {
    taken.push(...wanted.reserved.map(({ from, to }) => [from, to] as const), ...misfits(wanted));
    taken.push([Number.NEGATIVE_INFINITY, wanted.min - 1], [wanted.max + 1, Number.POSITIVE_INFINITY]);
    for (const range of held?.all ?? []) {
      if (bars(range, wanted, wish)) taken.push([range.from, range.to]);
    }
  }
  for (const each of [holdings, ...holdings.kin]) {
    for (const { pool: other, ids, wishes } of each.space) {
      const isEverywhere = each.pool.scope === 'global' || other.scope === 'global';
      for (const [i, id] of ids.entries()) {
        if (id === none) continue;
        if (isEverywhere || wishes[i]?.targets.some(target => wish.targets.includes(target))) {
          taken.push([id, id + other.block - 1]);
        }
      }
    }
  }
  // As numbers of ids, from 0: those whose block touches the range.
  const last = countIds(pool) - 1;
  let count = 0;
  let next = 0;
  for (const [from, to] of taken.sort(([a], [b]) => a - b)) {
    const first = Math.max(next, Math.ceil((from - pool.block + 1 - pool.min) / pool.step));
    const end = Math.min(last, Math.floor((to - pool.min) / pool.step));
    if (end < first) continue;
    count += end - first + 1;
    next = end + 1;
  }
  return count;
}
