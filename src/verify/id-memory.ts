import type { IdBook } from './id-claim.ts';
import { type Holdings, none } from './id-holdings.ts';

/**
 * Whether the next run is told the truth of a pool's last assignments, as sentences: that of the whole or of each
 * target is the last one of this run, or else the one before. O(ids and their targets).
 */
export function checkMemory(holdings: Holdings, previous: IdBook, now: IdBook, faults: string[]): void {
  if (holdings.pool.scope === 'global') checkWhole(holdings, previous, now, faults);
  else checkTargets(holdings, previous, now, faults);
}

function checkWhole({ pool, ids, given }: Holdings, previous: IdBook, now: IdBook, faults: string[]): void {
  const lastGiven = given.at(-1);
  const last = lastGiven === undefined ? undefined : ids[lastGiven];
  // After a change of scope the greatest of all.
  const lasts = [previous.lastAssignments, ...previous.lastAssignmentsPerTarget.values()];
  const before = lasts.flatMap(pools => pools.get(pool.name) ?? []);
  const greatest = before.length === 0 ? undefined : Math.max(...before);
  compareLast(pool.name, last, now.lastAssignments.get(pool.name), greatest, faults);
}

function checkTargets(holdings: Holdings, previous: IdBook, now: IdBook, faults: string[]): void {
  const { pool, wishes, ids } = holdings;
  const ofSystem = previous.lastAssignments.get(pool.name);
  compareLast(pool.name, undefined, now.lastAssignments.get(pool.name), ofSystem, faults);
  const given = new Map<string, number>();
  for (const i of holdings.given) {
    for (const target of wishes[i]?.targets ?? []) given.set(target, ids[i] ?? none);
  }
  const targets = new Set([...previous.lastAssignmentsPerTarget.keys(), ...now.lastAssignmentsPerTarget.keys()]);
  for (const target of new Set([...targets, ...given.keys()])) {
    const last = now.lastAssignmentsPerTarget.get(target)?.get(pool.name);
    const before = previous.lastAssignmentsPerTarget.get(target)?.get(pool.name);
    compareLast(`${pool.name} on ${target}`, given.get(target), last, before, faults);
  }
}

function compareLast(
  what: string,
  given: number | undefined,
  last: number | undefined,
  before: number | undefined,
  faults: string[],
): void {
  if (given !== undefined && given !== last) {
    faults.push(`the last assignment of ${what} is said to be ${last}, but ${given} was given last`);
  }
  if (given === undefined && before !== undefined && before !== last) {
    faults.push(`the last assignment of ${what} changed to ${last}, though nothing was given`);
  }
}
