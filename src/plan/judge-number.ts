import type { Pool } from '../model/id-resources.ts';
import type { SystemRange } from '../model/pool-kind.ts';
import { type IdRequest, isPoolId, isReserved, type NumberRange } from '../solve/index.ts';
import type { HeldPorts } from './held-ports.ts';
import type { HolderOfId, IdLedger } from './id-ledger.ts';

/** By which rule a service gets its number; `dry`: none is left. */
export type HowGiven = 'pinned' | 'kept' | 'coupled' | 'back' | 'new' | 'dry';

/** What keeps a service from having a number; each of a pool that it wants, or that is coupled with such a one. */
export type Obstacle =
  /** It lies outside the range, or between the steps. */
  | { readonly kind: 'no-id'; readonly pool: Pool }
  /** Nothing of the kind can have it. */
  | { readonly kind: 'impossible'; readonly pool: Pool }
  | ({ readonly kind: 'reserved'; readonly pool: Pool } & NumberRange)
  /** Another one has it as an id. */
  | { readonly kind: 'taken'; readonly pool: Pool; readonly by: HolderOfId }
  /** Another one says that it is a port of its own. */
  | { readonly kind: 'held'; readonly pool: Pool; readonly by: HeldPorts }
  /** It pins another one. */
  | { readonly kind: 'pins-other' }
  /** It keeps the one that it has, or gets back the one that it had. */
  | { readonly kind: 'keeps' | 'gets-back' }
  /** It rests since a later release than the one that it gets. */
  | { readonly kind: 'rests'; readonly since: number; readonly runs: number }
  /** It is free and has rested as long, but its turn comes later. */
  | { readonly kind: 'turn' };

/** A number, and what keeps a service from having it. */
export interface NumberVerdict {
  readonly number: number;
  /** None for the number that it has. */
  readonly obstacles: readonly Obstacle[];
  /** Whether it would have the number if it pinned it; whoever has it now would get another one. */
  readonly isPinnable: boolean;
  /** Those who had it last, and get it again where they come back before somebody else has it. */
  readonly former: readonly string[];
  /** What a usual machine gives it to by itself; undefined where it does not. */
  readonly system: SystemRange | undefined;
}

/**
 * What keeps a service from a number of a pool.
 * @param how by which rule it has the number that it has
 */
export function judgeNumber(
  number: number,
  pool: Pool,
  wish: IdRequest,
  how: HowGiven,
  ledger: IdLedger,
): NumberVerdict {
  const id = ledger.now.ids.get(pool.name)?.get(wish.service);
  const system = pool.usedBySystem.find(({ from, to }) => from < number + pool.block && to >= number);
  const known = { number, former: ledger.formerOf(pool, number, wish), system };
  if (number === id) return { ...known, obstacles: [], isPinnable: true };
  const wanted = ledger.wantedTogether(pool, wish);
  const inWanted = wanted.flatMap(one => listObstacles(number, one, wish, how === 'new' || how === 'dry', ledger));
  // A new number is free in all coupled pools, whichever of them the service wants.
  const others = how === 'new' || how === 'dry' ? ledger.coupledWith(pool).filter(one => !wanted.includes(one)) : [];
  const inOthers = others.flatMap(one => listObstacles(number, one, wish, true, ledger));
  const obstacles = [...inWanted, ...inOthers];
  const own = ownObstacle(number, pool, id, wish, how, ledger);
  const isOwnFirst = own !== undefined && (own.kind === 'pins-other' || obstacles.length === 0);
  const isPinnable =
    // What a pool adopts cannot be pinned.
    wanted.every(one => isPoolId(one, number) && ledger.portsOf(one, number, wish, false).length === 0) &&
    inWanted.every(obstacle => obstacle.kind !== 'taken' || obstacle.by.how !== 'pinned');
  return { ...known, obstacles: isOwnFirst ? [own, ...obstacles] : obstacles, isPinnable };
}

function listObstacles(
  number: number,
  pool: Pool,
  wish: IdRequest,
  isNew: boolean,
  ledger: IdLedger,
): readonly Obstacle[] {
  const overlaps = ({ from, to }: NumberRange): boolean => from < number + pool.block && to >= number;
  if (pool.forbidden?.some(overlaps)) return [{ kind: 'impossible', pool }];
  const isAdopted = pool.keepForeign === true && ledger.hadBefore(pool, number, wish);
  if (!isPoolId(pool, number) && !isAdopted) return [{ kind: 'no-id', pool }];
  const reserved = isReserved(pool, number) ? pool.reserved.filter(overlaps) : [];
  return [
    ...reserved.map(({ from, to }): Obstacle => ({ kind: 'reserved', pool, from, to })),
    ...ledger.portsOf(pool, number, wish, isNew).map((by): Obstacle => ({ kind: 'held', pool, by })),
    ...ledger.holdersOf(pool, number, wish).map((by): Obstacle => ({ kind: 'taken', pool, by })),
  ];
}

/** What of the service itself, or of the order of turns, keeps it from a number that nobody has. */
function ownObstacle(
  number: number,
  pool: Pool,
  id: number | undefined,
  wish: IdRequest,
  how: HowGiven,
  ledger: IdLedger,
): Obstacle | undefined {
  switch (how) {
    case 'pinned':
      return { kind: 'pins-other' };
    case 'kept':
    case 'coupled':
      return { kind: 'keeps' };
    case 'back':
      return { kind: 'gets-back' };
    case 'dry':
      return undefined;
    case 'new': {
      const { since, runs } = ledger.restOf(pool, number, wish);
      const own = id === undefined ? undefined : ledger.restOf(pool, id, wish).since;
      return since !== undefined && since > (own ?? 0) ? { kind: 'rests', since, runs } : { kind: 'turn' };
    }
  }
}
