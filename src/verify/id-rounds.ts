import type { IdWish, NumberPool } from './id-claim.ts';
import { type Holdings, isIdOf, touchesReserved } from './id-holdings.ts';

/** The id given last, where it is in the range. */
export function lastInRange({ min, max }: NumberPool, last: number | undefined): number | undefined {
  return last !== undefined && last >= min && last <= max ? last : undefined;
}

/** The ids above the last one, and those up to it, as ranges in this order. */
export function lapsOf(pool: NumberPool, last: number | undefined): readonly (readonly [from: number, to: number])[] {
  const greatest = pool.min + Math.floor((pool.max - pool.block + 1 - pool.min) / pool.step) * pool.step;
  if (last === undefined) return [[pool.min, greatest]];
  return [
    [firstFrom(pool, last + 1), greatest],
    [pool.min, Math.min(last, greatest)],
  ];
}

function firstFrom({ min, step }: NumberPool, number: number): number {
  return number <= min ? min : min + Math.ceil((number - min) / step) * step;
}

/** The id, or the first one above it that stands for no reserved number. */
export function passReserved(pool: NumberPool, id: number): number {
  let next = id;
  // A range may lead into another one.
  for (let i = 0; i < pool.reserved.length; i++) {
    const range = pool.reserved[i];
    if (range === undefined || next > range.to || range.from > next + pool.block - 1) continue;
    next = firstFrom(pool, range.to + 1);
    i = -1;
  }
  return next;
}

/** Whether a new id of a pool may be this one for a service, as far as nobody has it. */
export function canBeNew({ pool, held }: Holdings, id: number, wish: IdWish): boolean {
  if (!isIdOf(pool, id) || touchesReserved(pool, id)) return false;
  return held?.barrierTo(pool, id, wish) === undefined;
}
