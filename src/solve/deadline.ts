/** A time limit by a clock, from its making on: the one place where a solver looks at one. */
export class Deadline {
  readonly #now: () => number;
  readonly #start: number;
  readonly #limit: number;

  /** `limit` in seconds; 0 or less has passed at once. `now` is the clock, in milliseconds. */
  constructor(limit: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#start = now();
    this.#limit = limit;
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (this.#now() - this.#start) / 1000;
  }

  get secondsLeft(): number {
    return Math.max(0, this.#limit - this.seconds);
  }

  get passed(): boolean {
    return this.seconds >= this.#limit;
  }
}
