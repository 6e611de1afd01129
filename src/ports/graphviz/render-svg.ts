import { createRequire } from 'node:module';
import { fromBytes, toBytes } from '../../base/bytes.ts';
import type { Renderer, Rendering } from '../../write/picture/renderer.ts';
import { callWorker } from '../call-worker.ts';
import type { GraphvizCall } from './graphviz-thread.ts';
import graphvizThread from './graphviz-thread.ts?thread-code';

/** Long chains make Graphviz recurse deeply. */
const stackMegabytes = 200;

/**
 * Graphviz in WebAssembly, in a thread of its own, which this one waits for. It costs about 60 ms beside the layout
 * itself.
 */
export const renderSvg: Renderer = (dot, { engine, timeLimit }) => {
  const library = createRequire(import.meta.url).resolve('@viz-js/viz');
  const call: GraphvizCall = { library, dot: fromBytes(dot), engine };
  const answer = callWorker<GraphvizCall, Rendering>(graphvizThread, call, { milliseconds: timeLimit, stackMegabytes });
  if (answer === undefined) return { failure: `took more than ${timeLimit / 1000} s` };
  return 'svg' in answer
    ? { svg: toBytes(answer.svg) }
    : { failure: toBytes(`failed (${answer.failure.slice(0, 200)})`) };
};
