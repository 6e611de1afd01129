/**
 * Which numbers are ids of a pool: min, min + step, … as long as the whole block lies in the range and has no forbidden
 * number in it. All in constant time, but for reserved and forbidden ranges.
 */
import type { NumberRange, Pool } from './pool.ts';

/** The greatest id of a pool: the last one whose whole block lies in the range. Less than `min` when no block fits. */
export function greatestId(pool: Pool): number {
  return pool.min + Math.floor((pool.max - pool.block + 1 - pool.min) / pool.step) * pool.step;
}

/** How many ids a pool has, reserved and forbidden ones included. */
export function countIds(pool: Pool): number {
  return Math.max(0, Math.floor((pool.max - pool.block + 1 - pool.min) / pool.step) + 1);
}

/** The first id of a pool that is not below `number`; it may lie past the greatest one. */
export function firstIdFrom(pool: Pool, number: number): number {
  return number <= pool.min ? pool.min : pool.min + Math.ceil((number - pool.min) / pool.step) * pool.step;
}

/** Whether the pool hands this number out: in the range, on the steps, with room for the block, not forbidden. */
export function isPoolId(pool: Pool, id: number): boolean {
  if (id < pool.min || id + pool.block - 1 > pool.max || (id - pool.min) % pool.step !== 0) return false;
  return pool.forbidden === undefined || !touches(pool, id, pool.forbidden);
}

/**
 * Whether a service may keep an id that it has, or have it again: one that the pool hands out, or, where it keeps those
 * of others, any that is not forbidden; not a reserved one. O(ranges).
 */
export function isKeepable(pool: Pool, id: number): boolean {
  if (isReserved(pool, id)) return false;
  return isPoolId(pool, id) || (pool.keepForeign === true && isPossibleId(pool, id));
}

/** Whether something of the pool's kind can have an id, whatever the range of the pool. O(ranges). */
export function isPossibleId(pool: Pool, id: number): boolean {
  return !touches(pool, id, pool.forbidden ?? []);
}

/** Whether a pool's id stands for a reserved number. O(ranges). */
export function isReserved(pool: Pool, id: number): boolean {
  return touches(pool, id, pool.reserved);
}

function touches(pool: Pool, id: number, ranges: readonly NumberRange[]): boolean {
  for (const { from, to } of ranges) if (from < id + pool.block && to >= id) return true;
  return false;
}

/** How many ids a pool can hand out: those that stand for no reserved or forbidden number. O(r log r) for r ranges. */
export function countFreeIds(pool: Pool): number {
  const count = countIds(pool);
  // Ids are counted from 0 here; a range takes those from the first whose block reaches it to the last that starts in
  // it.
  const ranges = [...pool.reserved, ...(pool.forbidden ?? [])].map(({ from, to }) => ({
    first: Math.max(0, Math.ceil((from - pool.block + 1 - pool.min) / pool.step)),
    last: Math.min(count - 1, Math.floor((to - pool.min) / pool.step)),
  }));
  let free = count;
  let next = 0;
  for (const { first, last } of ranges.sort((a, b) => a.first - b.first)) {
    const from = Math.max(first, next);
    if (last < from) continue;
    free -= last - from + 1;
    next = last + 1;
  }
  return free;
}
