/**
 * Checks what is said of a change of ids, by counting once more, sharing no code with what says it.
 *
 * Problem    Of the ids before and after a run it is said how many were kept and assigned, and which were changed and
 *            released. People decide by that whether a run may go on.
 * Method     Each claim is looked up in both books; then all that was there before is counted, one by one. As claims
 *            come in byte order none is there twice, so that equal numbers of true claims are all of them.
 * Time       O(n) for n ids in one order before and after, else O(n log n). Space O(n of one pool).
 */
import type { IdBook } from './id-claim.ts';

/** What is claimed of a change. */
export interface IdChangesClaim {
  readonly kept: number;
  readonly assigned: number;
  /** In byte order of the services, then of the pools, as those that are released. */
  readonly changed: readonly {
    readonly service: string;
    readonly pool: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly released: readonly { readonly service: string; readonly pool: string; readonly id: number }[];
}

type Ids = IdBook['ids'];

/**
 * A sentence for each claim that is not true; none means that all is well.
 * @param before pool → service → id before the run, and `after` it
 */
export function verifyIdChanges(before: Ids, after: Ids, claim: IdChangesClaim): readonly string[] {
  const faults = [...findFalse(before, after, claim), ...findDisorder(claim.changed), ...findDisorder(claim.released)];
  const counts = { kept: 0, changed: 0, assigned: 0, released: 0 };
  for (const [pool, its] of before) countPool(its, after.get(pool), counts);
  let all = 0;
  for (const its of after.values()) all += its.size;
  counts.assigned = all - counts.kept - counts.changed;
  const claimed = { ...claim, changed: claim.changed.length, released: claim.released.length };
  for (const what of ['kept', 'changed', 'assigned', 'released'] as const) {
    if (claimed[what] !== counts[what])
      faults.push(`${claimed[what]} ids are said to be ${what}, but ${counts[what]} are`);
  }
  return faults;
}

/** Claims that one of the books contradicts. */
function findFalse(before: Ids, after: Ids, { changed, released }: IdChangesClaim): string[] {
  const faults: string[] = [];
  const [had, has] = [before, after].map(
    ids =>
      (service: string, pool: string): number | undefined =>
        ids.get(pool)?.get(service),
  );
  for (const { service, pool, from, to } of changed) {
    if (from === to || had?.(service, pool) !== from || has?.(service, pool) !== to)
      faults.push(`${service} is said to have ${to} of ${pool} instead of ${from}`);
  }
  for (const { service, pool, id } of released) {
    if (had?.(service, pool) !== id || has?.(service, pool) !== undefined)
      faults.push(`${service} is said to have ${id} of ${pool} no more`);
  }
  return faults;
}

function findDisorder(claims: readonly { readonly service: string; readonly pool: string }[]): string[] {
  const isAfter = ({ service, pool }: (typeof claims)[number], i: number): boolean => {
    const last = claims[i - 1];
    return last === undefined || last.service < service || (last.service === service && last.pool < pool);
  };
  return claims.filter((one, i) => !isAfter(one, i)).map(({ service, pool }) => `${service} ${pool} is out of order`);
}

/** Counts what became of the ids of a pool. */
function countPool(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number> | undefined,
  counts: { kept: number; changed: number; released: number },
): void {
  // The rule from run to run: one and the same map.
  if (after === before) {
    counts.kept += before.size;
    return;
  }
  const services: string[] = [];
  const ids: number[] = [];
  after?.forEach((id, service) => {
    services.push(service);
    ids.push(id);
  });
  // Both are mostly in one order, so the place of the next is mostly known; where it is not, it is looked up.
  let at = 0;
  before.forEach((id, service) => {
    for (let next = services[at]; next !== undefined && next < service; next = services[at]) at++;
    const now = services[at] === service ? ids[at] : after?.get(service);
    if (now === undefined) counts.released++;
    else if (now === id) counts.kept++;
    else counts.changed++;
  });
}
