import type { NumberPool } from './id-claim.ts';

type Range = readonly [from: number, to: number];

/** A port is one of 1 to 65535. */
const noPorts: readonly Range[] = [
  [Number.NEGATIVE_INFINITY, 0],
  [65_536, Number.POSITIVE_INFINITY],
];

/** A user or a group is neither 0 (root), 65534 (nobody) nor 65535 (none, in 16 bits), and at most 2^32 - 2. */
const noUsers: readonly Range[] = [
  [Number.NEGATIVE_INFINITY, 0],
  [65_534, 65_535],
  [4_294_967_295, Number.POSITIVE_INFINITY],
];

/** The numbers that a system cannot use for what a pool is of. */
export function misfits({ kind }: NumberPool): readonly Range[] {
  if (kind === 'port') return noPorts;
  return kind === 'uid' || kind === 'gid' ? noUsers : [];
}

/** Whether a system can use each number that an id stands for. */
export function fitsKind(pool: NumberPool, id: number): boolean {
  for (const [from, to] of misfits(pool)) if (id <= to && id + pool.block - 1 >= from) return false;
  return true;
}
