// `!` is used for reads of typed arrays only.

/**
 * One JavaScript string for every distinct name in a source, found from its bytes without making a string first.
 * Open addressing with linear probing; grows at half load. Amortised O(length of the name).
 */
export class NameTable {
  readonly #names: string[] = [];
  readonly #marks: number[] = [];
  #hashes = new Int32Array(1024);
  #slots = new Int32Array(1024);
  #mask = 1023;

  /** The index of the name `text[start, end)` whose `hash` the caller has computed; `mark` is kept for a new one. */
  indexOf(text: string, start: number, end: number, hash: number, mark: number): number {
    const length = end - start;
    let slot = hash & this.#mask;
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#hashes[slot] === hash) {
        const name = this.#names[entry - 1] as string;
        if (name.length === length && text.startsWith(name, start)) return entry - 1;
      }
      slot = (slot + 1) & this.#mask;
    }
    this.#names.push(text.slice(start, end));
    this.#marks.push(mark);
    const count = this.#names.length;
    this.#slots[slot] = count;
    this.#hashes[slot] = hash;
    if (count * 2 > this.#mask) this.#grow();
    return count - 1;
  }

  name(index: number): string {
    return this.#names[index] as string;
  }

  mark(index: number): number {
    return this.#marks[index] as number;
  }

  #grow(): void {
    const oldSlots = this.#slots;
    const oldHashes = this.#hashes;
    this.#mask = oldSlots.length * 2 - 1;
    this.#slots = new Int32Array(oldSlots.length * 2);
    this.#hashes = new Int32Array(oldSlots.length * 2);
    for (let i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] === 0) continue;
      let slot = oldHashes[i]! & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = oldSlots[i]!;
      this.#hashes[slot] = oldHashes[i]!;
    }
  }
}
