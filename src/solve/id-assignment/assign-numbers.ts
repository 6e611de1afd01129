/**
 * Gives services numbers from pools, and leaves them those that they have.
 *
 * Problem    Give each service a number from each pool that it asks for, so that no two services share a number where
 *            they may not.
 * Input      Pools, requests in byte order of the services, and the assignments of the run before.
 * Result     The new assignments; pools that ran dry; pins that cannot be.
 * Guarantee  - a pinned id is given, or reported as a conflict;
 *            - an id of the run before stays where it is still valid (in the pool, not reserved, not pinned to another,
 *              free on all targets, held by nobody there);
 *            - a service that comes back gets the id again that it had last, where nobody else got it since and it is
 *              free;
 *            - a new id is the first in turn: fresh ones upwards from the last assignment and around, then released
 *              ones in the order of their release;
 *            - a pool is reported dry for a service only when none of its ids is free for it at that moment.
 *            Within a space pools go from few ids to many, so that a wide pool does not drain a narrow one inside it,
 *            and pools of one width from left to right. Where pools overlap in other ways, another order might have
 *            served more.
 * Time       O(a log a) for a assignments and intervals; plus, for services on several targets, the taken intervals
 *            that are skipped.
 * Space      O(a).
 * Source     "Assigning unique IDs to services in Disnix deployment models" (2020-09-24); the rules are those of
 *            docs/ids.md.
 * Ties       Byte order of service names, then of pool names.
 */

import { HeldIndex, type HeldNumbers } from './held-numbers.ts';
import type { IdAssignments } from './id-assignments.ts';
import { IntervalSet } from './interval-set.ts';
import { listAskers } from './list-askers.ts';
import { groupBySpace, type NumberSpace } from './number-space.ts';
import { countIds } from './pool-ids.ts';
import { PoolLedger } from './pool-ledger.ts';
import type { IdProblem, IdSolution } from './problem.ts';

/** Assigns numbers as above: the same problem gives the same numbers. */
export function assignNumbers(problem: IdProblem): IdSolution {
  const ledgers = openLedgers(problem);
  const byWidth = [...ledgers.values()].sort((a, b) => countIds(a.pool) - countIds(b.pool) || a.pool.max - b.pool.max);
  const pinConflicts = byWidth.flatMap((ledger, i) => ledger.placePins(byWidth.slice(0, i)));
  for (const ledger of byWidth) ledger.keepPrevious();
  for (const ledger of byWidth) ledger.giveBack();
  for (const ledger of byWidth) ledger.noteReleases();
  const unserved = new Map(byWidth.map(ledger => [ledger.pool.name, ledger.assignRest()]));
  const dry = [...ledgers.keys()].map(pool => ({ pool, services: unserved.get(pool) ?? [] }));
  return {
    assignments: closeLedgers([...ledgers.values()]),
    dry: dry.filter(({ services }) => services.length > 0),
    pinConflicts,
  };
}

/** A ledger for each pool, in the order of the pools, with the requests for it. */
function openLedgers({ pools, requests, previous, held }: IdProblem): ReadonlyMap<string, PoolLedger> {
  const ledgers = new Map<string, PoolLedger>();
  const spaces = new Map(groupBySpace(pools.values()).flatMap(space => space.pools.map(pool => [pool.name, space])));
  const askers = listAskers(requests, pools.keys());
  const indexes = new Map<readonly HeldNumbers[] | undefined, HeldIndex>();
  for (const [name, pool] of pools) {
    const [space, its, list] = [spaces.get(name), askers.get(name), held?.get(name)];
    if (list !== undefined && list.length > 0 && !indexes.has(list)) indexes.set(list, new HeldIndex(list));
    if (space === undefined || its === undefined) continue;
    ledgers.set(name, new PoolLedger(pool, its, space, previous, indexes.get(list)));
  }
  for (const ledger of ledgers.values()) ledger.open();
  return ledgers;
}

function closeLedgers(ledgers: readonly PoolLedger[]): IdAssignments {
  const ids = new Map<string, ReadonlyMap<string, number>>();
  const lastAssignments = new Map<string, number>();
  const released = new Map<string, readonly number[]>();
  const lastAssignmentsPerTarget = new Map<string, Map<string, number>>();
  const releasedPerTarget = new Map<string, Map<string, readonly number[]>>();
  for (const ledger of ledgers) {
    const { name, scope } = ledger.pool;
    ids.set(name, ledger.assignments());
    if (scope === 'global') {
      const { last, line } = ledger.globalTurn();
      if (last !== undefined) lastAssignments.set(name, last);
      if (line.length > 0) released.set(name, line);
    } else {
      for (const [target, { last, line }] of ledger.targetTurns()) {
        entryOf(lastAssignmentsPerTarget, target).set(name, last);
        if (line !== undefined) entryOf(releasedPerTarget, target).set(name, line);
      }
    }
  }
  const former = listFormer(ledgers);
  return {
    ids,
    lastAssignments,
    lastAssignmentsPerTarget: sortKeys(lastAssignmentsPerTarget),
    released,
    releasedPerTarget: sortKeys(releasedPerTarget),
    ...(former === undefined ? {} : { former }),
  };
}

/** Pool → who had which id of it and may have it again; undefined where there is nobody. */
function listFormer(ledgers: readonly PoolLedger[]): IdAssignments['former'] {
  const former = new Map<string, ReadonlyMap<string, number>>();
  const handedOut = new Map<NumberSpace, IntervalSet>();
  for (const ledger of ledgers) {
    const candidates = ledger.listFormer();
    if (candidates.size === 0) continue;
    let handed = handedOut.get(ledger.space);
    if (handed === undefined) {
      handed = new IntervalSet();
      for (const other of ledgers) if (other.space === ledger.space) other.addHandedOut(handed);
      handedOut.set(ledger.space, handed);
    }
    const { block } = ledger.pool;
    const its = new Map<string, number>();
    for (const [service, id] of sortKeys(candidates)) {
      if (handed.endOfOverlap(id, id + block - 1) === undefined) its.set(service, id);
    }
    if (its.size > 0) former.set(ledger.pool.name, its);
  }
  return former.size === 0 ? undefined : former;
}

function entryOf<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = new Map();
    map.set(key, entry);
  }
  return entry;
}

function sortKeys<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
