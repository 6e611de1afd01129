/**
 * How long a search may go on. Work is counted, so that equal input ends in an equal plan on a fast machine and a slow one;
 * the clock is only the last resort, and `endedBy` says when it was that.
 */
export class Budget {
  readonly #now: () => number;
  readonly #start: number;
  readonly #deadline: number;
  readonly #workLimit: number;
  #work = 0;
  #endedBy: 'work' | 'clock' | undefined;

  /** `seconds` by the clock `now` (milliseconds). */
  constructor(seconds: number, now: () => number) {
    this.#now = now;
    this.#start = now();
    this.#deadline = this.#start + seconds * 1000;
    this.#workLimit = seconds * WORK_PER_SECOND;
  }

  /** Counts work that was done. */
  spend(work: number): void {
    this.#work += work;
  }

  /** Whether there is neither work nor time left. */
  isSpent(): boolean {
    if (this.#endedBy) return true;
    if (this.#work >= this.#workLimit) this.#endedBy = 'work';
    else if (this.#now() >= this.#deadline) this.#endedBy = 'clock';
    return this.#endedBy !== undefined;
  }

  get endedBy(): 'work' | 'clock' | undefined {
    return this.#endedBy;
  }

  get work(): number {
    return this.#work;
  }

  secondsSpent(): number {
    return (this.#now() - this.#start) / 1000;
  }

  secondsLeft(): number {
    return Math.max(0, (this.#deadline - this.#now()) / 1000);
  }
}

/** Units of work (a share read, an arc built) that a machine does at least in a second; ours does two to four times that. */
const WORK_PER_SECOND = 6e7;
