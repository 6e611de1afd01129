import { constants } from 'node:os';
import { workerData } from 'node:worker_threads';
import { came, over, type SignalBoard, stopSignals } from './signal-board.ts';

/**
 * What is behind `process.on('SIGINT')`, which Node offers to its main thread alone: libuv tells a signal to every loop
 * that has a handle for it, and the loop of this thread is free.
 */
interface SignalHandle {
  onsignal: () => void;
  start(signal: number): number;
  close(): void;
}

interface Internals {
  binding(name: 'signal_wrap'): { readonly Signal: new () => SignalHandle };
}

const board: SignalBoard = workerData;
// It warns otherwise, on the terminal of somebody who can do nothing about it.
process.noDeprecation = true;
const { Signal } = (process as unknown as Internals).binding('signal_wrap');

const handles = stopSignals.map((name, i) => {
  const handle = new Signal();
  handle.onsignal = () => {
    const isFirst = Atomics.load(board, over) === 0 && Atomics.compareExchange(board, came, 0, i + 1) === 0;
    if (isFirst) return;
    // Without a handle a signal does what it always does.
    for (const one of handles) one.close();
    setImmediate(() => process.kill(process.pid, name));
  };
  handle.start(constants.signals[name]);
  return handle;
});
