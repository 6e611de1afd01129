/**
 * The vertices of one saturation; `take` gives the one with the most free neighbours, then the lowest number.
 * A binary heap of numbers `free · 2^k + (2^k - 1 - vertex)`, greatest on top, that puts work off:
 * - newcomers wait in a list until a vertex of this level is asked for; most have moved on to a higher level by then;
 * - an entry whose vertex has lost free neighbours stands too far up, and sinks when it comes to the top;
 * - an entry whose vertex has left the level is dropped when it comes to the top.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { VertexCells } from './vertex-cells.ts';

/** The uncoloured vertices that see so many different colours. */
export class SaturationLevel {
  readonly #cells: VertexCells;
  readonly #level: number;
  readonly #scale: number;
  readonly #most: number;
  #keys: Int32Array | Float64Array;
  #size = 0;
  #waiting = new Int32Array(64);
  #waitingCount = 0;

  /** `most`: the largest number of free neighbours that a vertex can have. */
  constructor(cells: VertexCells, vertexCount: number, level: number, most: number) {
    this.#cells = cells;
    this.#level = level;
    this.#scale = 2 ** Math.ceil(Math.log2(vertexCount + 1));
    this.#keys = allocate((most + 1) * this.#scale, 64);
    this.#most = most;
  }

  /** O(1). */
  add(vertex: number): void {
    if (this.#waitingCount === this.#waiting.length) {
      const wider = new Int32Array(2 * this.#waitingCount);
      wider.set(this.#waiting);
      this.#waiting = wider;
    }
    this.#waiting[this.#waitingCount++] = vertex;
  }

  /** Removes and returns the next vertex, or -1 when none is left. O(log size) for each entry looked at. */
  take(): number {
    this.#admitWaiting();
    while (this.#size > 0) {
      const key = this.#keys[0]!;
      const stored = Math.floor(key / this.#scale);
      const low = key - stored * this.#scale;
      const vertex = this.#scale - 1 - low;
      if (this.#cells.saturationOf(vertex) !== this.#level) {
        this.#removeTop();
        continue;
      }
      const free = this.#cells.freeOf(vertex);
      if (free === stored) {
        this.#removeTop();
        return vertex;
      }
      this.#sink(free * this.#scale + low);
    }
    return -1;
  }

  #admitWaiting(): void {
    for (let i = 0; i < this.#waitingCount; i++) {
      const vertex = this.#waiting[i]!;
      if (this.#cells.saturationOf(vertex) !== this.#level) continue;
      if (this.#size + 1 === this.#keys.length) {
        const wider = allocate((this.#most + 1) * this.#scale, 2 * this.#keys.length);
        wider.set(this.#keys);
        this.#keys = wider;
      }
      this.#rise(this.#size++, this.#cells.freeOf(vertex) * this.#scale + (this.#scale - 1 - vertex));
    }
    this.#waitingCount = 0;
  }

  #removeTop(): void {
    const last = this.#keys[--this.#size]!;
    this.#keys[this.#size] = -1;
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

  /** Puts `key` in the place of the top and lets it sink. Behind the last entry stands -1, lower than any. */
  #sink(key: number): void {
    const keys = this.#keys;
    const size = this.#size;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      // Without a branch: which child is greater cannot be foreseen, and half of the time goes into this loop.
      child += Number(keys[child + 1]! > keys[child]!);
      if (keys[child]! <= key) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = key;
  }
}

/** Small numbers in half the memory. */
function allocate(bound: number, length: number): Int32Array | Float64Array {
  return bound <= 2 ** 31 ? new Int32Array(length).fill(-1) : new Float64Array(length).fill(-1);
}
