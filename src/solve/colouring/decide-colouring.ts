/**
 * Can it be done with this many colours? A tabu search that can only find and a branch and bound that can also refute,
 * turn by turn on each component of what remains hard, until one answers or the time is over.
 * Turns are counted in elementary steps, so the clock decides only when to give up.
 */
import type { Adjacency } from '../../graph/adjacency.ts';
import type { Deadline } from './deadline.ts';
import { ExactColouring } from './exact-colouring.ts';
import { CliqueSearch } from './find-clique.ts';
import { type Component, extendColouring, type Kernel, peel } from './peel.ts';
import { keepLargestClasses, TabuSearch } from './tabu-search.ts';

export interface Decided {
  readonly answer: 'coloured' | 'impossible' | 'open';
  /** A legal colouring when the answer is 'coloured'; empty otherwise. */
  readonly colours: Int32Array;
  /** The search that gave the answer. */
  readonly method: 'tabu search' | 'branch and bound';
  /** The component that cannot be coloured when the answer is 'impossible'; empty otherwise. */
  readonly conflict: Int32Array;
}

const firstTurn = 1_000_000;
const longestTurn = 16_000_000;
const cliqueSteps = 1_000_000;
/** Until then both searches get the same time; after that the branch and bound must be getting on to keep it. */
const trialSteps = 20_000_000;
/** Getting on: at this pace its tree ends within that many steps, which take about ten seconds. */
const hopefulSteps = 4_000_000_000;
/** A table of vertices by colours larger than this is not worth its memory. */
export const largestTable = 2 ** 27;

export interface DecideOptions {
  readonly seed: number;
  /** Whether the tabu search takes part. */
  readonly tabu: boolean;
  /** Steps after which it is given up; no end when left out. */
  readonly steps?: number;
}

/** Decides for `limit` colours; `start` is any legal colouring. */
export function decideColouring(
  graph: Adjacency,
  limit: number,
  start: Int32Array,
  deadline: Deadline,
  options: DecideOptions,
): Decided {
  const kernel = peel(graph, limit);
  let open = kernel.components.map(component => new ComponentSearch(component, limit, start, options));
  const finished: ComponentSearch[] = [];
  const most = options.steps ?? Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let turn = firstTurn; open.length > 0; turn = Math.min(2 * turn, longestTurn)) {
    for (const search of open) {
      if (deadline.passed || spent > most)
        return { answer: 'open', colours: noVertices, method: search.method, conflict: noVertices };
      search.advance(turn);
      spent += turn;
      if (search.answer === 'impossible') {
        return {
          answer: 'impossible',
          colours: noVertices,
          method: search.method,
          conflict: search.component.vertices,
        };
      }
      if (search.answer === 'coloured') finished.push(search);
    }
    open = open.filter(search => search.answer === 'open');
  }
  return {
    answer: 'coloured',
    colours: assemble(graph, kernel, finished),
    method: finished.some(search => search.method === 'tabu search') ? 'tabu search' : 'branch and bound',
    conflict: noVertices,
  };
}

/** The two searches on one component. */
class ComponentSearch {
  readonly component: Component;
  answer: Decided['answer'] = 'open';
  method: Decided['method'] = 'branch and bound';
  readonly #exact: ExactColouring | undefined;
  readonly #tabu: TabuSearch | undefined;

  constructor(component: Component, limit: number, start: Int32Array, options: DecideOptions) {
    this.component = component;
    const { graph, vertices } = component;
    const cliques = new CliqueSearch(graph);
    cliques.advance(cliqueSteps);
    if (cliques.clique.length > limit) {
      this.answer = 'impossible';
      return;
    }
    if (graph.vertexCount * limit > largestTable) return;
    this.#exact = new ExactColouring(graph, limit, cliques.clique);
    if (!options.tabu) return;
    const own = vertices.map(v => start[v] ?? 0);
    this.#tabu = new TabuSearch(graph, limit, keepLargestClasses(own, limit), options.seed);
  }

  get colours(): Int32Array {
    return (this.method === 'tabu search' ? this.#tabu?.colours : this.#exact?.colours) ?? noVertices;
  }

  advance(steps: number): void {
    if (this.answer !== 'open') return;
    const share = this.#exactShare();
    if (this.#tabu?.advance(2 * steps * (1 - share))) {
      this.method = 'tabu search';
      this.answer = 'coloured';
    } else if (this.#exact !== undefined) this.answer = this.#exact.advance(2 * steps * share);
  }

  /** The part of the time for the branch and bound: large while it seems to come to an end, small when it does not. */
  #exactShare(): number {
    if (this.#exact === undefined) return 0;
    if (this.#tabu === undefined) return 1;
    if (this.#exact.steps < trialSteps) return 0.5;
    return this.#exact.steps < hopefulSteps * this.#exact.progress ? 0.6 : 0.1;
  }
}

function assemble(graph: Adjacency, kernel: Kernel, searches: readonly ComponentSearch[]): Int32Array {
  const colours = new Int32Array(graph.vertexCount).fill(-1);
  for (const { component, colours: found } of searches) {
    component.vertices.forEach((v, i) => {
      colours[v] = found[i] ?? -1;
    });
  }
  extendColouring(graph, kernel, colours);
  return colours;
}

const noVertices = new Int32Array(0);
