/**
 * Checks ids that were assigned to services, sharing no code with the assigner.
 *
 * Problem    Each service has an id of each pool that it asks for, so that no two use a number where they may not; pins
 *            are given; ids of the run before stay unless somebody with a better claim is in the way.
 * Method     The rules of docs/ids.md one after the other: who is served, which ids are ids of their pools, who shares
 *            numbers (one sweep over each space), who lost an id and to whom, whether new ids came in their turn, which
 *            pools are dry (by counting), what the next run is told.
 * Time       O(n log n) for n ids (O(n) where they ascend with the names), and O(n log n) for each pool that ran dry
 *            and each list of targets in it. Space O(n).
 */
import { type IdClaim, type IdRequests, type IdWish, type NumberPool, nobody } from './id-claim.ts';
import { findCollisions } from './id-collisions.ts';
import { checkDryPools } from './id-dry-pools.ts';
import { checkHeld } from './id-held.ts';
import { meets } from './id-held-ranges.ts';
import { Holdings, isIdOf, mayKeep, none, touchesReserved } from './id-holdings.ts';
import { checkMemory } from './id-memory.ts';
import { findOutOfTurn } from './id-order.ts';
import { Rests } from './id-rests.ts';
import { checkReturns } from './id-returns.ts';

/** A sentence for each fault; none means that all is well. */
export function verifyIdAssignment(asked: IdRequests, claim: IdClaim): readonly string[] {
  const faults: string[] = [];
  const holdings = Holdings.ofAll(asked, claim.assignments.ids);
  for (const name of claim.assignments.ids.keys()) {
    if (!asked.pools.has(name)) faults.push(`there are ids of the pool ${name}, which does not exist`);
  }
  const conflicts = new Set(claim.pinConflicts.map(({ service, pool }) => nameHolding(service, pool)));
  const dry = new Map(claim.dry.map(({ pool, services }) => [pool, new Set(services)]));
  for (const each of holdings) {
    faults.push(...each.strangers.map(service => `${service} has an id of ${each.pool.name} without asking for one`));
    checkIds(each, conflicts, dry.get(each.pool.name), faults);
    checkHeld(each, faults);
    checkMemory(each, asked.previous, claim.assignments, faults);
    checkCoupled(each, faults);
  }
  for (const space of new Set(holdings.map(each => each.space))) {
    faults.push(...findCollisions(space));
    checkLosses(space, faults);
    checkReturns(space, asked.previous, claim.assignments, faults);
  }
  const rests = new Map(holdings.map(each => [each, new Rests(each, asked.previous)]));
  for (const [each, rest] of rests) rest.check(each, claim.assignments, faults);
  const fault = findOutOfTurn(holdings, rests, asked.previous);
  if (fault !== undefined) faults.push(fault);
  checkConflicts(asked, claim, faults);
  return [...faults, ...checkDryPools(holdings, claim.dry)];
}

/** Everybody served or unserved for a reason; every id one of the pool; reserved numbers only by pin; pins given. */
function checkIds(
  holdings: Holdings,
  conflicts: ReadonlySet<string>,
  dry: ReadonlySet<string> | undefined,
  faults: string[],
): void {
  const { pool, wishes, ids } = holdings;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? none;
    const wish = wishes[i] ?? nobody;
    const { service } = wish;
    if (id === none) {
      if (dry?.has(service) !== true) faults.push(`${service} has no id of ${pool.name}, which is not said to be dry`);
      continue;
    }
    const pin = holdings.pinOf(wish);
    if (dry?.has(service)) faults.push(`${service} has an id of ${pool.name} and is said to have none`);
    const isConflict = (each: Holdings): boolean => conflicts.has(nameHolding(service, each.pool.name));
    const isPinned = pin === id && !isConflict(holdings); // a pin that cannot be gives nobody an id
    const isForeign = pool.keepForeign === true && !isPinned && holdings.memoryAt(i) !== 'new';
    if (isForeign ? !mayKeep(pool, id) : !isIdOf(pool, id))
      faults.push(`${id}, which ${service} has, is no id of ${pool.name}`);
    else if (pin !== id && touchesReserved(pool, id))
      faults.push(`${id} of ${pool.name} is reserved, but ${service} has it`);
    if (pin !== undefined && pin !== id && !holdings.wantedTogether(wish).some(isConflict)) {
      faults.push(`${service} pins ${pin} of ${pool.name}, but has ${id}`);
    }
  }
}

