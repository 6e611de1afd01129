/**
 * Neighbours packed beside a cluster, as fractional knapsacks: the most that those are worth that fit.
 *
 * Input: `value` and `need`, of each item and resource, filled in by the caller before `takeAll`.
 * Result: what fits is worth, and in `part` how much of each item counts.
 * Guarantee: `fillInWholes` rounds down the worth of the one item that fits in part, the last by worth for need, then
 * by number: whoever does the same gets the same.
 * Time: O(items) for `fill` on average, a sort for `fillInWholes`. Space: O(items · resources).
 * Source: E. Balas, E. Zemel, "An algorithm for large zero-one knapsack problems", Operations Research 28, 1980.
 * Ties: of items worth as much for their need any may be the one that fits in part; the sum is the same.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

export class NeighbourKnapsack {
  readonly value: Float64Array;
  /** Resource → item → what it needs. */
  readonly need: readonly Float64Array[];
  readonly part: Float64Array;
  #count = 0;
  readonly #ratio: Float64Array;
  readonly #items: Int32Array;
  readonly #order: number[] = [];
  /** So many of `#items` fit as a whole; the one that fits in part, or -1; and the room for it. */
  #end = 0;
  #broken = -1;
  #left = 0;

  constructor(mostItems: number, resources: number) {
    this.value = new Float64Array(mostItems);
    this.need = Array.from({ length: resources }, () => new Float64Array(mostItems));
    this.part = new Float64Array(mostItems);
    this.#ratio = new Float64Array(mostItems);
    this.#items = new Int32Array(mostItems);
  }

  /** Takes the first `count` items, as if there were room for all: what they are worth. */
  takeAll(count: number): number {
    this.#count = count;
    this.part.fill(1, 0, count);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.value[i]!;
    return sum;
  }

  /** What all items need. */
  needOf(resource: number): number {
    const need = this.need[resource]!;
    let sum = 0;
    for (let i = 0; i < this.#count; i++) sum += need[i]!;
    return sum;
  }

  /** The most that items are worth that fit into the room. */
  fill(resource: number, room: number): number {
    const { value } = this;
    const need = this.need[resource]!;
    const items = this.#items;
    this.#select(need, room);
    let sum = 0;
    for (let k = 0; k < this.#end; k++) sum += value[items[k]!]!;
    if (this.#broken >= 0) sum += (value[this.#broken]! * this.#left) / need[this.#broken]!;
    return sum;
  }

  /** Writes into `part` how much of each item counts when it is filled by this resource. */
  writeParts(resource: number, room: number): void {
    const need = this.need[resource]!;
    this.#select(need, room);
    this.part.fill(0, 0, this.#count);
    for (let k = 0; k < this.#end; k++) this.part[this.#items[k]!] = 1;
    if (this.#broken >= 0) this.part[this.#broken] = this.#left / need[this.#broken]!;
  }

  /** The same as `fill` for whole values, rounded down. */
  fillInWholes(resource: number, room: number): number {
    const { value } = this;
    const need = this.need[resource]!;
    const order = this.#order;
    order.length = 0;
    for (let i = 0; i < this.#count; i++) if (value[i]! > 0) order.push(i);
    order.sort((a, b) => value[b]! * need[a]! - value[a]! * need[b]! || a - b);
    let left = room;
    let sum = 0;
    for (const i of order) {
      if (need[i]! > left) return sum + Math.floor((value[i]! * left) / need[i]!);
      sum += value[i]!;
      left -= need[i]!;
    }
    return sum;
  }

  /** Brings the items to the front that fit as a whole, those that are worth most for their need. */
  #select(need: Float64Array, room: number): void {
    const { value } = this;
    const items = this.#items;
    const ratio = this.#ratio;
    let low = 0;
    let high = 0;
    for (let i = 0; i < this.#count; i++) {
      if (value[i]! <= 0) continue;
      ratio[i] = value[i]! / need[i]!;
      items[high++] = i;
    }
    let left = room;
    while (low < high) {
      const pivot = ratio[items[(low + high) >> 1]!]!;
      // low..above: better than the pivot; above..at: as good; at..high: not as good.
      let above = low;
      let at = low;
      let sum = 0;
      let equal = 0;
      for (let k = low; k < high; k++) {
        const i = items[k]!;
        if (ratio[i]! < pivot) continue;
        items[k] = items[at]!;
        if (ratio[i]! > pivot) {
          sum += need[i]!;
          items[at] = items[above]!;
          items[above++] = i;
        } else {
          equal += need[i]!;
          items[at] = i;
        }
        at++;
      }
      if (sum > left) {
        high = above;
      } else if (sum + equal <= left) {
        left -= sum + equal;
        low = at;
      } else {
        left -= sum;
        for (let k = above; k < at; k++) {
          const i = items[k]!;
          if (need[i]! > left) {
            this.#settle(k, i, left);
            return;
          }
          left -= need[i]!;
        }
      }
    }
    this.#settle(low, -1, left);
  }

  #settle(end: number, broken: number, left: number): void {
    this.#end = end;
    this.#broken = broken;
    this.#left = left;
  }
}
