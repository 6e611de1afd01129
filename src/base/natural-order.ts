import { compareNames } from './order.ts';

/**
 * Compares two byte strings as people read them: digits in a row count as one number, so that s2 comes before s10.
 * Where that leaves a tie (s1 and s01), byte order. For texts and pictures alone: plans and data are in byte order.
 * O(length), without making any text.
 * @example ['s10', 's2'].sort(compareNaturally) // ['s2', 's10']
 */
export function compareNaturally(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const one = a.charCodeAt(i);
    const other = b.charCodeAt(j);
    if (isDigit(one) && isDigit(other)) {
      const start = skipZeros(a, i);
      const otherStart = skipZeros(b, j);
      const end = endOfDigits(a, start);
      const otherEnd = endOfDigits(b, otherStart);
      const order = end - start - (otherEnd - otherStart) || compareDigits(a, start, b, otherStart, end - start);
      if (order !== 0) return order;
      i = end;
      j = otherEnd;
    } else {
      if (one !== other) return one - other;
      i++;
      j++;
    }
  }
  return a.length - i - (b.length - j) || compareNames(a, b);
}

/** The names sorted as people read them; the input is left as it is. O(n log n). */
export function sortNaturally(names: Iterable<string>): string[] {
  return [...names].sort(compareNaturally);
}

/**
 * Things sorted by their names as people read these; things of one name stay in their order, and the input is left as
 * it is. O(n log n).
 */
export function sortNaturallyBy<Thing>(things: Iterable<Thing>, nameOf: (thing: Thing) => string): Thing[] {
  return [...things].sort((a, b) => compareNaturally(nameOf(a), nameOf(b)));
}

/**
 * A list as people read it: one in byte order, which nobody chose, is sorted naturally; one in an order of its own
 * stays as it is. O(n log n).
 */
export function inReadingOrder(names: readonly string[]): readonly string[] {
  const isSorted = names.every((name, i) => i === 0 || compareNames(names[i - 1] ?? '', name) <= 0);
  return isSorted ? sortNaturally(names) : names;
}

function skipZeros(text: string, start: number): number {
  let i = start;
  while (text.charCodeAt(i) === zero) i++;
  return i;
}

function endOfDigits(text: string, start: number): number {
  let i = start;
  while (isDigit(text.charCodeAt(i))) i++;
  return i;
}

/** Two numbers of as many digits. */
function compareDigits(a: string, i: number, b: string, j: number, count: number): number {
  for (let k = 0; k < count; k++) {
    const order = a.charCodeAt(i + k) - b.charCodeAt(j + k);
    if (order !== 0) return order;
  }
  return 0;
}

const [zero, nine] = [48, 57];

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}
