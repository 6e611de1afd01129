import { createRequire } from 'node:module';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { fromBytes, toBytes } from '../base/bytes.ts';

/** The layouts of Graphviz that we use: ranks, springs, a grid. */
export type Engine = 'dot' | 'sfdp' | 'osage';

/** An SVG picture, or why there is none. */
export type Rendering = { readonly svg: string } | { readonly failure: string };

/**
 * Lets Graphviz (WebAssembly, in a worker) draw a DOT text, within a limit in milliseconds. Waits for the result.
 * Texts are byte strings.
 */
export function renderWith(engine: Engine, dot: string, timeLimit: number): Rendering {
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(workerCode, {
    eval: true,
    workerData: {
      library: createRequire(import.meta.url).resolve('@viz-js/viz'),
      dot: fromBytes(dot),
      engine,
      done,
      port: port2,
    },
    transferList: [port2],
    // Long chains make Graphviz recurse deeply.
    resourceLimits: { stackSizeMb: 200 },
    stdout: true,
    stderr: true,
  });
  Atomics.wait(done, 0, 0, timeLimit);
  const answer: { message: Rendering } | undefined = receiveMessageOnPort(port1);
  port1.close();
  void worker.terminate();
  if (answer === undefined) return { failure: `took longer than ${timeLimit} ms` };
  return 'svg' in answer.message ? { svg: toBytes(answer.message.svg) } : answer.message;
}

const workerCode = `
const { workerData: { library, dot, engine, done, port } } = require('node:worker_threads');
const finish = answer => { port.postMessage(answer); Atomics.store(done, 0, 1); Atomics.notify(done, 0); };
const { instance } = require(library);
instance()
  .then(viz => viz.render(dot, { engine, format: 'svg' }))
  .then(({ status, output, errors }) => finish(status === 'success' ? { svg: output } : { failure: errors.map(({ message }) => message).join('; ') }))
  .catch(error => finish({ failure: String(error) }));
`;

/** Draws a DOT text by ranks. */
export function renderSvg(
  dot: string,
  options: { readonly timeLimit: number },
): { readonly svg: string; readonly note?: string | undefined } {
  const result = renderWith('dot', dot, options.timeLimit);
  if ('failure' in result) throw new Error(result.failure);
  return result;
}
