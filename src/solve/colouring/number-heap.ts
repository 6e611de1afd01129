/** Numbers, least first: a binary heap on a typed array. O(log size) for each. `!` marks reads inside its bounds. */
export class NumberHeap {
  #keys = new Float64Array(1024);
  #size = 0;

  add(key: number): void {
    if (this.#size === this.#keys.length) {
      const wider = new Float64Array(2 * this.#size);
      wider.set(this.#keys);
      this.#keys = wider;
    }
    const keys = this.#keys;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[at] = keys[parent]!;
      at = parent;
    }
    keys[at] = key;
  }

  /** Removes and returns the least number; undefined when there is none. */
  take(): number | undefined {
    if (this.#size === 0) return undefined;
    const keys = this.#keys;
    const least = keys[0];
    const size = --this.#size;
    const last = keys[size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= last) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = last;
    return least;
  }
}
