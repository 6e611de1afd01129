import { modelTexts } from '../model-texts.ts';
import type { PlanCall, PlanQuestion, PlanReply } from '../plan-call.ts';
import type { PagePlanner } from '../write-page.ts';

/** Who plans for a page: a worker in it, or the server that it comes from. */
export interface PlannerPort {
  /** Plans; fails where there is no answer. One question at a time. */
  ask(question: PlanQuestion): Promise<PlanReply>;
  /** Nobody waits for the answer any more: who is asked ends the search. */
  cancel(): void;
}

/** The planner that is in the page, in a worker that is started by the first question, and ended by whoever cancels. */
export function workerPlanner({ program, models }: PagePlanner): PlannerPort {
  let worker: Worker | undefined;
  const texts = modelTexts(models);
  const end = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  return {
    ask: question =>
      new Promise((resolve, reject) => {
        worker ??= new Worker(URL.createObjectURL(new Blob([program], { type: 'text/javascript' })));
        worker.onmessage = ({ data }: MessageEvent<PlanReply>) => resolve(data);
        worker.onerror = ({ message }) => {
          end();
          reject(new Error(message));
        };
        const call: PlanCall = { ...question, models: texts };
        worker.postMessage(call);
      }),
    cancel: end,
  };
}

/** The planner of the server that the page comes from. */
export function serverPlanner(): PlannerPort {
  let asked: AbortController | undefined;
  return {
    ask: async question => {
      asked = new AbortController();
      const answer = await fetch('ask', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(question),
        signal: asked.signal,
      });
      if (!answer.ok) throw new Error(`the server says ${answer.status}: ${await answer.text()}`);
      return answer.json();
    },
    cancel: () => asked?.abort(),
  };
}
