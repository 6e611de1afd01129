/**
 * Checks that pools have too few numbers, of which an answer says nothing but who gets none.
 *
 * Method     Where more services need a number in one place than the pool can ever have there, that is so. Where more
 *            numbers are free for a new id, whoever has one already, than others can take, it is not. In between (ids
 *            that stay and lie badly, pools that share numbers) it rests on the search.
 * Time       O(wishes · targets + ranges · log ranges) a pool.
 */
import { type IdRequests, type IdWish, type NumberPool, nobody } from '../id-claim.ts';
import { bars } from '../id-held-ranges.ts';
import { misfits } from '../id-limits.ts';
import type { Verdict } from './answer-claim.ts';

type Range = readonly [from: number, to: number];

/** Faults, and how sure it is that each pool has too few. */
export function verifyDryPools(
  asked: IdRequests,
  dry: readonly { readonly pool: string; readonly services: readonly string[] }[],
): Verdict {
  if (dry.length === 0) return { faults: ['no pool is said to have too few numbers'], certified: [] };
  const faults: string[] = [];
  const certified: Verdict['certified'][number][] = [];
  for (const { pool: name, services } of dry) {
    const pool = asked.pools.get(name);
    const wishes = asked.requests.filter(({ pools }) => pools.includes(name));
    const losers = services.map(service => wishes.find(wish => wish.service === service));
    if (pool === undefined) faults.push(`the pool ${name} is said to have too few numbers, but does not exist`);
    else if (losers.length === 0) faults.push(`nobody is said to get none of ${name}`);
    const wrong = services.filter((_, i) => losers[i] === undefined);
    faults.push(...wrong.map(service => `${service} is said to get nothing from ${name}, but asks for nothing`));
    if (pool === undefined || losers.length === 0 || wrong.length > 0) continue;
    const its = losers.flatMap(wish => wish ?? []);
    const served = its.find(wish => hasPlenty(pool, wish, wishes, asked));
    if (served !== undefined) faults.push(`${served.service} gets nothing from ${name}, though it has enough`);
    else
      certified.push({
        what: `${name} has too few numbers`,
        by: isTooSmall(pool, wishes) ? 'counted' : 'not certified',
      });
  }
  return { faults, certified };
}

/** Whether a new id is left even where each other service takes one of those that are free. */
function hasPlenty(pool: NumberPool, wish: IdWish, wishes: readonly IdWish[], { held, pools }: IdRequests): boolean {
  const isShared = [...pools.values()].some(
    other => other !== pool && other.space !== undefined && other.space === pool.space,
  );
  const isCoupled = pool.sameAs !== undefined || [...pools.values()].some(({ sameAs }) => sameAs === pool.name);
  // Only then another id takes one at most.
  if (isShared || isCoupled || pool.keepForeign === true || pool.block > pool.step || wish.pins.has(pool.name))
    return false;
  const barring = (held?.get(pool.name) ?? []).filter(range => bars(range, pool, wish));
  const gone: readonly Range[] = [
    ...misfits(pool),
    ...[...pool.reserved, ...barring].map(({ from, to }): Range => [from, to]),
  ];
  const others = wishes.filter(
    ({ targets }) => pool.scope === 'global' || targets.some(target => wish.targets.includes(target)),
  );
  return countWithout(pool, gone) >= others.length;
}

/** Whether more need a number in one place than there are. */
function isTooSmall(pool: NumberPool, wishes: readonly IdWish[]): boolean {
  if (pool.keepForeign === true) return false;
  // A pin may be a reserved one.
  const isPinned = wishes.some(({ pins }) => pins.size > 0);
  const most = countWithout(pool, [
    ...misfits(pool),
    ...(isPinned ? [] : pool.reserved.map(({ from, to }): Range => [from, to])),
  ]);
  const places = new Map<string, number>();
  for (const { targets } of wishes) {
    for (const place of pool.scope === 'global' ? [nobody.service] : targets) {
      places.set(place, (places.get(place) ?? 0) + 1);
    }
  }
  return [...places.values()].some(count => count > most);
}

/** How many ids of a pool touch none of some ranges. */
function countWithout({ min, max, step, block }: NumberPool, gone: readonly Range[]): number {
  const all = Math.max(0, Math.floor((max - block + 1 - min) / step) + 1);
  let count = all;
  let next = 0;
  for (const [from, to] of [...gone].sort(([a], [b]) => a - b)) {
    const first = Math.max(next, Math.ceil((from - block + 1 - min) / step));
    const last = Math.min(all - 1, Math.floor((to - min) / step));
    if (last < first) continue;
    count -= last - first + 1;
    next = last + 1;
  }
  return count;
}
