import type { Slot } from './value.ts';

/** Below the 2²⁴ entries that a set of JavaScript can have. */
const perSet = 1 << 23;

/** Which values were met on a walk; as many as memory holds. */
export class SeenValues {
  #newest = new Set<Slot>();
  readonly #full: Set<Slot>[] = [];

  /** Adds a value. False when it was there already. */
  add(value: Slot): boolean {
    if (this.#newest.has(value) || this.#full.some(set => set.has(value))) return false;
    if (this.#newest.size >= perSet) {
      this.#full.push(this.#newest);
      this.#newest = new Set();
    }
    this.#newest.add(value);
    return true;
  }
}
