import { compareNames } from './order.ts';

/**
 * Compares two byte strings as people read them: digits in a row count as one number, so that s2 comes before s10.
 * Where that leaves a tie (s1 and s01), byte order. For texts and pictures alone: plans and data are in byte order.
 * O(length).
 * @example ['s10', 's2'].sort(compareNaturally) // ['s2', 's10']
 */
export function compareNaturally(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [one, other] = [numberAt(a, i), numberAt(b, j)];
    if (one !== undefined && other !== undefined) {
      const order = one.digits.length - other.digits.length || compareNames(one.digits, other.digits);
      if (order !== 0) return order;
      [i, j] = [one.end, other.end];
    } else {
      const order = a.charCodeAt(i++) - b.charCodeAt(j++);
      if (order !== 0) return order;
    }
  }
  return a.length - i - (b.length - j) || compareNames(a, b);
}

/** The names sorted as people read them; the input is left as it is. O(n log n). */
export function sortNaturally(names: Iterable<string>): string[] {
  return [...names].sort(compareNaturally);
}

/** The digits that begin at a place, without zeros in front. */
function numberAt(text: string, start: number): { readonly digits: string; readonly end: number } | undefined {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  return end === start ? undefined : { digits: text.slice(start, end).replace(/^0+(?=\d)/, ''), end };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
