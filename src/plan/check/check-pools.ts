import type { Findings } from '../../base/findings.ts';
import { nameSome } from '../../base/name-some.ts';
import { compareNames } from '../../base/order.ts';
import { describeRange, kindNames } from '../../model/describe-range.ts';
import type { Pool } from '../../model/id-resources.ts';
import type { IdAssignments } from '../../model/ids.ts';
import type { SystemRange } from '../../model/pool-kind.ts';
import { countFreeIds, type DryPool, greatestId, type IdRequest, isPoolId, isReserved } from '../../solve/index.ts';
import type { CheckInput } from './check-input.ts';

/** The share of a pool's ids from which on it counts as nearly full. */
const nearlyFull = 0.9;

/**
 * Pools that overlap without knowing of each other, and pools that are nearly full or too small.
 * @param dry the pools that would run dry if ids were assigned now
 */
export function checkPools(
  input: CheckInput,
  requests: readonly IdRequest[],
  dry: readonly DryPool[],
  findings: Findings,
): void {
  const pools = [...(input.resources?.pools.values() ?? [])];
  pools.forEach((pool, i) => {
    for (const other of pools.slice(i + 1)) if (overlapUnnoticed(pool, other)) reportOverlap(pool, other, findings);
  });
  for (const pool of pools) checkLimits(pool, findings);
  const unserved = new Map(dry.map(({ pool, services }) => [pool, services]));
  for (const pool of pools) checkFullness(pool, input, requests, unserved.get(pool.name) ?? [], findings);
}

/** A user and a group, or ports of different protocols, may have the same number; of plain numbers it is not known. */
function overlapUnnoticed(one: Pool, other: Pool): boolean {
  if (one.space !== undefined && one.space === other.space) return false;
  if ((one.sameAs ?? one.name) === (other.sameAs ?? other.name)) return false;
  if (one.kind !== 'number' && other.kind !== 'number') {
    if (one.kind !== other.kind) return false;
    if (one.kind === 'port' && (one.protocols & other.protocols) === 0) return false;
  }
  return one.min <= greatestId(other) + other.block - 1 && other.min <= greatestId(one) + one.block - 1;
}

/** Numbers that nothing can have, and those that the system of a machine gives as well. O(ranges). */
function checkLimits(pool: Pool, findings: Findings): void {
  const { position } = pool;
  const name = kindNames[pool.kind];
  const subject = { kind: 'pool', name: pool.name } as const;
  const impossible = cutTo(pool, pool.forbidden ?? []);
  if (impossible.length > 0) {
    const message = `pool "${pool.name}" (${describeRange(pool)}) has numbers that no ${name} can have: ${listRanges(impossible)}; nobody gets them`;
    const hint = `leave them out of it, or say what it is of: kind = "number";`;
    findings.warning('pool-limits', message, { position, hint, subject });
  }
  const shared = cutTo(pool, pool.usedBySystem);
  if (shared.length > 0) {
    const message = `pool "${pool.name}" (${describeRange(pool)}) has numbers that a machine's system gives by itself: ${listRanges(shared)}`;
    const hint = 'choose others, or say which ones your machines give (none of these: usedBySystem = [ ];)';
    findings.warning('pool-shared-with-system', message, { position, hint, subject });
  }
}

function cutTo(pool: Pool, ranges: readonly SystemRange[]): readonly SystemRange[] {
  const last = greatestId(pool) + pool.block - 1;
  return ranges.flatMap(range => {
    const [from, to] = [Math.max(range.from, pool.min), Math.min(range.to, last)];
    return from > to ? [] : [{ ...range, from, to }];
  });
}

function listRanges(ranges: readonly SystemRange[]): string {
  const texts = ranges.map(({ from, to, use }) => {
    const numbers = from === to ? String(from) : `${from} to ${to}`;
    return use === undefined ? numbers : `${numbers} (${use})`;
  });
  return nameSome(texts, 10);
}

function reportOverlap(one: Pool, other: Pool, findings: Findings): void {
  const message = `pools "${one.name}" (${describeRange(one)}) and "${other.name}" (${describeRange(other)}) overlap, so two services may get the same number`;
  const name = one.kind === 'port' ? 'tcp' : 'shared';
  findings.warning('pools-overlap', message, {
    position: other.position ?? one.position,
    subject: { kind: 'pool', name: other.name },
    hint: `where that must not be, give both the same space: space = "${name}";`,
  });
}

function checkFullness(
  pool: Pool,
  { ids }: CheckInput,
  requests: readonly IdRequest[],
  unserved: readonly string[],
  findings: Findings,
): void {
  const capacity = countFreeIds(pool);
  const { wanted, target } = countWanted(pool, requests);
  const used = Math.max(wanted, countAssigned(pool, ids));
  const where = target === undefined ? '' : ` on target "${target}"`;
  const place = {
    position: pool.position,
    hint: 'raise its max, or set its services up with fewer ids',
    subject: { kind: 'pool', name: pool.name },
  } as const;
  const message = `pool "${pool.name}" (${describeRange(pool)})`;
  if (wanted > capacity) {
    const counts = `${wanted} ids are wanted${where}, and it has ${capacity}`;
    findings.error('pool-too-small', `${message} is too small: ${counts}`, place);
  } else if (unserved.length > 0) {
    const reason = pool.space === undefined ? '' : `, as pools of the space "${pool.space}" share their numbers`;
    findings.error('pool-too-small', `${message} has no id left for ${nameSome(unserved, 10)}${reason}`, place);
  } else if (used > nearlyFull * capacity) {
    const counts = `${used} of its ${capacity} ids are in use${where}`;
    findings.warning('pool-nearly-full', `${message} is nearly full: ${counts}`, place);
  }
}

/** How many of the ids that a global pool can hand out stand in the ids file, also those that nobody wants any more. */
function countAssigned(pool: Pool, ids: IdAssignments | undefined): number {
  if (pool.scope === 'machine') return 0;
  const assigned = new Set(ids?.ids.get(pool.name)?.values());
  return [...assigned].filter(id => isPoolId(pool, id) && !isReserved(pool, id)).length;
}

/**
 * How many of the ids that a pool can hand out are wanted, in the whole system or on the target where they are most.
 * Who pins a reserved id takes none of them.
 */
function countWanted(
  pool: Pool,
  requests: readonly IdRequest[],
): { readonly wanted: number; readonly target: string | undefined } {
  const wanting = requests.filter(({ pools, pins }) => {
    const pinned = pins.get(pool.name);
    return pools.includes(pool.name) && (pinned === undefined || !isReserved(pool, pinned));
  });
  if (pool.scope === 'global') return { wanted: wanting.length, target: undefined };
  const counts = new Map<string, number>();
  for (const { targets } of wanting) for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1);
  const [fullest] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || compareNames(a, b));
  return { wanted: fullest?.[1] ?? 0, target: fullest?.[0] };
}
