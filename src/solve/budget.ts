/**
 * How long a search may go on: the one place where a solver looks at a clock. Work is counted, so that equal input ends
 * in an equal plan on a fast machine and a slow one; the clock is only the last resort, and `endedBy` says when it was
 * that. A search that counts its steps itself leaves the work at 0 and has the clock alone. Whoever waits for the
 * answer may have had enough, too: an interruption ends a search like the clock, with the best that it has.
 */

import { type IntegerProgramSolver, watchPrograms } from './integer-program.ts';
import type { Timing } from './timing.ts';

/** Units of work (a share read, an arc built) that count as a second: a little less than a machine of 2020 does. */
export const workPerSecond = 2e8;
/** The clock may be ahead of the work by such a part of all, as it is while a program warms up. */
const lead = 0.1;

/** What ends a search that is not done. */
export type Ending = 'work' | 'clock' | 'interruption';

export class Budget {
  readonly #now: () => number;
  readonly #isInterrupted: () => boolean;
  readonly #onClock: () => void;
  readonly #start: number;
  readonly #seconds: number;
  /** The share of work and time that may be spent before `isSpent` says so. */
  #fraction = 1;
  #work = 0;
  #endedBy: Ending | undefined;
  #isHurried = false;

  /**
   * `seconds` from now on; with 0 or less it is spent at once. When `isInterrupted` is true once it stays so. `onClock`
   * is called once, when the clock is ahead of the work.
   * @example new Budget(options.timeLimit, options)
   */
  constructor(
    seconds: number,
    { now = () => performance.now(), isInterrupted = () => false, onClock = () => {} }: Timing = {},
  ) {
    this.#now = now;
    this.#onClock = onClock;
    this.#isInterrupted = isInterrupted;
    this.#start = now();
    this.#seconds = seconds;
  }

  /** The seconds that were given. */
  get seconds(): number {
    return this.#seconds;
  }

  /** The work that they stand for. */
  get work(): number {
    return this.#seconds * workPerSecond;
  }

  /** From now on only this fraction of all may be spent: what is left is for a later stage. */
  allow(fraction: number): void {
    this.#fraction = fraction;
    this.#endedBy = undefined;
  }

  /**
   * Whether the clock was ever ahead of the work, so that it decided what was done: whoever does the same again may do
   * more, or less.
   */
  get isHurried(): boolean {
    return this.#isHurried;
  }

  /** Takes note that the clock ended a part of the work that looks at it on its own. */
  noteClock(): void {
    if (this.#isHurried || this.#seconds <= 0 || this.#isInterrupted()) return;
    this.#isHurried = true;
    this.#onClock();
  }

  /** Who solves programs, where it is noted that time ended one. */
  watch(programs: IntegerProgramSolver | undefined): IntegerProgramSolver | undefined {
    return programs && watchPrograms(programs, this.timing);
  }

  /** For searches within this one: the same clock, of whose decisions this one hears. */
  get timing(): Timing {
    return { now: this.#now, isInterrupted: this.#isInterrupted, onClock: () => this.noteClock() };
  }

  /** The work that was counted. */
  get workSpent(): number {
    return this.#work;
  }

  /** Counts work that was done. */
  spend(work: number): void {
    this.#work += work;
  }

  /** Whether there is neither work nor time left. */
  isSpent(): boolean {
    if (this.#endedBy) return true;
    const seconds = this.#seconds * this.#fraction;
    if (this.#isInterrupted()) this.#endedBy = 'interruption';
    else if (this.#work >= seconds * workPerSecond) this.#endedBy = 'work';
    else if (this.secondsSpent() >= seconds) this.#endedBy = 'clock';
    if (this.#endedBy === 'clock') this.noteClock();
    return this.#endedBy !== undefined;
  }

  /** What ended the present stage, if anything did. */
  get endedBy(): Ending | undefined {
    return this.#endedBy;
  }

  /** What ended all stages so far: the clock, where it cut short any of them, unless somebody had had enough. */
  get endedAllBy(): Ending | undefined {
    return this.#isHurried && this.#endedBy !== 'interruption' ? 'clock' : this.#endedBy;
  }

  secondsSpent(): number {
    return (this.#now() - this.#start) / 1000;
  }

  /**
   * The part of all that is spent, 0 to 1, for searches that cool down: of the work, unless that lags behind the clock
   * so much that the work will not be done in time; then of the time.
   */
  spentFraction(): number {
    if (this.#seconds <= 0 || this.#isInterrupted()) return 1;
    const ofWork = this.#work / (this.#seconds * workPerSecond);
    const ofTime = (this.secondsSpent() / this.#seconds - lead) / (1 - lead);
    if (ofTime > ofWork && ofWork < 1) this.noteClock();
    return Math.min(1, Math.max(ofWork, ofTime));
  }

  secondsLeft(): number {
    if (this.#isInterrupted()) return 0;
    return Math.max(0, this.#seconds * this.#fraction - this.secondsSpent());
  }
}
