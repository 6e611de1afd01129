/** What a pipe can hold, in the pieces that are read in one turn of the event loop, and some more. */
const turnsToRead = 16;

/**
 * Calls an action once that has been read which pipes hold by now. Timers come before pipes in a turn of the event
 * loop: a thread that had to wait for a processor would find its patience over before it has read what was there.
 */
export function afterReading(action: () => void, turns = turnsToRead): void {
  if (turns === 0) action();
  else setImmediate(() => afterReading(action, turns - 1));
}
