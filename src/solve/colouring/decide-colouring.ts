/**
 * Can it be done with this many colours? Two local searches that can only find and a branch and bound that can also
 * refute, turn by turn on each component of what remains hard, until one answers or the time is over.
 *
 * Problem    Decide whether a colouring with `limit` colours exists, and give one.
 * Input      A graph, the number of colours, any legal colouring to start from.
 * Result     'coloured' with the colouring, 'impossible' with the component that shows it, or 'unknown' when time
 *            or steps were up.
 * Guarantee  A colouring is legal; 'impossible' is proved by complete search.
 * Time       Exponential at worst, ended by the budget. Turns are counted in elementary steps, so the clock decides
 *            only when to give up.
 * Space      O(n · limit + m).
 * Source     `tabu-search.ts`, `partial-search.ts`, `exact-colouring.ts`, `peel.ts`; the turns are our own.
 * Ties       By number, and by the seeds of the local searches.
 */

import type { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import { largestTable } from './descend-quickly.ts';
import { type Decision, ExactColouring } from './exact-colouring.ts';
import { CliqueSearch } from './find-clique.ts';
import { PartialSearch } from './partial-search.ts';
import { type Component, extendColouring, type Kernel, peel } from './peel.ts';
import { keepLargestClasses, TabuSearch } from './tabu-search.ts';

/** Whether so few colours will do, and the colouring or the reason. */
export interface Decided {
  readonly kind: Decision;
  /** A legal colouring when it is 'coloured'; empty otherwise. */
  readonly colours: Int32Array;
  /** The search that decided it. */
  readonly method: 'tabu search' | 'branch and bound';
  /** The component that cannot be coloured when it is 'impossible'; empty otherwise. */
  readonly conflict: Int32Array;
}

const firstTurn = 1_000_000;
const longestTurn = 16_000_000;
const cliqueSteps = 1_000_000;
/** Until then both kinds of search get the same time; after that the branch and bound must be getting on to keep it. */
const trialSteps = 20_000_000;
/** Getting on: at this pace its tree ends within that many steps, which take about ten seconds. */
const hopefulSteps = 4_000_000_000;

/** How `decideColouring` searches. */
export interface DecideOptions {
  readonly seed: number;
  /** Whether the local searches take part. */
  readonly tabu: boolean;
  /** A large clique, ascending: it is coloured first. */
  readonly clique: Int32Array;
  /** Steps after which it is given up; no end when left out. */
  readonly steps?: number;
}

/** Decides for `limit` colours; `start` is any legal colouring. */
export function decideColouring(
  graph: Adjacency,
  limit: number,
  start: Int32Array,
  budget: Budget,
  options: DecideOptions,
): Decided {
  const kernel = budget.isSpent() ? undefined : peel(graph, limit, budget);
  if (kernel === undefined) return undecided;
  let open = kernel.components.map(component => new ComponentSearch(component, limit, start, options));
  const finished: ComponentSearch[] = [];
  const most = options.steps ?? Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let turn = firstTurn; open.length > 0; turn = Math.min(2 * turn, longestTurn)) {
    for (const search of open) {
      if (budget.isSpent() || spent > most || search.isTooLarge) return { ...undecided, method: search.method };
      search.advance(turn, budget);
      spent += turn;
      if (search.kind === 'impossible') {
        return { ...undecided, kind: 'impossible', method: search.method, conflict: search.component.vertices };
      }
      if (search.kind === 'coloured') finished.push(search);
    }
    open = open.filter(search => search.kind === 'unknown');
  }
  return {
    kind: 'coloured',
    colours: assemble(graph, kernel, finished),
    method: finished.some(search => search.method === 'tabu search') ? 'tabu search' : 'branch and bound',
    conflict: noVertices,
  };
}

/** The searches on one component. Each is set up when its first turn comes, since that takes time in large graphs. */
class ComponentSearch {
  readonly component: Component;
  kind: Decision = 'unknown';
  method: Decided['method'] = 'branch and bound';
  /** The colouring, when it is 'coloured'. */
  colours: Int32Array = noVertices;
  readonly #limit: number;
  readonly #start: Int32Array;
  readonly #options: DecideOptions;
  #exact: ExactColouring | undefined;
  #tabu: TabuSearch | undefined;
  #partial: PartialSearch | undefined;

  /** `start` is a colouring of the whole graph. */
  constructor(component: Component, limit: number, start: Int32Array, options: DecideOptions) {
    this.component = component;
    this.#limit = limit;
    this.#start = start;
    this.#options = options;
  }

  /** Whether the tables would take too much memory, so that nothing can be decided. */
  get isTooLarge(): boolean {
    return this.component.graph.vertexCount * this.#limit > largestTable;
  }

  advance(steps: number, budget: Budget): void {
    const share = this.#exactShare();
    if (this.#options.tabu && this.#repair(steps * (1 - share), budget)) {
      this.method = 'tabu search';
      this.kind = 'coloured';
      return;
    }
    if (budget.isSpent()) return;
    this.#exact ??= this.#startExact();
    this.kind = this.#exact.advance(2 * steps * share);
    this.colours = this.#exact.colours;
  }

  /** Both local searches, that many steps each; true when one of them found a colouring. */
  #repair(steps: number, budget: Budget): boolean {
    const { graph } = this.component;
    this.#tabu ??= new TabuSearch(graph, this.#limit, this.#ownStart(), this.#options.seed);
    this.colours = this.#tabu.colours;
    if (this.#tabu.advance(steps)) return true;
    if (budget.isSpent()) return false;
    this.#partial ??= new PartialSearch(graph, this.#limit, this.#ownStart(), this.#options.seed);
    this.colours = this.#partial.colours;
    return this.#partial.advance(steps);
  }

  #ownStart(): Int32Array {
    return keepLargestClasses(
      this.component.vertices.map(v => this.#start[v] ?? 0),
      this.#limit,
    );
  }

  /** The known clique, where this component has all of it; else a search for one. */
  #startExact(): ExactColouring {
    const { graph, vertices } = this.component;
    const places = new Map([...vertices.entries()].map(([place, v]) => [v, place]));
    const known = this.#options.clique.map(v => places.get(v) ?? -1);
    if (!known.includes(-1)) return new ExactColouring(graph, this.#limit, known);
    const cliques = new CliqueSearch(graph);
    cliques.advance(cliqueSteps);
    return new ExactColouring(graph, this.#limit, cliques.clique);
  }

  /** The part of the time for the branch and bound: large while it seems to come to an end, small when it does not. */
  #exactShare(): number {
    if (!this.#options.tabu) return 1;
    if (this.#exact === undefined || this.#exact.steps < trialSteps) return 0.5;
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
const undecided: Decided = { kind: 'unknown', colours: noVertices, method: 'branch and bound', conflict: noVertices };
