import { workerData } from 'node:worker_threads';
import type { Caller } from './call-worker.ts';

/**
 * Answers whoever made this thread (`callWorker`, `keepWorker`), call after call: runs `work` on the input and hands
 * over what it resolves to. Where that is undefined, or `work` fails, the caller hears that there is no answer.
 */
export function answerCalls<Input, Answer>(
  work: (input: Input) => Promise<Answer | undefined> | Answer | undefined,
): void {
  const { port, done }: Caller = workerData;
  port.on('message', async (input: Input) => {
    try {
      const answer = await work(input);
      if (answer !== undefined) port.postMessage(answer);
    } catch {
      // told by the missing answer
    } finally {
      Atomics.store(done, 0, 1);
      Atomics.notify(done, 0);
    }
  });
}
