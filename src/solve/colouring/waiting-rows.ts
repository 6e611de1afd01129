/**
 * Rows of places, each waiting at the highest of its places that is not decided: places become free from the highest
 * down, so that of a row that can still be free as a whole the upper part is free and the rest is lower.
 * `search-free-colours.ts` walks on it. To free a place takes a step for each row that waits there.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
export class WaitingRows {
  /** The places of all rows, ascending in each; an entry stands for its row, waiting at that place. */
  #places = new Int32Array(1024);
  /** For each entry where its row begins. */
  #starts = new Int32Array(1024);
  /** For each entry the next one that waits at the same place, or -1. */
  #next = new Int32Array(1024);
  readonly #offsets = [0];
  /** The first entry that waits at each place, or -1. */
  readonly #head: Int32Array;
  /** Entries in the order in which they began to wait. */
  #log = new Int32Array(1024);
  #logged = 0;

  constructor(placeCount: number) {
    this.#head = new Int32Array(placeCount).fill(-1);
  }

  /** No row waits any more. */
  clear(): void {
    this.#head.fill(-1);
    this.#logged = 0;
  }

  /** The places of a row, ascending; `read` is asked for them when the row is a new one, the next in number. */
  describe(row: number, read: () => Int32Array): Int32Array {
    const start = this.#offsets[row]!;
    if (row + 1 === this.#offsets.length) {
      const places = read().sort();
      const end = start + places.length;
      while (this.#places.length < end) {
        this.#places = grow(this.#places);
        this.#starts = grow(this.#starts);
        this.#next = grow(this.#next);
      }
      this.#places.set(places, start);
      this.#starts.fill(start, start, end);
      this.#offsets.push(end);
    }
    return this.#places.subarray(start, this.#offsets[row + 1]);
  }

  /** A row waits, or its places exclude each other, once only the lowest `rest` of them, two or more, are not free. */
  wait(row: number, rest: number, open: Int32Array, excludes: Int32Array): void {
    const entry = this.#offsets[row]! + rest - 1;
    if (rest === 2) this.#exclude(entry, open, excludes);
    else this.#push(entry);
  }

  /** A place becomes free: rows that wait there go on waiting below; returns the steps that this took. */
  free(place: number, open: Int32Array, excludes: Int32Array): number {
    const next = this.#next;
    const starts = this.#starts;
    const places = this.#places;
    let steps = 0;
    for (let entry = this.#head[place]!; entry >= 0; entry = next[entry]!) {
      steps += 3;
      const below = entry - 1;
      const lower = places[below]!;
      if ((open[lower >> 5]! & (1 << (lower & 31))) === 0) continue;
      if (below - starts[below]! === 1) this.#exclude(below, open, excludes);
      else this.#push(below);
    }
    return steps;
  }

  /** A state to come back to. */
  mark(): number {
    return this.#logged;
  }

  /** Back to a state: what began to wait since does so no more. */
  undo(mark: number): void {
    while (this.#logged > mark) {
      const entry = this.#log[--this.#logged]!;
      this.#head[this.#places[entry]!] = this.#next[entry]!;
    }
  }

  #push(entry: number): void {
    const place = this.#places[entry]!;
    this.#next[entry] = this.#head[place]!;
    this.#head[place] = entry;
    if (this.#logged === this.#log.length) this.#log = grow(this.#log);
    this.#log[this.#logged++] = entry;
  }

  /** Of the entry's place and the one below only one can become free. */
  #exclude(entry: number, open: Int32Array, excludes: Int32Array): void {
    const words = open.length;
    const a = this.#places[entry]!;
    const b = this.#places[entry - 1]!;
    if ((open[b >> 5]! & (1 << (b & 31))) === 0) return;
    excludes[a * words + (b >> 5)]! |= 1 << (b & 31);
    excludes[b * words + (a >> 5)]! |= 1 << (a & 31);
  }
}

function grow(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * array.length);
  more.set(array);
  return more;
}
