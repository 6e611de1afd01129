/**
 * Checks an answer with ids against what the models ask: the ids themselves and what they tell the next run, what is
 * said to have changed, whose numbers are left alone, and that pools have too few.
 *
 * Time       As `verifyIdAssignment`, and O(n log n) for n claims.
 */
import type { IdBook, IdRequests, NumberPool } from '../id-claim.ts';
import { isIdOf } from '../id-holdings.ts';
import { verifyIdAssignment } from '../verify-id-assignment.ts';
import { verifyIdChanges } from '../verify-id-changes.ts';
import type { Verdict } from './answer-claim.ts';
import type { ClaimedHeld, ClaimedHolding, ClaimedIdentity, IdAnswerClaim } from './id-answer-claim.ts';
import { verifyDryPools } from './verify-dry-pools.ts';

/** What was asked, and which file the ids before were. */
export interface AskedOfIds extends IdRequests {
  /** False: nothing is known of a run before, and the ids are looked at as they stand. */
  readonly isBeforeKnown: boolean;
  readonly identity?: ClaimedIdentity | undefined;
}

/** Faults, a sentence each, and of what is said that is not wrong how sure it is. */
export function verifyIds(asked: AskedOfIds, claim: IdAnswerClaim): Verdict {
  if (claim.ids === undefined) return verifyDryPools(asked, claim.dry);
  const previous = asked.isBeforeKnown ? asked.previous : claim.ids;
  const its = { assignments: claim.ids, dry: [], pinConflicts: [] };
  const parts: readonly Part[] = [
    { what: sayWhatIds(asked), faults: verifyIdAssignment({ ...asked, previous }, its) },
    ...(claim.changes === undefined ? [] : [checkChanges(asked.previous, claim.ids, claim.changes)]),
    ...(claim.foreign === undefined ? [] : [checkForeign(asked, claim.ids, claim.foreign)]),
    ...(claim.held === undefined ? [] : [checkHeldNumbers(asked, claim.held)]),
    ...(asked.isBeforeKnown ? checkIdentity(asked.identity, claim.identity) : []),
  ];
  const isWrong = ({ faults }: Part): boolean => faults.length > 0;
  return {
    faults: parts.flatMap(({ faults }) => faults),
    certified: parts.flatMap(part => (isWrong(part) ? [] : part.what.map(what => ({ what, by: 'counted' as const })))),
  };
}

/** What is said, and what of it is wrong. */
interface Part {
  readonly what: readonly string[];
  readonly faults: readonly string[];
}

function sayWhatIds({ isBeforeKnown }: AskedOfIds): readonly string[] {
  return [
    'whoever asks for ids has them, and nobody else',
    'ids are of their pools, possible, and not reserved',
    'nobody has the number of another one where both need it',
    'pins are kept',
    ...(isBeforeKnown ? ['valid ids of before stay, and new ones are given in turn'] : []),
    'what the next run is told',
  ];
}

function checkChanges(before: IdBook, after: IdBook, claim: NonNullable<IdAnswerClaim['changes']>): Part {
  const { kept, changed, assigned, released } = claim;
  const faults = [...verifyIdChanges(before.ids, after.ids, { ...claim, assigned: assigned.length })];
  const isNew = ({ service, pool, id }: ClaimedHolding): boolean =>
    after.ids.get(pool)?.get(service) === id && before.ids.get(pool)?.has(service) !== true;
  for (const [i, one] of assigned.entries()) {
    const last = assigned[i - 1];
    const isAfter =
      last === undefined || last.service < one.service || (last.service === one.service && last.pool < one.pool);
    if (!isNew(one)) faults.push(`${one.service} is said to have got ${one.id} of ${one.pool}`);
    else if (!isAfter) faults.push(`${one.service} ${one.pool} is out of order among those assigned`);
  }
  const counts = `kept ${kept}, changed ${changed.length}, assigned ${assigned.length}, released ${released.length}`;
  return { what: [counts], faults };
}

/** Ids that pools adopt, though they are none of theirs: all of them, and no others. */
function checkForeign({ pools }: IdRequests, { ids }: IdBook, claimed: readonly ClaimedHolding[]): Part {
  const isForeign = (pool: NumberPool | undefined, id: number): boolean =>
    pool?.keepForeign === true && !isIdOf(pool, id);
  const faults = claimed.flatMap(({ service, pool, id }) =>
    ids.get(pool)?.get(service) === id && isForeign(pools.get(pool), id)
      ? []
      : [`${service} is said to keep ${id} outside of ${pool}`],
  );
  let count = 0;
  for (const [pool, its] of ids) for (const id of its.values()) if (isForeign(pools.get(pool), id)) count++;
  if (count !== claimed.length)
    faults.push(`${claimed.length} ids are said to be outside of their pools, but ${count} are`);
  return { what: [`ids outside of their pools: ${claimed.length}`], faults };
}

/** Who is said to have numbers of pools that somebody asks for. */
function checkHeldNumbers({ pools, requests, held }: IdRequests, claimed: readonly ClaimedHeld[]): Part {
  const wanted = new Set(requests.flatMap(wish => wish.pools));
  const own = [...(held ?? [])].flatMap(([name, list]) => {
    const pool = pools.get(name);
    if (pool === undefined || !wanted.has(name)) return [];
    return list.filter(({ from, to }) => from <= pool.max && to >= pool.min).map(one => showHeld(name, one));
  });
  const counts = new Map<string, number>();
  for (const one of own) counts.set(one, (counts.get(one) ?? 0) + 1);
  const faults: string[] = [];
  for (const one of claimed) {
    const text = showHeld(one.pool, one);
    const left = counts.get(text) ?? 0;
    if (left === 0) faults.push(`it is not so that ${text}`);
    counts.set(text, left - 1);
  }
  for (const [text, left] of counts) if (left > 0) faults.push(`it is not said that ${text}`);
  return { what: [`numbers left to others: ${claimed.length}`], faults };
}

function showHeld(pool: string, { from, to, by, targets, barsNewOnly, ...who }: Omit<ClaimedHeld, 'pool'>): string {
  const holder = who.service ?? (who.container === undefined ? 'the machine' : `the container ${who.container}`);
  const where = targets.length === 0 ? '' : ` on ${targets.join(', ')}`;
  const how = barsNewOnly === true ? ', where no new id may be' : '';
  return `${holder} has ${from === to ? from : `${from}-${to}`} of ${pool} (${by})${where}${how}`;
}

/** The same file as before, at no earlier time. */
function checkIdentity(before: ClaimedIdentity | undefined, now: ClaimedIdentity | undefined): readonly Part[] {
  if (before === undefined || now === undefined) return [];
  const isOther = before.lineage !== now.lineage;
  const isOlder = !isOther && now.serial < before.serial;
  const faults = [
    ...(isOther ? [`the ids are those of another system: lineage ${now.lineage}, before ${before.lineage}`] : []),
    ...(isOlder ? [`the ids are older than those before: serial ${now.serial}, before ${before.serial}`] : []),
  ];
  return [{ what: ['they are of the same lineage as those before, and no older'], faults }];
}
