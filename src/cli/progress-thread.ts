import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { length, lock, over, type ProgressLine, shown } from './progress-line.ts';

const { state, text }: ProgressLine = workerData;

// Every second one line, in place of the one before.
for (let seconds = 1; Atomics.wait(state, over, 0, 1000) === 'timed-out'; seconds++) {
  if (Atomics.compareExchange(state, lock, 0, 1) !== 0) break;
  const doing = Buffer.from(text.slice(0, Atomics.load(state, length)));
  writeSync(2, Buffer.concat([Buffer.from('\r\x1b[K'), doing, Buffer.from(` (${seconds} s)`)]));
  Atomics.store(state, shown, 1);
  Atomics.store(state, lock, 0);
}
