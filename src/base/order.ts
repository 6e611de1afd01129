/** Compares two byte strings in byte order: the one order of names in this program. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The names sorted in byte order; the input is left as it is. O(n log n). */
export function sortNames(names: Iterable<string>): string[] {
  return [...names].sort(compareNames);
}
