/**
 * The vertices of one saturation, most free neighbours first, then lowest number: a binary heap of numbers
 * `free · 2^k + (2^k - 1 - vertex)`, whose greatest is the next vertex. Entries are lazy: `take` drops those whose vertex
 * has moved to another saturation, and puts right those whose free neighbours have become fewer.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
export class LevelHeap {
  #keys = new Float64Array(64);
  #size = 0;
  readonly #scale: number;

  constructor(vertexCount: number) {
    this.#scale = 2 ** Math.ceil(Math.log2(vertexCount + 1));
  }

  /** O(log size). */
  add(vertex: number, free: number): void {
    if (this.#size === this.#keys.length) {
      const wider = new Float64Array(2 * this.#size);
      wider.set(this.#keys);
      this.#keys = wider;
    }
    this.#rise(this.#size++, free * this.#scale + (this.#scale - 1 - vertex));
  }

  /** Removes and returns the next uncoloured vertex whose saturation is `level`, or -1. */
  take(free: Int32Array, saturation: Int32Array, colours: Int32Array, level: number): number {
    while (this.#size > 0) {
      const key = this.#keys[0]!;
      const stored = Math.floor(key / this.#scale);
      const low = key - stored * this.#scale;
      const vertex = this.#scale - 1 - low;
      const current = free[vertex]!;
      if (saturation[vertex] !== level || colours[vertex]! >= 0) this.#removeTop();
      else if (current !== stored) this.#sink(current * this.#scale + low);
      else {
        this.#removeTop();
        return vertex;
      }
    }
    return -1;
  }

  #removeTop(): void {
    const last = this.#keys[--this.#size]!;
    if (this.#size > 0) this.#sink(last);
  }

  #rise(place: number, key: number): void {
    const keys = this.#keys;
    let at = place;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! >= key) break;
      keys[at] = keys[parent]!;
      at = parent;
    }
    keys[at] = key;
  }

  /** Puts `key` in the place of the top and lets it sink. */
  #sink(key: number): void {
    const keys = this.#keys;
    const size = this.#size;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && keys[child + 1]! > keys[child]!) child++;
      if (keys[child]! <= key) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = key;
  }
}
