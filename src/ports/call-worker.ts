import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** What a call is given beside its input. */
export interface CallLimits {
  /** How long to wait for the answer. */
  readonly milliseconds: number;
  /** Whether nobody waits for the answer any more; asked ten times a second. */
  readonly isInterrupted?: (() => boolean) | undefined;
  /** Megabytes of stack; as much as Node gives when left out. */
  readonly stackMegabytes?: number | undefined;
}

/** What a thread that is called finds in its `workerData`; `answerCall` reads it. */
export interface WorkerCall<Input> {
  readonly input: Input;
  readonly port: MessagePort;
  /** Set and notified when there is an answer, or will be none. */
  readonly done: Int32Array;
}

/** How long to wait before the next look at whether anybody still waits. */
const millisecondsBetween = 100;

/**
 * Calls a program in a worker thread of its own, with an input that can be cloned, and waits for its answer: undefined
 * where it failed, took too long, or was interrupted. The thread and its memory are gone afterwards, and what it prints
 * is dropped. The program is JavaScript that ends in `answerCall`, as an import with `?thread-code` gives it; it runs
 * from the source tree and the bundle alike.
 */
export function callWorker<Input, Answer>(code: string, input: Input, limits: CallLimits): Answer | undefined {
  const { port1: here, port2: port } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const call: WorkerCall<Input> = { input, port, done };
  const worker = new Worker(code, {
    eval: true,
    workerData: call,
    transferList: [port],
    stdout: true,
    stderr: true,
    ...(limits.stackMegabytes !== undefined && { resourceLimits: { stackSizeMb: limits.stackMegabytes } }),
  });
  worker.on('error', () => {}); // told by the missing answer
  worker.unref();
  waitFor(done, limits);
  const received: { readonly message: Answer } | undefined = receiveMessageOnPort(here);
  here.close();
  void worker.terminate();
  return received?.message;
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
