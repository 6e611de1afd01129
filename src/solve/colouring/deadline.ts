/** A time limit: the one place where a solver of this folder looks at a clock. */
export class Deadline {
  readonly #start = performance.now();
  readonly #limit: number;

  /** `limit` in seconds; 0 or less has passed at once. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  get secondsLeft(): number {
    return Math.max(0, this.#limit - this.seconds);
  }

  get passed(): boolean {
    return this.seconds >= this.#limit;
  }
}
