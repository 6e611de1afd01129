import type { Limits } from '../limits.ts';

/** So many elements are sorted in a tenth of a second. */
const runLength = 1 << 17;

/**
 * The elements in order, where equal ones cannot be told apart: JavaScript's own sort is the fastest but cannot be
 * stopped, so long lists are sorted in runs by it, and the runs merged while the limits are looked at. O(n log n).
 */
export function sortInRuns<T extends string | number>(
  elements: readonly T[],
  limits: Limits,
  sortRun: (run: T[]) => T[],
): T[] {
  let runs: T[][] = [];
  for (let start = 0; start === 0 || start < elements.length; start += runLength) {
    const run = elements.slice(start, start + runLength);
    // Counted, as all else: short lists are sorted too often to look at the clock each time.
    limits.spend(run.length);
    runs.push(sortRun(run));
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const [first = [], second] = runs.slice(i, i + 2);
      merged.push(second === undefined ? first : merge(first, second, limits));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function merge<T extends string | number>(first: readonly T[], second: readonly T[], limits: Limits): T[] {
  const result: T[] = [];
  let j = 0;
  for (const one of first) {
    limits.tick();
    for (; j < second.length && (second[j] as T) < one; j++) {
      limits.tick();
      result.push(second[j] as T);
    }
    result.push(one);
  }
  for (; j < second.length; j++) result.push(second[j] as T);
  return result;
}
