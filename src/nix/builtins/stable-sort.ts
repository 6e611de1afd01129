/**
 * Problem: sort a list with a comparison written in Nix. Input: the elements and `less(a, b)`. Result: a new array,
 * stable. Time O(n log n) comparisons, space O(n).
 *
 * A model may compare with something that is no order at all (`a: b: true`, `<=`), and then the result depends on the
 * algorithm. Nix uses `std::stable_sort` of the GNU C++ library, so this follows the same steps: insertion sort of runs
 * of seven, then merges of runs of doubling length, separately for the two halves, and one last merge of these
 * (forwards when both are equally long, otherwise backwards).
 */
export function stableSort<T>(elements: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = elements.slice();
  const middle = (sorted.length + 1) >> 1;
  const first = sortHalf(sorted.slice(0, middle), less);
  const second = sortHalf(sorted.slice(middle), less);
  return first.length === second.length ? merge(first, second, less) : mergeBackwards(first, second, less);
}

const runLength = 7;

function sortHalf<T>(elements: T[], less: (a: T, b: T) => boolean): T[] {
  const size = elements.length;
  for (let start = 0; start < size; start += runLength) {
    insertionSort(elements, start, Math.min(start + runLength, size), less);
  }
  let from = elements;
  let to = elements.slice();
  for (let step = runLength; step < size; step *= 2) {
    let start = 0;
    for (; size - start >= 2 * step; start += 2 * step) {
      mergeInto(from, start, start + step, start + 2 * step, to, less);
    }
    mergeInto(from, start, Math.min(start + step, size), size, to, less);
    [from, to] = [to, from];
  }
  return from;
}

function insertionSort<T>(elements: T[], start: number, end: number, less: (a: T, b: T) => boolean): void {
  for (let i = start + 1; i < end; i++) {
    const element = elements[i] as T;
    let place = i;
    if (less(element, elements[start] as T)) place = start;
    else while (less(element, elements[place - 1] as T)) place--;
    elements.copyWithin(place + 1, place, i);
    elements[place] = element;
  }
}

/** Merges `from[start, middle)` and `from[middle, end)` to the same place of `to`. */
function mergeInto<T>(
  from: readonly T[],
  start: number,
  middle: number,
  end: number,
  to: T[],
  less: (a: T, b: T) => boolean,
): void {
  let left = start;
  let right = middle;
  let out = start;
  while (left < middle && right < end) {
    to[out++] = less(from[right] as T, from[left] as T) ? (from[right++] as T) : (from[left++] as T);
  }
  while (left < middle) to[out++] = from[left++] as T;
  while (right < end) to[out++] = from[right++] as T;
}

function merge<T>(first: readonly T[], second: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const both = [...first, ...second];
  const result = both.slice();
  mergeInto(both, 0, first.length, both.length, result, less);
  return result;
}

function mergeBackwards<T>(first: readonly T[], second: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const result = new Array<T>(first.length + second.length);
  let left = first.length - 1;
  let right = second.length - 1;
  let out = result.length - 1;
  while (left >= 0 && right >= 0) {
    result[out--] = less(second[right] as T, first[left] as T) ? (first[left--] as T) : (second[right--] as T);
  }
  while (left >= 0) result[out--] = first[left--] as T;
  while (right >= 0) result[out--] = second[right--] as T;
  return result;
}
