import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { isTerminal } from '../ports/is-terminal.ts';
import { mayStartThreads } from '../ports/may-start-threads.ts';
import { length, lock, over, type ProgressLine, room, shown } from './progress-line.ts';
import progressThread from './progress-thread.ts?thread-code';

/** A running progress line. */
export interface Progress {
  /** What is being done now, in a few words. */
  readonly say: (text: string) => void;
  /** No more of it; the line is cleared. Call it before anything is printed. */
  readonly end: () => void;
}

/**
 * Says on stderr, from the first second on and every second, what a run is doing and for how long: only on a terminal
 * that can clear a line. Everything in this program is synchronous, so a thread of its own has the clock; on two cores
 * its start adds 10 to 30 ms to a run on a terminal, and nothing to others.
 */
export function startProgress(program: string): Progress {
  const isShown = isTerminal(2) && process.env['TERM'] !== 'dumb' && mayStartThreads();
  if (!isShown) return { say: () => undefined, end: () => undefined };
  const state = new Int32Array(new SharedArrayBuffer(16));
  const text = new Uint8Array(new SharedArrayBuffer(room));
  const say = (doing: string): void => {
    const columns = Math.min(room, (process.stderr.columns || 80) - 10);
    const bytes = Buffer.from(`${program}: ${doing}`.slice(0, columns), 'latin1');
    Atomics.store(state, length, 0);
    text.set(bytes);
    Atomics.store(state, length, bytes.length);
  };
  say('at work');
  const line: ProgressLine = { state, text };
  new Worker(progressThread, { eval: true, workerData: line }).unref();
  return {
    say,
    end: () => {
      Atomics.store(state, over, 1);
      Atomics.notify(state, over);
      // The clock may be writing just now.
      while (Atomics.compareExchange(state, lock, 0, 1) !== 0);
      if (Atomics.exchange(state, shown, 0) === 1) writeSync(2, '\r\x1b[K');
    },
  };
}