/** Who wants ids of coupled pools has one for all. */
function checkCoupled(holdings: Holdings, faults: string[]): void {
  for (const kin of holdings.kin) {
    // Each pair once.
    if (kin.pool.name < holdings.pool.name) continue;
    const its = new Map(kin.wishes.map(({ service }, i) => [service, kin.ids[i] ?? none]));
    for (const [i, { service }] of holdings.wishes.entries()) {
      const [id, other] = [holdings.ids[i] ?? none, its.get(service)];
      if (other === undefined || other === id) continue;
      faults.push(`${service} has ${id} of ${holdings.pool.name}, but ${other} of ${kin.pool.name}, which is coupled`);
    }
  }
}

/** Whoever lost a valid id lost it to a pin, to a service that had its own, or to one that holds it unasked. */
function checkLosses(space: readonly Holdings[], faults: string[]): void {
  for (const holdings of space) {
    const { pool, wishes, ids, before, kin } = holdings;
    for (let i = 0; i < before.length; i++) {
      const wish = wishes[i] ?? nobody;
      if (kin.length === 0 && (before[i] === none || before[i] === ids[i])) continue;
      if (holdings.pinOf(wish) !== undefined) continue;
      // Of coupled pools the first one that can stay does.
      for (const id of kin.length === 0 ? [before[i] ?? none] : holdings.hadBefore(wish)) {
        if (id === ids[i]) break;
        if (holdings.wantedTogether(wish).some(each => cannotStay(each, id, wish))) continue;
        faults.push(`${wish.service} lost the id ${id} of ${pool.name}, though nobody with a better claim has it`);
      }
    }
  }
}

function cannotStay({ pool, held, space }: Holdings, id: number, wish: IdWish): boolean {
  if (!mayKeep(pool, id) || held?.holderWhere(pool, id, wish) !== undefined) return true;
  return space.some(other => other.hasClaimOn(pool, id, wish));
}

/**
 * A pin that cannot be is no id of its pool, or shares numbers, in a place that both need, with another pin or with
 * what another service holds unasked.
 */
function checkConflicts({ pools, requests }: IdRequests, { pinConflicts }: IdClaim, faults: string[]): void {
  if (pinConflicts.length === 0) return;
  const wishOf = new Map(requests.map(wish => [wish.service, wish]));
  for (const { service, pool: name, id, other, held } of pinConflicts) {
    const [pool, wish] = [pools.get(name), wishOf.get(service)];
    const [otherPool, otherWish] = [pools.get(other?.pool ?? ''), wishOf.get(other?.service ?? '')];
    if (pool === undefined || wish === undefined || !pinsOf(pool, wish, pools).includes(id))
      faults.push(`${service} does not pin ${id} of ${name}`);
    else if (held !== undefined) {
      const touches = held.from < id + pool.block && held.to >= id && held.service !== service && !held.barsNewOnly;
      if (!touches || !meets(held, wish))
        faults.push(`${held.service ?? held.by} does not hold ${id}, which ${service} pins`);
    } else if (other === undefined) {
      if (isIdOf(pool, id)) faults.push(`${id}, which ${service} pins, is an id of ${name}`);
    } else if (
      otherPool === undefined ||
      otherWish === undefined ||
      !pinsOf(otherPool, otherWish, pools).includes(other.id)
    ) {
      faults.push(`${other.service} does not pin ${other.id} of ${other.pool}`);
    } else if (otherWish === wish && areCoupled(pool, otherPool)) {
      if (id === other.id) faults.push(`the pins of ${service} are one`);
    } else {
      const overlap = id < other.id + otherPool.block && other.id < id + pool.block;
      const isEverywhere = pool.scope === 'global' || otherPool.scope === 'global';
      const meet = isEverywhere || wish.targets.some(target => otherWish.targets.includes(target));
      const isOne = pool === otherPool || (pool.space !== undefined && pool.space === otherPool.space);
      if (!overlap || !meet || !isOne) faults.push(`the pins of ${service} and ${other.service} do not collide`);
    }
  }
}

/** The ids that a service pins of a pool, or of those that are coupled with it. */
function pinsOf(pool: NumberPool, { pins }: IdWish, pools: IdRequests['pools']): readonly number[] {
  return [...pins].flatMap(([name, id]) => {
    const other = pools.get(name);
    return other === pool || (other !== undefined && areCoupled(pool, other)) ? [id] : [];
  });
}

function areCoupled(one: NumberPool, other: NumberPool): boolean {
  return one !== other && (one.sameAs ?? one.name) === (other.sameAs ?? other.name);
}

function nameHolding(service: string, pool: string): string {
  return JSON.stringify([service, pool]);
}
