import { modelTexts } from '../model-texts.ts';
import type {
  JudgeQuestion,
  JudgeReply,
  NoAnswer,
  PageQuestion,
  PlanProgress,
  PlanQuestion,
  PlanReply,
} from '../plan-call.ts';
import type { PagePlanner } from '../write-page.ts';

/** Who plans for a page: a worker in it, or the server that it comes from. */
export interface PlannerPort {
  /** Plans; fails where there is no answer. One question at a time. */
  ask(question: PlanQuestion, onProgress?: (progress: PlanProgress) => void): Promise<PlanReply>;
  /** What the policy says of places. It does not wait for a plan that is looked for meanwhile. */
  judge(question: JudgeQuestion): Promise<JudgeReply>;
  /** Nobody waits for the plan any more: who is asked ends the search. */
  cancel(): void;
}

type Reply = PlanReply | JudgeReply;

/**
 * Asks a worker that is started by the first question, one question after another: `end` ends it, and with it what it
 * was asked last, which is never answered then.
 */
export class AskedWorker {
  readonly #start: () => Worker;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(start: () => Worker) {
    this.#start = start;
  }

  ask<Answer>(call: object, onProgress: (progress: PlanProgress) => void = () => {}): Promise<Answer> {
    const answer = this.#last.then(() => this.#post<Answer>(call, onProgress));
    this.#last = answer.catch(() => {});
    return answer;
  }

  end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#last = Promise.resolve();
  }

  #post<Answer>(call: object, onProgress: (progress: PlanProgress) => void): Promise<Answer> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<PlanProgress | Answer>) => {
        if (isProgress(data)) onProgress(data);
        else resolve(data);
      };
      worker.onerror = ({ message }) => {
        this.end();
        reject(new Error(message));
      };
      worker.postMessage(call);
    });
  }
}

function isProgress(data: unknown): data is PlanProgress {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'progress';
}

/** Two workers of one program: one plans, and one is there for short questions. */
export function workersPlanner(start: () => Worker, besides: () => object): PlannerPort {
  const [planning, judging] = [new AskedWorker(start), new AskedWorker(start)];
  return {
    ask: (question, onProgress) => planning.ask<PlanReply>({ ...question, ...besides() }, onProgress),
    judge: question => judging.ask<JudgeReply>({ ...question, ...besides() }),
    cancel: () => planning.end(),
  };
}

/** The planner that is in the page. */
export function workerPlanner({ program, models }: PagePlanner): PlannerPort {
  const texts = modelTexts(models);
  const start = (): Worker => new Worker(URL.createObjectURL(new Blob([program], { type: 'text/javascript' })));
  return workersPlanner(start, () => ({ models: texts }));
}

/** The planner of the server that the page comes from. */
export function serverPlanner(): PlannerPort {
  let asked: AbortController | undefined;
  return {
    ask: (question, onProgress = () => {}) => {
      asked = new AbortController();
      return askServer<PlanReply>('ask', question, asked.signal, onProgress);
    },
    judge: question => askServer<JudgeReply>('ask?beside', question, undefined, () => {}),
    cancel: () => asked?.abort(),
  };
}

/** The server answers in lines: how far it is, and last the answer. */
async function askServer<Answer extends Reply>(
  path: string,
  question: PageQuestion,
  signal: AbortSignal | undefined,
  onProgress: (progress: PlanProgress) => void,
): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
    ...(signal && { signal }),
  });
  if (!response.ok || response.body === null) {
    throw new Error(`the server says ${response.status}: ${await response.text()}`);
  }
  let rest = '';
  for await (const part of readParts(response.body)) {
    rest += part;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const data: PlanProgress | Answer = JSON.parse(line);
      if (isProgress(data)) onProgress(data);
      else return data;
    }
  }
  const none: NoAnswer = JSON.parse(rest);
  return none as Answer;
}

/** Safari cannot go through a stream by `for await`. */
async function* readParts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}
