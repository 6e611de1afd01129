import { type Holdings, none } from './id-holdings.ts';

/**
 * Nobody has a number that another service holds where it stands; and no new id is held there by anybody, one of a pool
 * of global scope anywhere. O(ids log held).
 */
export function checkHeld(holdings: Holdings, faults: string[]): void {
  const { pool, wishes, ids, held } = holdings;
  if (held === undefined) return;
  for (let i = 0; i < ids.length; i++) {
    const [id = none, wish] = [ids[i], wishes[i]];
    if (wish === undefined || id === none) continue;
    const isNew = ['once', 'new'].includes(holdings.reasonAt(i));
    const holder = isNew ? held.barrierTo(pool, id, wish) : held.holderWhere(pool, id, wish);
    if (holder === undefined) continue;
    faults.push(`${wish.service} has ${id} of ${pool.name}, which ${holder.service ?? holder.by} holds`);
  }
}
