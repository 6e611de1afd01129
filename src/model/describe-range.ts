import type { Pool } from './id-resources.ts';
import type { PoolKind } from './pool-kind.ts';

/** A pool's ids in words: `8086 to 8096 in steps of 3`. */
export function describeRange({ min, max, step, block }: Pick<Pool, 'min' | 'max' | 'step' | 'block'>): string {
  const steps = step === 1 ? '' : ` in steps of ${step}`;
  const blocks = block === 1 ? '' : `, blocks of ${block}`;
  return `${min} to ${max}${steps}${blocks}`;
}

/** What the numbers of a pool are, in words. */
export const kindNames: Readonly<Record<PoolKind, string>> = {
  port: 'port',
  uid: 'user',
  gid: 'group',
  number: 'number',
};

/** Why a number is no id of a pool: `which no user can have`, `which is not an id of the pool "ports" (1 to 9)`. */
export function describeNoId(pool: Pool, id: number): string {
  const isImpossible = pool.forbidden?.some(({ from, to }) => from < id + pool.block && to >= id) ?? false;
  if (isImpossible && id >= pool.min && id <= pool.max) return `which no ${kindNames[pool.kind]} can have`;
  return `which is not an id of the pool "${pool.name}" (${describeRange(pool)})`;
}
