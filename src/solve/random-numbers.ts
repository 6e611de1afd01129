/**
 * A seeded generator of random numbers: the same seed gives the same numbers on every machine.
 * Source: G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003, with the shifts 13, 17, 5.
 */
export class RandomNumbers {
  #state: number;

  constructor(seed: number) {
    // Spread small seeds over all bits; the state must not be 0.
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 0 || 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  /** The numbers that follow a state, which must not be 0: for seeds whose bits are well spread already. */
  static after(state: number): RandomNumbers {
    const numbers = new RandomNumbers(0);
    numbers.#state = state;
    return numbers;
  }

  /** A whole number in 0 … 2^32 - 1. */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  /** A whole number in 0 … bound - 1, for bounds far below 2^32. */
  below(bound: number): number {
    return Math.floor((this.next() / 0x100000000) * bound);
  }

  /** From 0 up to 1, without it. */
  fraction(): number {
    return this.next() / 0x100000000;
  }
}
