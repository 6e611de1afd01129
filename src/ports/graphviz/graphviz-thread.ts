import { createRequire } from 'node:module';
import type { Viz } from '@viz-js/viz';
import type { Engine } from '../../write/picture/layout.ts';
import type { Rendering } from '../../write/picture/renderer.ts';
import { answerCalls } from '../answer-calls.ts';
import { describeFailure } from './describe-failure.ts';

/** What the thread is called with. */
export interface GraphvizCall {
  readonly dot: string;
  readonly engine: Engine;
  /** The file of the package `@viz-js/viz`: a thread made of text has no folder of its own to look for it from. */
  readonly library: string;
}

/** What `Viz` runs its WebAssembly by; its own types do not tell. */
interface Compiled {
  readonly module: { ccall(name: string, ...rest: unknown[]): unknown };
}

/** Characters that one instance of Graphviz draws before another takes its place: it gives no memory back. */
const mostDrawn = 200_000;

/** Loaded when the first picture is drawn; undefined when it has to be loaded anew. */
let graphviz: Viz | undefined;
let drawn = 0;

answerCalls(async ({ library, dot, engine }: GraphvizCall): Promise<Rendering> => {
  try {
    if (drawn > mostDrawn) graphviz = undefined;
    graphviz ??= await load(library);
    drawn += dot.length;
    return draw(graphviz, dot, engine);
  } catch (error) {
    graphviz = undefined; // what crashed is not called again
    return { failure: describeFailure(error) };
  }
});

async function load(library: string): Promise<Viz> {
  const { instance }: typeof import('@viz-js/viz') = createRequire(library)(library);
  const viz = await instance();
  freeNothing(viz as Viz & Compiled);
  drawn = 0;
  return viz;
}

function draw(viz: Viz, dot: string, engine: Engine): Rendering {
  const { status, output, errors } = viz.render(dot, { engine, format: 'svg' });
  if (status === 'success') return { svg: output };
  const messages = errors.filter(({ level }) => level !== 'warning').map(({ message }) => message);
  return { failure: messages.join('; ') || 'without a message' };
}

/**
 * To free memory at the end would be a waste of time, and Graphviz 16 can crash while it frees a grid of boxes that it
 * has drawn without fault.
 */
function freeNothing({ module }: Compiled): void {
  const { ccall } = module;
  module.ccall = (name, ...rest) => (name.startsWith('viz_free') ? 0 : ccall(name, ...rest));
}
