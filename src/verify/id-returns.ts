import type { IdBook, IdWish } from './id-claim.ts';
import { type Holdings, mayKeep, none } from './id-holdings.ts';

/**
 * Whether services that come back have the id again that they had last, where nobody with a better claim is in the way,
 * as sentences; and whether the next run is told who had which id and may have it again: those who lost one now or
 * before, until a number of it is somebody's. All pools are of one space. O(n log n) for n ids.
 */
export function checkReturns(space: readonly Holdings[], previous: IdBook, now: IdBook, faults: string[]): void {
  for (const holdings of space) checkGivenBack(holdings, faults);
  const expected = space.map(holdings => listLeavers(holdings, previous, now));
  const handed = expected.some(({ size }) => size > 0) ? listHandedOut(space) : [];
  for (const [i, { pool }] of space.entries()) {
    const leavers = expected[i] ?? new Map<string, number>();
    for (const [service, id] of leavers) if (touches(handed, id, id + pool.block - 1)) leavers.delete(service);
    const told = now.former?.get(pool.name) ?? new Map<string, number>();
    for (const [service, id] of leavers) {
      if (told.get(service) !== id) faults.push(`it is forgotten that ${service} had ${id} of ${pool.name}`);
    }
    for (const [service, id] of told) {
      if (leavers.get(service) !== id) faults.push(`${service} is said to have had ${id} of ${pool.name}`);
    }
  }
}

function checkGivenBack(holdings: Holdings, faults: string[]): void {
  const { pool, wishes, ids, former } = holdings;
  if (former === undefined && holdings.kin.length === 0) return;
  for (const [i, wish] of wishes.entries()) {
    if (former !== undefined && holdings.kin.length === 0 && (former[i] ?? none) === none) continue;
    if (holdings.pinOf(wish) !== undefined || (ids[i] !== none && holdings.reasonAt(i) === 'before')) continue;
    for (const id of holdings.hadOnce(wish)) {
      if (id === ids[i]) break;
      if (holdings.wantedTogether(wish).some(each => cannotReturn(each, id, wish))) continue;
      faults.push(`${wish.service} had ${id} of ${pool.name}, which is free, and did not get it back`);
    }
  }
}

function cannotReturn({ pool, held, space }: Holdings, id: number, wish: IdWish): boolean {
  if (!mayKeep(pool, id)) return true;
  // As for any new id, it does not matter who holds a number of it.
  if (held?.barrierTo(pool, id, wish) !== undefined) return true;
  return space.some(other => other.hasClaimOn(pool, id, wish, true));
}

/** Who had an id once or before this run, and has it no more; the last one counts. */
function listLeavers({ pool }: Holdings, previous: IdBook, now: IdBook): Map<string, number> {
  const [before, after] = [previous.ids.get(pool.name), now.ids.get(pool.name)];
  const leavers = new Map(previous.former?.get(pool.name));
  if (before !== after) {
    before?.forEach((id, service) => {
      if (after?.get(service) !== id) leavers.set(service, id);
    });
  }
  for (const [service, id] of leavers) if (after?.get(service) === id) leavers.delete(service);
  return leavers;
}

/** The numbers that services of a space have and had not before, ascending, as ranges that do not overlap. */
function listHandedOut(space: readonly Holdings[]): readonly (readonly [from: number, to: number])[] {
  const ranges: [from: number, to: number][] = [];
  for (const { pool, ids, before } of space) {
    for (const [i, id] of ids.entries()) if (id !== none && id !== before[i]) ranges.push([id, id + pool.block - 1]);
  }
  const merged: [from: number, to: number][] = [];
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function touches(ranges: readonly (readonly [from: number, to: number])[], from: number, to: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[1] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range[0] <= to;
}
