import { workerData } from 'node:worker_threads';
import type { WorkerCall } from './call-worker.ts';

/**
 * Answers the `callWorker` that this thread was made by: runs `work` on its input and hands over what it resolves to.
 * Where that is undefined, or `work` fails, the caller hears that there is no answer.
 */
export async function answerCall<Input, Answer>(
  work: (input: Input) => Promise<Answer | undefined> | Answer | undefined,
): Promise<void> {
  const { input, port, done }: WorkerCall<Input> = workerData;
  try {
    const answer = await work(input);
    if (answer !== undefined) port.postMessage(answer);
  } finally {
    Atomics.store(done, 0, 1);
    Atomics.notify(done, 0);
  }
}
