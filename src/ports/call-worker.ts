import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { InputError } from '../base/diagnostic.ts';
import { mayStartThreads, noThread } from './may-start-threads.ts';

/** What a call is given beside its input. */
export interface CallLimits {
  /** How long to wait for the answer. */
  readonly milliseconds: number;
  /** Whether nobody waits for the answer any more; asked ten times a second. */
  readonly isInterrupted?: (() => boolean) | undefined;
}

/** What a thread that is called finds in its `workerData`; `answerCalls` reads it. */
export interface Caller {
  /** Brings one input after the other, and takes the answers. */
  readonly port: MessagePort;
  /** Set and notified when there is an answer, or will be none. */
  readonly done: Int32Array;
}

/** A thread that answers one call after the other. */
interface CalledThread<Input, Answer> {
  /** Waits for the answer: undefined where the call failed, took too long, or was interrupted. */
  call(input: Input, limits: CallLimits): Answer | undefined;
  /** The thread and its memory are gone. */
  end(): void;
}

/** How long to wait before the next look at whether anybody still waits. */
const millisecondsBetween = 100;

/**
 * Calls a program in a worker thread of its own, with an input that can be cloned, and waits for its answer: undefined
 * where it failed, took too long, or was interrupted. The thread and its memory are gone afterwards, and what it prints
 * is dropped. The program is JavaScript that ends in `answerCalls`, as an import with `?thread-code` gives it; it runs
 * from the source tree and the bundle alike.
 * @throws InputError where this process may start no threads
 */
export function callWorker<Input, Answer>(code: string, input: Input, limits: CallLimits): Answer | undefined {
  const thread = startThread<Input, Answer>(code);
  const answer = thread.call(input, limits);
  thread.end();
  return answer;
}

/**
 * `callWorker` for many calls: the thread is started by the first and goes on to the next, with what it has loaded. One
 * that has no answer is ended, and the next call starts another.
 * @param stackMegabytes as much as Node gives when left out
 * @throws InputError, when it is called, where this process may start no threads
 */
export function keepWorker<Input, Answer>(
  code: string,
  stackMegabytes?: number,
): (input: Input, limits: CallLimits) => Answer | undefined {
  let thread: CalledThread<Input, Answer> | undefined;
  return (input, limits) => {
    thread ??= startThread(code, stackMegabytes);
    const answer = thread.call(input, limits);
    if (answer === undefined) {
      thread.end();
      thread = undefined;
    }
    return answer;
  };
}

function startThread<Input, Answer>(code: string, stackMegabytes?: number): CalledThread<Input, Answer> {
  if (!mayStartThreads()) throw new InputError([noThread]);
  const { port1: here, port2: port } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const caller: Caller = { port, done };
  const worker = new Worker(code, {
    eval: true,
    workerData: caller,
    transferList: [port],
    stdout: true,
    stderr: true,
    ...(stackMegabytes !== undefined && { resourceLimits: { stackSizeMb: stackMegabytes } }),
  });
  worker.on('error', () => {}); // told by the missing answer
  worker.unref();
  return {
    call: (input, limits) => {
      Atomics.store(done, 0, 0);
      here.postMessage(input);
      waitFor(done, limits);
      const received: { readonly message: Answer } | undefined = receiveMessageOnPort(here);
      return received?.message;
    },
    end: () => {
      here.close();
      void worker.terminate();
    },
  };
}

function waitFor(done: Int32Array, { milliseconds, isInterrupted }: CallLimits): void {
  if (isInterrupted === undefined) {
    Atomics.wait(done, 0, 0, milliseconds);
    return;
  }
  const end = performance.now() + milliseconds;
  for (let left = milliseconds; left > 0 && !isInterrupted(); left = end - performance.now()) {
    if (Atomics.wait(done, 0, 0, Math.min(left, millisecondsBetween)) !== 'timed-out') return;
  }
}
