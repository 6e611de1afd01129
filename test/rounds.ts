/**
 * The lanes of tests, from the quick one to the long one. `vitest.config.ts` says which one runs, by this variable:
 * `fast` while one works, `whole` before one hands over, `long` for the suites whose strength is in their number of rounds.
 */
export type Lane = 'fast' | 'whole' | 'long';

export const lane = (process.env['TEST_LANE'] ?? 'whole') as Lane;

/**
 * How often a random suite tries in the lane that runs. The seed is the suite's own, so a longer form begins with the cases of the
 * shorter one. Without a number for the fast lane it is a fiftieth of the short one.
 *
 * @example
 * fc.assert(property, { seed, numRuns: rounds({ short: 300, long: 10_000 }) });
 */
export function rounds(numbers: { readonly fast?: number; readonly short: number; readonly long: number }): number {
  if (lane === 'long') return numbers.long;
  return lane === 'whole' ? numbers.short : (numbers.fast ?? Math.ceil(numbers.short / 50));
}
