import { type IdBook, type IdWish, type NumberPool, nobody } from './id-claim.ts';
import { type Holdings, isIdOf, none, touchesReserved } from './id-holdings.ts';

/**
 * The first new id of a pool whose turn it was not, as a sentence; undefined where all came in their turn: first the
 * fresh ids upwards from the last assignment and then around, each of which somebody holds, then the released ones in
 * the order of their release. For pools of global scope that share their numbers with no other one; after a change of
 * scope nothing is said. O(n log n) for n ids, and for each of them the reserved ranges.
 */
export function findOutOfTurn(holdings: Holdings, previous: IdBook, now: IdBook): string | undefined {
  const { pool, wishes, given } = holdings;
  if (given.length === 0 || wasOnTargets(pool, previous)) return undefined;
  // The ids that were given, in the order of the services, and how many of them had their turn.
  const ids = given.map(place => holdings.ids[place] ?? none);
  let next = 0;
  const lastBefore = previous.lastAssignments.get(pool.name);
  const last = lastBefore !== undefined && lastBefore >= pool.min && lastBefore <= pool.max ? lastBefore : undefined;
  const line = listWaiting(pool, previous, now, last);
  const others = listHeldOtherwise(holdings);
  const taker = (): IdWish => wishes[given[next] ?? -1] ?? nobody;
  const isTaken = (id: number): boolean =>
    others.has(id) || !isIdOf(pool, id) || holdings.held?.barrierTo(pool, id, taker()) !== undefined;
  const describe = (): string => `${taker().service} got ${ids[next]} of ${pool.name}`;
  const refuse = (first: number): string => `${describe()}, though it was the turn of ${first}`;
  // The fresh ones, in two laps: above the last assignment, and up to it.
  const greatest = pool.min + Math.floor((pool.max - pool.block + 1 - pool.min) / pool.step) * pool.step;
  const laps =
    last === undefined
      ? [[pool.min, greatest]]
      : [
          [firstFrom(pool, last + 1), greatest],
          [pool.min, Math.min(last, greatest)],
        ];
  for (const [from = 0, to = 0] of laps) {
    for (let id = passReserved(pool, from); id <= to; id = passReserved(pool, id + pool.step)) {
      if (line.size > 0 && line.has(id)) continue;
      if (ids[next] === id) {
        if (++next === ids.length) return undefined;
      } else if (!isTaken(id)) return refuse(id);
    }
  }
  for (const id of line) {
    if (ids[next] === id) next++;
    else if (!isTaken(id)) return refuse(id);
    if (next === ids.length) return undefined;
  }
  return `${describe()}, which had no turn`;
}

function wasOnTargets({ name }: NumberPool, { lastAssignmentsPerTarget, releasedPerTarget }: IdBook): boolean {
  return [...lastAssignmentsPerTarget.values(), ...releasedPerTarget.values()].some(pools => pools.has(name));
}

/** The ids that are not fresh, in their turn: those that waited before, then those released in this run. */
function listWaiting(pool: NumberPool, previous: IdBook, now: IdBook, last: number | undefined): ReadonlySet<number> {
  const held = now.ids.get(pool.name);
  const released: number[] = [];
  previous.ids.get(pool.name)?.forEach((id, service) => {
    if (held?.get(service) !== id) released.push(id);
  });
  const lapOf = (id: number): number => (last !== undefined && id <= last ? 1 : 0);
  released.sort((a, b) => lapOf(a) - lapOf(b) || a - b);
  const line = [...(previous.released.get(pool.name) ?? []), ...released];
  return new Set(line.filter(id => isIdOf(pool, id) && !touchesReserved(pool, id)));
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

function firstFrom({ min, step }: NumberPool, number: number): number {
  return number <= min ? min : min + Math.ceil((number - min) / step) * step;
}

/** The id, or the first one above it that stands for no reserved number. */
function passReserved(pool: NumberPool, id: number): number {
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
