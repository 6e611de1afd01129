import { createRequire } from 'node:module';
import { fromBytes, toBytes } from '../../base/bytes.ts';
import type { Renderer, Rendering } from '../../write/picture/renderer.ts';
import { keepWorker } from '../call-worker.ts';
import type { GraphvizCall } from './graphviz-thread.ts';
import graphvizThread from './graphviz-thread.ts?thread-code';

/** Long chains make Graphviz recurse deeply. */
const stackMegabytes = 200;

const callGraphviz = keepWorker<GraphvizCall, Rendering>(graphvizThread, stackMegabytes);

/**
 * Graphviz in WebAssembly, in a thread of its own, which this one waits for. The first picture costs about 60 ms beside
 * the layout itself; the thread stays for those that follow.
 */
export const renderSvg: Renderer = (dot, { engine, timeLimit }) => {
  const library = createRequire(import.meta.url).resolve('@viz-js/viz');
  const answer = callGraphviz({ library, dot: fromBytes(dot), engine }, { milliseconds: timeLimit });
  if (answer === undefined) return { failure: `took more than ${timeLimit / 1000} s` };
  return 'svg' in answer
    ? { svg: toBytes(answer.svg) }
    : { failure: toBytes(`failed (${answer.failure.slice(0, 200)})`) };
};
