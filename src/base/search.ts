/**
 * Binary search, once for all. There are two functions for two kinds of lists, since an engine compiles a loop that
 * reads texts and numbers by turns to slower code than two loops.
 */

/** Numbers by index, ascending. */
interface Numbers {
  readonly length: number;
  readonly [index: number]: number;
}

/**
 * The first index in `from … to - 1` at which the ascending `values` are not less than `value`; `to` if there is none.
 * O(log(to - from)).
 * @example
 * lowerBound([10, 20, 20, 30], 20); // 1
 */
export function lowerBound(values: Numbers, value: number, from = 0, to = values.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    // Between `from` and `to`, hence there.
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same for names in byte order: the first index in `from … to - 1` of a name that does not come before `name`. */
export function firstNameFrom(names: readonly string[], name: string, from = 0, to = names.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] as string) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
