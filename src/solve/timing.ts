/** What a search is told of time, and whom it tells that time decided something. */
export interface Timing {
  /** A clock in milliseconds; that of the machine when left out. */
  readonly now?: (() => number) | undefined;
  /** Whether nobody waits for a better answer any more. */
  readonly isInterrupted?: (() => boolean) | undefined;
  /** Hears that the clock decided what counted work did not: whoever asks the same again may get another answer. */
  readonly onClock?: (() => void) | undefined;
}
