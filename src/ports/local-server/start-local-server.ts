import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { InputError } from '../../base/diagnostic.ts';
import { mayStartThreads, noThread } from '../may-start-threads.ts';
import type { AnsweringData } from './answering-thread.ts';
import answeringThread from './answering-thread.ts?thread-code';
import type { Listening, LocalServerData, News } from './local-server-thread.ts';
import serverThread from './local-server-thread.ts?thread-code';

/** What is served: byte strings. */
export interface Served {
  readonly page: string;
  /** Its content security policy. */
  readonly policy: string;
  /** A program for a worker of a browser: what answers the page. */
  readonly program: string;
  /** The port to listen on; 0 for any that is free. */
  readonly port: number;
}

/** A server on this machine, for this machine alone. */
export interface LocalServer {
  /** Where the page is. Only those who know the URL get anything. */
  readonly url: string;
  /** Tells all who look at the page, and those who come later. */
  tell(news: News): void;
  end(): void;
}

/** How long a thread may take to start. */
const patience = 20_000;

/**
 * Serves a page in a thread of its own, on the loopback alone, while this thread does something else: the page at
 * `url`, events behind `events` (server-sent: the last one first), and answers to JSON that is posted to `ask`, one
 * after the other. Whoever ends a request to be answered ends the search.
 * @throws InputError where no thread may be started, or nobody can listen there
 */
export function startLocalServer({ page, policy, program, port }: Served): LocalServer {
  if (!mayStartThreads()) throw new InputError([noThread]);
  const { port1: here, port2: messages } = new MessageChannel();
  const ready = new Int32Array(new SharedArrayBuffer(4));
  const token = randomBytes(18).toString('base64url');
  const data: AnsweringData = { program, highs: createRequire(import.meta.url).resolve('highs') };
  const answering = { code: answeringThread, data };
  const workerData: LocalServerData = { page, policy, token, port, answering, messages, ready };
  const worker = new Worker(serverThread, {
    eval: true,
    workerData,
    transferList: [messages],
    stdout: true,
    stderr: true,
  });
  worker.on('error', () => {}); // it serves nothing then
  worker.unref();
  Atomics.wait(ready, 0, 0, patience);
  const received: { readonly message: Listening } | undefined = receiveMessageOnPort(here);
  const listening = received?.message ?? { error: 'the thread that was to listen does not answer' };
  if ('error' in listening) {
    void worker.terminate();
    const message = `nobody can listen on port ${port}: ${listening.error}`;
    throw new InputError([{ severity: 'error', code: 'no-server', message }]);
  }
  return {
    url: `http://127.0.0.1:${listening.port}/${token}/`,
    tell: news => here.postMessage(news),
    end: () => {
      here.close();
      void worker.terminate();
    },
  };
}
