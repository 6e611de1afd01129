import { Deadline } from '../deadline.ts';

/**
 * How long a search may go on. Work is counted, so that equal input ends in an equal plan on a fast machine and a slow one;
 * the clock is only the last resort, and `endedBy` says when it was that.
 */
export class Budget {
  readonly #clock: Deadline;
  readonly #seconds: number;
  /** The share of work and time that may be spent before `isSpent` says so. */
  #fraction = 1;
  #work = 0;
  #endedBy: 'work' | 'clock' | undefined;

  /** `seconds` by the clock `now`: see `Deadline`. */
  constructor(seconds: number, now?: () => number) {
    this.#clock = new Deadline(seconds, now);
    this.#seconds = seconds;
  }

  /** From now on only this fraction of all may be spent: what is left is for a later stage. */
  allow(fraction: number): void {
    this.#fraction = fraction;
    this.#endedBy = undefined;
  }

  /** Counts work that was done. */
  spend(work: number): void {
    this.#work += work;
  }

  /** Whether there is neither work nor time left. */
  isSpent(): boolean {
    if (this.#endedBy) return true;
    const seconds = this.#seconds * this.#fraction;
    if (this.#work >= seconds * WORK_PER_SECOND) this.#endedBy = 'work';
    else if (this.secondsSpent() >= seconds) this.#endedBy = 'clock';
    return this.#endedBy !== undefined;
  }

  /** What ended the present stage, if anything did. */
  get endedBy(): 'work' | 'clock' | undefined {
    return this.#endedBy;
  }

  secondsSpent(): number {
    return this.#clock.seconds;
  }

  secondsLeft(): number {
    return Math.max(0, this.#seconds * this.#fraction - this.secondsSpent());
  }
}

/** Units of work (a share read, an arc built) that count as a second: a little less than a machine of 2020 does. */
const WORK_PER_SECOND = 2e8;
