/**
 * The first new id whose turn it was not, as a sentence.
 *
 * Problem    Of the ids that are free for a service, it gets the one that has rested longest; among equals the first
 *            upwards from the last assignment and around.
 * Method     A pool that shares nothing with others and of which nothing rests: one walk through its ids, each of
 *            which somebody has. All others: new ids are taken away, and given again one by one; before each, whatever
 *            had its turn earlier must be taken.
 * Time       O(n log n) for n ids and their reserved ranges; for the second kind, also the ids of each pool, for each
 *            list of targets. Space O(n).
 */
import { type IdBook, type IdWish, nobody } from './id-claim.ts';
import { type Holdings, isIdOf, none } from './id-holdings.ts';
import type { Rests } from './id-rests.ts';
import { lapsOf, lastInRange, passReserved } from './id-rounds.ts';
import { GivenAgain } from './id-turns.ts';

/** As above; undefined where all came in their turn. */
export function findOutOfTurn(
  holdings: readonly Holdings[],
  rests: ReadonlyMap<Holdings, Rests>,
  previous: IdBook,
): string | undefined {
  const others: Holdings[] = [];
  for (const each of holdings) {
    if (!isSimple(each, rests.get(each), previous)) others.push(each);
    else {
      const fault = findSkipped(each, previous);
      if (fault !== undefined) return fault;
    }
  }
  if (others.every(({ given }) => given.length === 0)) return undefined;
  return new GivenAgain(others, rests, previous).findOutOfTurn();
}

/** Alone in its space, not coupled, of global scope, now and before; and nothing of it rests. */
function isSimple({ pool, kin, space }: Holdings, rests: Rests | undefined, previous: IdBook): boolean {
  if (pool.scope !== 'global' || kin.length > 0 || space.length > 1) return false;
  // Ids that it adopted may lie between its own and stand for numbers of these.
  if (pool.keepForeign === true && pool.block > 1) return false;
  if ([...previous.lastAssignmentsPerTarget.values()].some(pools => pools.has(pool.name))) return false;
  return rests === undefined || rests.runs.size === 0;
}

function findSkipped(holdings: Holdings, previous: IdBook): string | undefined {
  const { pool, wishes, given } = holdings;
  if (given.length === 0) return undefined;
  // The ids that were given, in the order of the services, and how many of them had their turn.
  const ids = given.map(place => holdings.ids[place] ?? none);
  let next = 0;
  const last = lastInRange(pool, previous.lastAssignments.get(pool.name));
  const others = listHeldOtherwise(holdings);
  const taker = (): IdWish => wishes[given[next] ?? -1] ?? nobody;
  const isTaken = (id: number): boolean =>
    others.has(id) || !isIdOf(pool, id) || holdings.held?.barrierTo(pool, id, taker()) !== undefined;
  for (const [from, to] of lapsOf(pool, last)) {
    for (let id = passReserved(pool, from); id <= to; id = passReserved(pool, id + pool.step)) {
      if (ids[next] === id) {
        if (++next === ids.length) return undefined;
      } else if (!isTaken(id)) {
        return `${taker().service} got ${ids[next]} of ${pool.name}, though it was the turn of ${id}`;
      }
    }
  }
  return `${taker().service} got ${ids[next]} of ${pool.name}, which had no turn`;
}

/** The ids that were pinned, or stayed with their services. */
function listHeldOtherwise(holdings: Holdings): ReadonlySet<number> {
  const { ids, given } = holdings;
  const others = new Set<number>();
  if (given.length === ids.length) return others;
  for (let i = 0, next = 0; i < ids.length; i++) {
    if (i === given[next]) next++;
    else others.add(ids[i] ?? none);
  }
  return others;
}
