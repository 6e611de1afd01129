import type { Pool } from './id-resources.ts';

/** A pool's ids in words: `8086 to 8096 in steps of 3`. */
export function describeRange({ min, max, step, block }: Pick<Pool, 'min' | 'max' | 'step' | 'block'>): string {
  const steps = step === 1 ? '' : ` in steps of ${step}`;
  const blocks = block === 1 ? '' : `, blocks of ${block}`;
  return `${min} to ${max}${steps}${blocks}`;
}
