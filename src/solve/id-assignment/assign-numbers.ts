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
 *            - a new id is one whose numbers have rested longest, of these the first upwards from the last assignment
 *              and around;
 *            - a service has one id for all coupled pools that it wants, and a new one is free in those that it does
 *              not want, too;
 *            - a pool is reported dry for a service only when none of its ids is free for it at that moment.
 *            Within a space pools go from few ids to many, so that a wide pool does not drain a narrow one inside it,
 *            and pools of one width from left to right; coupled pools go with the narrowest of them. Where pools
 *            overlap in other ways, another order might have served more.
 * Time       O(a log a) for a assignments and intervals; plus, for services on several targets, the taken intervals
 *            that are skipped.
 * Space      O(a).
 * Source     "Assigning unique IDs to services in Disnix deployment models" (2020-09-24); the rules are those of
 *            docs/ids.md.
 * Ties       Byte order of service names, then of pool names.
 */

import { coupleLedgers, type RestingIn } from './coupling.ts';
import { HeldIndex, type HeldNumbers } from './held-numbers.ts';
import type { IdAssignments } from './id-assignments.ts';
import { IntervalSet } from './interval-set.ts';
import { listAskers } from './list-askers.ts';
import { groupBySpace, type NumberSpace } from './number-space.ts';
import { wholeSystem } from './place-ranges.ts';
import { PoolLedger } from './pool-ledger.ts';
import type { IdProblem, IdSolution } from './problem.ts';
import { nextRun, SpaceMemory } from './space-memory.ts';

/** Assigns numbers as above: the same problem gives the same numbers. */
export function assignNumbers(problem: IdProblem): IdSolution {
  const ledgers = openLedgers(problem);
  const couplings = coupleLedgers(ledgers);
  const memories = openMemories(ledgers, problem);
  const restingIn: RestingIn = ({ space, pool }, places) => memories.get(space)?.restingIn(pool.scope, places) ?? [];
  const pinConflicts = couplings.flatMap((coupling, i) =>
    coupling.placePins(couplings.slice(0, i).flatMap(before => before.ledgers)),
  );
  for (const coupling of couplings) coupling.keepPrevious();
  for (const coupling of couplings) coupling.joinPrevious();
  for (const coupling of couplings) coupling.giveBack();
  for (const memory of memories.values()) memory.noteReleases();
  const unserved = new Map(couplings.flatMap(coupling => [...coupling.assignRest(restingIn)]));
  const dry = ledgers.map(({ pool }) => ({ pool: pool.name, services: unserved.get(pool.name) ?? [] }));
  return {
    assignments: closeLedgers(ledgers, [...memories.values()], problem.previous),
    dry: dry.filter(({ services }) => services.length > 0),
    pinConflicts,
  };
}

/** A ledger for each pool, in the order of the pools, with the requests for it. */
function openLedgers({ pools, requests, previous, held }: IdProblem): readonly PoolLedger[] {
  const spaces = new Map(groupBySpace(pools.values()).flatMap(space => space.pools.map(pool => [pool.name, space])));
  const askers = listAskers(requests, pools.keys());
  const indexes = new Map<readonly HeldNumbers[] | undefined, HeldIndex>();
  return [...pools].flatMap(([name, pool]) => {
    const [space, its, list] = [spaces.get(name), askers.get(name), held?.get(name)];
    if (list !== undefined && list.length > 0 && !indexes.has(list)) indexes.set(list, new HeldIndex(list));
    if (space === undefined || its === undefined) return [];
    return [new PoolLedger(pool, its, space, previous, indexes.get(list))];
  });
}

function openMemories(ledgers: readonly PoolLedger[], { previous }: IdProblem): ReadonlyMap<NumberSpace, SpaceMemory> {
  const run = nextRun(previous);
  const bySpace = new Map<NumberSpace, PoolLedger[]>();
  for (const ledger of ledgers) {
    const known = bySpace.get(ledger.space);
    if (known === undefined) bySpace.set(ledger.space, [ledger]);
    else known.push(ledger);
  }
  return new Map([...bySpace].map(([space, its]) => [space, new SpaceMemory(its, previous, run)]));
}

function closeLedgers(
  ledgers: readonly PoolLedger[],
  memories: readonly SpaceMemory[],
  previous: IdAssignments,
): IdAssignments {
  const ids = new Map<string, ReadonlyMap<string, number>>();
  const lastAssignments = new Map<string, number>();
  const lastAssignmentsPerTarget = new Map<string, Map<string, number>>();
  for (const ledger of ledgers) {
    const { name, scope } = ledger.pool;
    ids.set(name, ledger.assignments());
    const last = scope === 'global' ? ledger.lastIn(wholeSystem) : previous.lastAssignments.get(name);
    if (last !== undefined) lastAssignments.set(name, last);
    if (scope === 'global') continue;
    for (const [target, there] of ledger.lastOnTargets()) entryOf(lastAssignmentsPerTarget, target).set(name, there);
  }
  const released = new Map(memories.flatMap(memory => [...memory.released()]));
  const inUse = new Map(memories.flatMap(memory => [...memory.inUse()]));
  const former = listFormer(ledgers);
  return {
    ids,
    lastAssignments,
    lastAssignmentsPerTarget: sortKeys(lastAssignmentsPerTarget),
    released: sortKeys(released),
    ...(inUse.size === 0 ? {} : { inUse: sortKeys(inUse) }),
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
