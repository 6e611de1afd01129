import { createRequire } from 'node:module';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { fromBytes, toBytes } from '../../base/bytes.ts';
import type { Engine } from './layout.ts';

/** An SVG picture, or in a few words why there is none. Byte strings. */
export type Rendering = { readonly svg: string } | { readonly failure: string };

/**
 * Lets Graphviz (WebAssembly, in a worker of its own) draw a DOT text, for at most `timeLimit` milliseconds, and waits for it.
 * It costs about 60 ms beside the layout itself.
 */
export function renderSvg(dot: string, options: { readonly engine: Engine; readonly timeLimit: number }): Rendering {
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const library = createRequire(import.meta.url).resolve('@viz-js/viz');
  const worker = new Worker(workerCode, {
    eval: true,
    workerData: { library, dot: fromBytes(dot), engine: options.engine, done, port: port2 },
    transferList: [port2],
    // Long chains make Graphviz recurse deeply.
    resourceLimits: { stackSizeMb: 200 },
    stdout: true,
    stderr: true,
  });
  Atomics.wait(done, 0, 0, options.timeLimit);
  const answer: { message: Rendering } | undefined = receiveMessageOnPort(port1);
  port1.close();
  void worker.terminate();
  if (answer === undefined) return { failure: `took more than ${options.timeLimit / 1000} s` };
  return 'svg' in answer.message
    ? { svg: toBytes(answer.message.svg) }
    : { failure: toBytes(`failed (${answer.message.failure.slice(0, 200)})`) };
}

/** What went wrong in a library: an error, or an object with a message that is none (WebAssembly that exits throws such), or anything. */
export function describeFailure(error: unknown): string {
  const parts = typeof error === 'object' && error !== null ? (error as { name?: unknown; message?: unknown }) : {};
  const texts = [parts.name, parts.message].filter(part => typeof part === 'string' && part !== '');
  return texts.length > 0 ? texts.join(': ') : typeof error === 'object' ? 'for an unknown reason' : String(error);
}

// The worker draws one picture and ends. To free memory first would be a waste of time, and Graphviz 16 can crash while it frees a
// grid of boxes that it has drawn without fault: hence the detour around the calls that free.
const workerCode = `
const { library, dot, engine, done, port } = require('node:worker_threads').workerData;
const finish = answer => {
  port.postMessage(answer);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
};
const draw = viz => {
  const { ccall } = viz.module;
  viz.module.ccall = (name, ...rest) => (name.startsWith('viz_free') ? 0 : ccall(name, ...rest));
  const { status, output, errors } = viz.render(dot, { engine, format: 'svg' });
  const messages = errors.filter(({ level }) => level !== 'warning').map(({ message }) => message);
  finish(status === 'success' ? { svg: output } : { failure: messages.join('; ') || 'without a message' });
};
const describeFailure = ${describeFailure};
require(library).instance().then(draw).catch(error => finish({ failure: describeFailure(error) }));
`;
