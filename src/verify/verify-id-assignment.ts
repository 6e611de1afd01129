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
import { type IdClaim, type IdRequests, nobody } from './id-claim.ts';
import { findCollisions } from './id-collisions.ts';
import { checkDryPools } from './id-dry-pools.ts';
import { checkHeld } from './id-held.ts';
import { meets } from './id-held-ranges.ts';
import { Holdings, isIdOf, mayKeep, none, touchesReserved } from './id-holdings.ts';
import { checkMemory } from './id-memory.ts';
import { findOutOfTurn } from './id-order.ts';
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
  }
  for (const space of groupBySpace(holdings)) {
    faults.push(...findCollisions(space));
    checkLosses(space, faults);
    checkReturns(space, asked.previous, claim.assignments, faults);
    const [alone] = space;
    if (alone?.pool.scope === 'global' && space.length === 1) {
      const fault = findOutOfTurn(alone, asked.previous, claim.assignments);
      if (fault !== undefined) faults.push(fault);
    }
  }
  checkConflicts(asked, claim, faults);
  return [...faults, ...checkDryPools(holdings, claim.dry)];
}

/** Everybody served or unserved for a reason; every id one of the pool; reserved numbers only by pin; pins given. */
function checkIds(
  { pool, wishes, ids, before, former }: Holdings,
  conflicts: ReadonlySet<string>,
  dry: ReadonlySet<string> | undefined,
  faults: string[],
): void {
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? none;
    const { service, pins } = wishes[i] ?? nobody;
    if (id === none) {
      if (dry?.has(service) !== true) faults.push(`${service} has no id of ${pool.name}, which is not said to be dry`);
      continue;
    }
    const pin = pins.size === 0 ? undefined : pins.get(pool.name);
    if (dry?.has(service)) faults.push(`${service} has an id of ${pool.name} and is said to have none`);
    const isForeign = pool.keepForeign === true && pin !== id && (id === before[i] || id === former?.[i]);
    if (isForeign ? !mayKeep(pool, id) : !isIdOf(pool, id))
      faults.push(`${id}, which ${service} has, is no id of ${pool.name}`);
    else if (pin !== id && touchesReserved(pool, id))
      faults.push(`${id} of ${pool.name} is reserved, but ${service} has it`);
    if (pin !== undefined && pin !== id && !conflicts.has(nameHolding(service, pool.name))) {
      faults.push(`${service} pins ${pin} of ${pool.name}, but has ${id}`);
    }
  }
}

/** Whoever lost a valid id lost it to a pin, to a service that had its own, or to one that holds it unasked. */
function checkLosses(space: readonly Holdings[], faults: string[]): void {
  for (const { pool, wishes, ids, before, held } of space) {
    for (let i = 0; i < before.length; i++) {
      const id = before[i] ?? none;
      const wish = wishes[i] ?? nobody;
      if (id === none || id === ids[i] || wish.pins.has(pool.name)) continue;
      if (!mayKeep(pool, id)) continue;
      if (held?.holderWhere(pool, id, wish) !== undefined) continue;
      if (!space.some(other => other.hasClaimOn(pool, id, wish))) {
        faults.push(`${wish.service} lost the id ${id} of ${pool.name}, though nobody with a better claim has it`);
      }
    }
  }
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
    if (pool === undefined || wish?.pins.get(name) !== id) faults.push(`${service} does not pin ${id} of ${name}`);
    else if (held !== undefined) {
      const touches = held.from < id + pool.block && held.to >= id && held.service !== service;
      if (!touches || !meets(held, wish)) faults.push(`${held.service} does not hold ${id}, which ${service} pins`);
    } else if (other === undefined) {
      if (isIdOf(pool, id)) faults.push(`${id}, which ${service} pins, is an id of ${name}`);
    } else if (otherPool === undefined || otherWish?.pins.get(other.pool) !== other.id) {
      faults.push(`${other.service} does not pin ${other.id} of ${other.pool}`);
    } else {
      const overlap = id < other.id + otherPool.block && other.id < id + pool.block;
      const isEverywhere = pool.scope === 'global' || otherPool.scope === 'global';
      const meet = isEverywhere || wish.targets.some(target => otherWish.targets.includes(target));
      const isOne = pool === otherPool || (pool.space !== undefined && pool.space === otherPool.space);
      if (!overlap || !meet || !isOne) faults.push(`the pins of ${service} and ${other.service} do not collide`);
    }
  }
}

function groupBySpace(holdings: readonly Holdings[]): readonly (readonly Holdings[])[] {
  const spaces = new Map<string, Holdings[]>();
  const alone: Holdings[][] = [];
  for (const each of holdings) {
    const { space } = each.pool;
    const together = space === undefined ? undefined : spaces.get(space);
    if (space === undefined) alone.push([each]);
    else if (together === undefined) spaces.set(space, [each]);
    else together.push(each);
  }
  return [...alone, ...spaces.values()];
}

function nameHolding(service: string, pool: string): string {
  return JSON.stringify([service, pool]);
}
