/**
 * A set of pairs of non-negative integers (each below 2^26): open addressing with linear probing on typed arrays, at
 * most half full. O(1) expected.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
export class PairSet {
  #keys = new Float64Array(1024).fill(-1);
  #size = 0;

  /** Adds the pair; false when it was there. */
  add(a: number, b: number): boolean {
    if (2 * this.#size >= this.#keys.length) this.#widen();
    const key = a * 0x4000000 + b;
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === key) return false;
    this.#keys[slot] = key;
    this.#size++;
    return true;
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    const high = Math.floor(key / 0x4000000);
    let slot = (Math.imul(high, 0x9e3779b1) ^ Math.imul(key - high * 0x4000000, 0x85ebca77)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.#keys[slot] !== -1 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #widen(): void {
    const old = this.#keys;
    this.#keys = new Float64Array(2 * old.length).fill(-1);
    for (const key of old) if (key !== -1) this.#keys[this.#slotOf(key)] = key;
  }
}
