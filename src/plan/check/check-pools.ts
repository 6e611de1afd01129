import type { Findings } from '../../base/findings.ts';
import type { Pool } from '../../model/id-resources.ts';
import type { IdAssignments } from '../../model/ids.ts';
import { countFreeIds, greatestId } from '../../solve/id-assignment/pool-ids.ts';
import type { IdRequest } from '../../solve/id-assignment/problem.ts';
import { describeRange } from '../assign-ids.ts';
import type { CheckInput } from './check-input.ts';

/** The share of a pool's ids from which on it counts as nearly full. */
const nearlyFull = 0.9;

/** Pools that overlap without knowing of each other, and pools that are nearly full. */
export function checkPools(input: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const pools = [...(input.resources?.pools.values() ?? [])];
  pools.forEach((pool, i) => {
    for (const other of pools.slice(i + 1)) if (overlapUnnoticed(pool, other)) tellOverlap(pool, other, findings);
  });
  for (const pool of pools) checkFullness(pool, input, requests, findings);
}

/** A user id and a group id, or either and a port, may be the same number; of other pools it is not known. */
function overlapUnnoticed(one: Pool, other: Pool): boolean {
  if (one.space !== undefined && one.space === other.space) return false;
  const kind = kindOf(one);
  const otherKind = kindOf(other);
  if (kind !== undefined && otherKind !== undefined && kind !== otherKind) return false;
  return one.min <= greatestId(other) + other.block - 1 && other.min <= greatestId(one) + one.block - 1;
}

function kindOf({ name }: Pool): string | undefined {
  return /(uid|gid|port)s?$/i.exec(name)?.[1]?.toLowerCase();
}

function tellOverlap(one: Pool, other: Pool, findings: Findings): void {
  const message = `pools "${one.name}" (${describeRange(one)}) and "${other.name}" (${describeRange(other)}) overlap, so two services may get the same number`;
  const name = kindOf(one) === 'port' ? 'tcp' : 'shared';
  findings.warning('pools-overlap', message, {
    position: other.position ?? one.position,
    hint: `where that must not be, give both the same space: space = "${name}";`,
  });
}

function checkFullness(pool: Pool, { ids }: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const capacity = countFreeIds(pool);
  const { used, target } = countUsed(pool, ids, requests);
  if (used <= nearlyFull * capacity) return;
  const where = target === undefined ? '' : ` on target "${target}"`;
  const place = { position: pool.position, hint: 'raise its max, or set its services up with fewer ids' };
  const message = `pool "${pool.name}" (${describeRange(pool)})`;
  if (used > capacity)
    findings.error(
      'pool-too-small',
      `${message} is too small: ${used} ids are wanted${where}, and it has ${capacity}`,
      place,
    );
  else
    findings.warning(
      'pool-nearly-full',
      `${message} is nearly full: ${used} of its ${capacity} ids are in use${where}`,
      place,
    );
}

/** How many ids are in use or wanted, in the whole system or on the target where they are most. */
function countUsed(
  pool: Pool,
  ids: IdAssignments | undefined,
  requests: readonly IdRequest[],
): { readonly used: number; readonly target: string | undefined } {
  const wanting = requests.filter(({ pools }) => pools.includes(pool.name));
  if (pool.scope === 'global') {
    const assigned = new Set(ids?.ids.get(pool.name)?.values()).size;
    return { used: Math.max(wanting.length, assigned), target: undefined };
  }
  const counts = new Map<string, number>();
  for (const { targets } of wanting) for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1);
  const [fullest] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return { used: fullest?.[1] ?? 0, target: fullest?.[0] };
}
