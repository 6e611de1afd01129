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

/** Answers questions by a thread of its own, one after the other. */
class Desk {
  #waiting: readonly Question[] = [];
  #worker: Worker | undefined;

  take(question: Question): void {
    // Whoever closes the connection wants no answer: a search that nobody waits for is ended.
    question.answer.on('close', () => {
      if (question.answer.writableEnded || !this.#waiting.includes(question)) return;
      const isAsked = this.#waiting[0] === question;
      this.#waiting = this.#waiting.filter(one => one !== question);
      if (isAsked) this.restart();
    });
    this.#waiting = [...this.#waiting, question];
    if (this.#waiting.length === 1) this.#ask();
  }

  /** Ends what is being searched for; who waits is asked about anew. */
  restart(): void {
    this.#worker?.removeAllListeners();
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#ask();
  }

  /** Asks the first question that waits. */
  #ask(): void {
    const [question] = this.#waiting;
    if (question === undefined) return;
    let call: object;
    try {
      call = { ...JSON.parse(question.text), ...shared };
    } catch {
      this.#finish(400, '');
      return;
    }
    this.#worker ??= this.#start();
    this.#worker.postMessage(call);
  }

  #start(): Worker {
    const started = new Worker(answering.code, {
      eval: true,
      workerData: answering.data,
      stdout: true,
      stderr: true,
      resourceLimits: { stackSizeMb: stackMegabytes },
    });
    started.on('message', (reply: { readonly kind?: string }) => {
      const line = `${JSON.stringify(reply)}\n`;
      if (reply.kind === 'progress') this.#send(200, line);
      else this.#finish(200, line);
    });
    started.on('error', error => {
      this.#worker = undefined;
      this.#finish(500, String(error));
    });
    return started;
  }

  /** A part of the answer: an answer is lines, and the last one is what was asked for. */
  #send(status: number, text: string): void {
    const answer = this.#waiting[0]?.answer;
    if (answer === undefined) return;
    if (!answer.headersSent) answer.writeHead(status, { 'Content-Type': 'application/x-ndjson' });
    answer.write(text);
  }

  #finish(status: number, text: string): void {
    const [question] = this.#waiting;
    this.#send(status, text);
    this.#waiting = this.#waiting.slice(1);
    question?.answer.end();
    this.#ask();
  }
}

/** Plans take their time; short questions (`ask?beside`) do not wait for them. */
const [desk, besides] = [new Desk(), new Desk()];

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
  const asked = request.url?.endsWith('?beside') ? besides : desk;
  asked.take({ text: Buffer.concat(parts).toString('utf8'), answer });
}

messages.on('message', ({ event, shared: more }: News) => {
  lastEvent = event;
  for (const listener of listeners) listener.write(`data: ${event}\n\n`);
  if (more === undefined) return;
  shared = more;
  desk.restart();
  besides.restart();
});

function tell(listening: Listening): void {
  messages.postMessage(listening);
  Atomics.store(ready, 0, 1);
  Atomics.notify(ready, 0);
}

server.on('error', error => tell({ error: error.message }));
server.listen(port, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
