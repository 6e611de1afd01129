import type { BackOff } from './loop-options.ts';

/** A time to wait, and where the random numbers are after it. */
export interface Delay {
  readonly milliseconds: number;
  readonly random: number;
}

/**
 * How long to wait after so many failures in a row: exponential back-off with jitter. A part of the time is drawn
 * anew, so that it lies between `1 - jitter` of it and all of it.
 * @param failures at least 1
 * @example
 * delayAfter(3, { first: 30_000, most: 900_000, jitter: 0 }, 1).milliseconds; // 120000
 */
export function delayAfter(failures: number, { first, most, jitter }: BackOff, random: number): Delay {
  const whole = Math.min(most, first * 2 ** Math.min(failures - 1, 60));
  const drawn = drawNumber(random);
  return { milliseconds: Math.round(whole * (1 - jitter * drawn.number)), random: drawn.random };
}

/** A number in [0, 1) by the generator Mulberry32 (T. Ettinger, 2017), which has one number of 32 bits as its state. */
function drawNumber(state: number): { readonly number: number; readonly random: number } {
  const random = (state + 0x6d2b79f5) >>> 0;
  let t = random;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return { number: ((t ^ (t >>> 14)) >>> 0) / 2 ** 32, random };
}
