import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type MessagePort, Worker, workerData } from 'node:worker_threads';
import { judgeRequest } from './judge-request.ts';

/** What the thread of a server is made with. */
export interface LocalServerData {
  readonly page: string;
  readonly policy: string;
  readonly token: string;
  /** The port to listen on; 0 for any. */
  readonly port: number;
  /** The program of the thread that answers, and what that finds in its `workerData`. */
  readonly answering: { readonly code: string; readonly data: unknown };
  /** Brings news, and takes whether the server listens. */
  readonly messages: MessagePort;
  /** Set and notified when it listens, or cannot. */
  readonly ready: Int32Array;
}

/** What is new: an event for all who look, and what calls are given besides what is asked. */
export interface News {
  /** One line. */
  readonly event: string;
  /** Left out where it is as before. */
  readonly shared?: object | undefined;
}

/** Whether the server listens. */
export type Listening = { readonly port: number } | { readonly error: string };

/** More than a plan of any size that a page can show. */
const mostBytes = 64 * 2 ** 20;

/** As much as the program has where it runs again for deep models. */
const stackMegabytes = 256;

const { page, policy, token, port, answering, messages, ready }: LocalServerData = workerData;

/** Those who look. */
const listeners = new Set<ServerResponse>();
let lastEvent = '';
let shared: object = {};

/** A question that waits, or that is being answered; answers come in the order of the questions. */
interface Question {
  readonly text: string;
  readonly answer: ServerResponse;
}
let waiting: readonly Question[] = [];
let worker: Worker | undefined;

const server = createServer((request, response) => {
  const { host, origin, 'content-type': contentType } = request.headers;
  const { method = '', url = '' } = request;
  const address = server.address() as AddressInfo | null;
  const door = { port: address?.port ?? 0, token };
  const judged = judgeRequest({ method, url, host, origin, contentType }, door);
  setHeaders(response);
  if (judged === 'page') response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page, 'latin1');
  else if (judged === 'events') listen(response);
  else if (judged === 'ask') void take(request, response);
  else response.writeHead(judged).end();
});

function setHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', `${policy}; frame-ancestors 'none'`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // The token is in the URL.
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

function listen(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(`data: ${lastEvent}\n\n`);
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

async function take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > mostBytes) {
      answer.writeHead(413).end();
      return;
    }
    parts.push(part);
  }
  const question = { text: Buffer.concat(parts).toString('utf8'), answer };
  // Whoever closes the connection wants no answer: a search that nobody waits for is ended.
  answer.on('close', () => {
    if (answer.writableEnded || !waiting.includes(question)) return;
    const isAsked = waiting[0] === question;
    waiting = waiting.filter(one => one !== question);
    if (isAsked) restart();
  });
  waiting = [...waiting, question];
  if (waiting.length === 1) ask();
}

/** Asks the first question that waits. */
function ask(): void {
  const [question] = waiting;
  if (question === undefined) return;
  let call: object;
  try {
    call = { ...JSON.parse(question.text), ...shared };
  } catch {
    finish(400, '');
    return;
  }
  worker ??= startWorker();
  worker.postMessage(call);
}

function startWorker(): Worker {
  const started = new Worker(answering.code, {
    eval: true,
    workerData: answering.data,
    stdout: true,
    stderr: true,
    resourceLimits: { stackSizeMb: stackMegabytes },
  });
  started.on('message', reply => finish(200, JSON.stringify(reply)));
  started.on('error', error => {
    worker = undefined;
    finish(500, String(error));
  });
  return started;
}

function finish(status: number, text: string): void {
  const [question] = waiting;
  waiting = waiting.slice(1);
  question?.answer.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
  ask();
}

/** Ends what is being searched for; who waits is asked about anew. */
function restart(): void {
  worker?.removeAllListeners();
  void worker?.terminate();
  worker = undefined;
  ask();
}

messages.on('message', ({ event, shared: more }: News) => {
  lastEvent = event;
  for (const listener of listeners) listener.write(`data: ${event}\n\n`);
  if (more === undefined) return;
  shared = more;
  restart();
});

function tell(listening: Listening): void {
  messages.postMessage(listening);
  Atomics.store(ready, 0, 1);
  Atomics.notify(ready, 0);
}

server.on('error', error => tell({ error: error.message }));
server.listen(port, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
