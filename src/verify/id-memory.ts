import type { IdBook, NumberPool } from './id-claim.ts';
import { type Holdings, isIdOf, none } from './id-holdings.ts';

/**
 * Whether the next run is told the truth of a pool, as sentences: the last assignment, of the whole or of each target,
 * is the last one of this run, or else the one before; what waits in line is free there. O(ids and their targets).
 */
export function checkMemory(holdings: Holdings, previous: IdBook, now: IdBook, faults: string[]): void {
  if (holdings.pool.scope === 'global') checkWhole(holdings, previous, now, faults);
  else checkTargets(holdings, previous, now, faults);
}

function checkWhole(holdings: Holdings, previous: IdBook, now: IdBook, faults: string[]): void {
  const { pool, ids } = holdings;
  const lastGiven = holdings.given.at(-1);
  const given = lastGiven === undefined ? undefined : ids[lastGiven];
  const last = now.lastAssignments.get(pool.name);
  compareLast(pool.name, given, last, previous.lastAssignments.get(pool.name), faults);
  checkLine(pool, pool.name, now.released.get(pool.name), () => new Set(ids), faults);
}

function checkTargets(holdings: Holdings, previous: IdBook, now: IdBook, faults: string[]): void {
  const { pool, wishes, ids } = holdings;
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
  for (const [target, lines] of now.releasedPerTarget) {
    const held = (): Set<number> => new Set(ids.filter((_, i) => wishes[i]?.targets.includes(target)));
    checkLine(pool, `${pool.name} on ${target}`, lines.get(pool.name), held, faults);
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

/** @param held makes the set of the ids that are held where the line is */
function checkLine(
  pool: NumberPool,
  what: string,
  line: readonly number[] | undefined,
  held: () => ReadonlySet<number>,
  faults: string[],
): void {
  if (line === undefined || line.length === 0) return;
  const taken = held();
  for (const id of line) {
    if (taken.has(id) || !isIdOf(pool, id)) faults.push(`${id} of ${what} waits in line, but is held or no id`);
  }
  if (new Set(line).size !== line.length) faults.push(`an id of ${what} waits in line twice`);
}
