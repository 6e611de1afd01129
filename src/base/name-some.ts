import { sortNaturally } from './natural-order.ts';

/** The first `most` names of a list, and how many more there are: `a, b, and 3 more`. */
export function nameSome(names: readonly string[], most: number, between = ', '): string {
  const shown = names.slice(0, most).join(between);
  return names.length > most ? `${shown}${between}and ${names.length - most} more` : shown;
}

/** The same of names in no order of their own, as people read them: `s1, s2, s10, and 3 more`. O(n log n). */
export function nameSomeSorted(names: Iterable<string>, most: number, between = ', '): string {
  return nameSome(sortNaturally(names), most, between);
}

/** All names of a list, as a sentence has them: `a, b and c`. */
export function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
