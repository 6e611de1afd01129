import { nameSomeSorted } from './name-some.ts';

/**
 * The known name nearest in spelling to a mistaken one, or undefined when none is near.
 * Distance: optimal string alignment (insertions, deletions, substitutions, swaps of neighbours), at most a third of
 * the length of the mistaken name and at least 1; a name of one letter resembles nothing. Ties go to the first name in
 * byte order. O(names · length²) time.
 */
export function nearestName(mistaken: string, known: Iterable<string>): string | undefined {
  if (mistaken.length < 2) return undefined;
  const limit = Math.max(1, Math.floor(mistaken.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of known) {
    if (Math.abs(name.length - mistaken.length) > limit) continue;
    const distance = alignmentDistance(mistaken.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && name < best)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** `did you mean "x"?`, or undefined: ready to be a diagnostic's hint. */
export function didYouMean(mistaken: string, known: Iterable<string>): string | undefined {
  const name = nearestName(mistaken, known);
  return name === undefined ? undefined : `did you mean "${name}"?`;
}

/**
 * The nearest known name, or where none is near, what there is to choose from: a hint for whoever named something
 * that is not there.
 * @example suggestNames('nowhere', ['test1', 'test2'], 'target') // 'the targets are test1, test2'
 */
export function suggestNames(mistaken: string, known: Iterable<string>, what: string): string {
  const names = [...known];
  const nearest = didYouMean(mistaken, names);
  if (nearest !== undefined) return nearest;
  return names.length === 0 ? `there is no ${what} at all` : `the ${what}s are ${nameSomeSorted(names, 8)}`;
}

function alignmentDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(value);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
