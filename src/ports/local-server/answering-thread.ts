import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

/** What this thread runs: a program that was written for a worker of a browser. */
export interface AnsweringData {
  readonly program: string;
  /** The file of the package `highs`: a thread made of text has no folder of its own to look for it from. */
  readonly highs: string;
}

const { program, highs }: AnsweringData = workerData;
const surroundings = globalThis as unknown as {
  onmessage?: (event: { readonly data: unknown }) => void;
  postMessage: (message: unknown) => void;
  loadHighs: () => Promise<unknown>;
};
surroundings.postMessage = message => parentPort?.postMessage(message);
surroundings.loadHighs = () => createRequire(highs)(highs)();
parentPort?.on('message', (data: unknown) => surroundings.onmessage?.({ data }));
new Script(program, { filename: 'answering.js' }).runInThisContext();
