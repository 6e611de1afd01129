import { Worker } from 'node:worker_threads';
import { mayStartThreads } from '../may-start-threads.ts';
import { watchMemory } from '../memory-guard.ts';
import { came, over, type SignalBoard, type StopSignal, stopSignals } from './signal-board.ts';
import signalThread from './signal-thread.ts?thread-code';

/** What a search and its caller may know of signals. */
export interface Interruption {
  /** Whether a signal came. They are listened to from the first question on that is asked after `patience`. */
  readonly isRequested: () => boolean;
  /** The signal that came. */
  readonly signal: () => StopSignal | undefined;
  /** From now on signals are listened to, by somebody who asks between long steps. */
  readonly begin?: () => void;
  /** Nobody searches any more: from now on a signal ends the process, as ever. */
  readonly end: () => void;
}

/** A search that is over sooner starts no thread: a signal ends such a run at once, as ever. In milliseconds. */
const patience = 200;

/**
 * Hears SIGINT and SIGTERM while this thread is busy with a search. Node tells signals to a main thread that is free,
 * and a search never is: so after a fifth of a second a thread of its own listens, which costs some 15 ms of another
 * core. The first signal is noted; a second one ends the process at once, as it would without this. Where the thread
 * cannot listen (docs/decisions/0008), signals end the process as ever.
 */
export function watchSignals(): Interruption {
  let board: SignalBoard | undefined;
  let firstAsked: number | undefined;
  let isOver = false;
  return {
    isRequested: () => {
      watchMemory();
      if (board !== undefined) return Atomics.load(board, came) !== 0;
      firstAsked ??= performance.now();
      if (!isOver && performance.now() - firstAsked >= patience) board = listen();
      return false;
    },
    begin: () => {
      board ??= listen();
    },
    signal: () => (board === undefined ? undefined : stopSignals[Atomics.load(board, came) - 1]),
    end: () => {
      isOver = true;
      if (board !== undefined) Atomics.store(board, over, 1);
    },
  };
}

function listen(): SignalBoard {
  const board: SignalBoard = new Int32Array(new SharedArrayBuffer(8));
  if (!mayStartThreads()) return board;
  const worker = new Worker(signalThread, { eval: true, workerData: board });
  worker.on('error', () => {}); // it hears nothing then
  worker.unref();
  return board;
}
