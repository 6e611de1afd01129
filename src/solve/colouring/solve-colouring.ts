/**
 * The fewest colours for a graph, as far as they can be found and proved within a time limit.
 *
 * Problem    Graph colouring: give neighbours different colours, with as few colours as possible.
 * Input      A graph, vertices numbered by name; how many colours there are; candidate lists, where there are any.
 * Result     A colouring, a lower bound with its reason, and whether they meet; or that there is none, with the reason.
 * Guarantee  The colouring is legal and the bound holds, always. `optimal` is a proof.
 * Time       DSATUR and a greedy clique in O((n + m) log n); the rest is exponential and ends with the time limit.
 * Space      O(n · colours + m).
 * Source     See the files of each step.
 * Ties       In each step by number; the tabu search is seeded. Same input and no time-out: same answer everywhere.
 */

import { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import { findStableNumber } from './bound-by-stable-set.ts';
import type { ColouringOptions, ColouringSolution, Mycielskian } from './colouring.ts';
import { type Decided, type DecideOptions, decideColouring } from './decide-colouring.ts';
import { descendQuickly } from './descend-quickly.ts';
import { colourByDsatur, type DsaturResult } from './dsatur.ts';
import { CliqueSearch } from './find-clique.ts';
import { findOddCycle } from './find-odd-cycle.ts';
import { boundOf, growMycielskian, verticesOf } from './grow-mycielskian.ts';
import { iterateGreedily } from './iterate-greedily.ts';
import { raiseBound } from './raise-bound.ts';
import { solveListColouring } from './solve-list-colouring.ts';

/** Steps for a largest clique before colours are tried: about a tenth of a second. */
const cliqueSteps = 40_000_000;
/** Steps for a colouring that meets the bound, where the bound is not far: about two seconds. */
const probeSteps = 400_000_000;
const mostAboveBound = 1.7;

export function solveColouring(graph: Adjacency, options: ColouringOptions): ColouringSolution {
  if (options.candidates !== undefined) return solveListColouring(graph, options.candidates, options);
  const state = new ColouringState(graph, options);
  begin(state);
  boundByClique(state);
  boundByOddCycle(state);
  boundByMycielskian(state);
  improve(state);
  return state.conclude();
}

/** What is known in the course of a search: the best colouring, the best bound, and where both come from. */
class ColouringState {
  readonly graph: Adjacency;
  readonly algorithm: ColouringOptions['algorithm'];
  readonly budget: Budget;
  readonly seed: number;
  colours: Int32Array = new Int32Array(0);
  count = 0;
  method: ColouringSolution['method'] = 'dsatur';
  clique: Int32Array = new Int32Array(0);
  mycielskian: Mycielskian | undefined;
  readonly #available: number;
  #lowerBound = 0;
  #boundBy: ColouringSolution['boundBy'] = 'clique';
  #conflict: Int32Array = new Int32Array(0);

  constructor(graph: Adjacency, options: ColouringOptions) {
    this.graph = graph;
    this.algorithm = options.algorithm;
    this.budget = new Budget(options.timeLimit, options);
    this.seed = options.seed ?? 1;
    this.#available = options.available ?? Number.POSITIVE_INFINITY;
  }

  get lowerBound(): number {
    return this.#lowerBound;
  }

  /** Whether anything is left to be found or proved, by an algorithm that goes on. */
  get isOpen(): boolean {
    return this.algorithm !== 'dsatur' && this.lowerBound < this.count && this.lowerBound <= this.#available;
  }

  /** Whether something is left, and time for it. */
  get goesOn(): boolean {
    return this.isOpen && !this.budget.isSpent();
  }

  /** Takes a bound that is better than the one so far; `conflict`: vertices that need so many colours. */
  raise(bound: number, boundBy: ColouringSolution['boundBy'], conflict: Int32Array): void {
    if (bound <= this.#lowerBound) return;
    this.#lowerBound = bound;
    this.#boundBy = boundBy;
    this.#conflict = conflict;
  }

  /** Takes a colouring that is at least as good. */
  take(colours: Int32Array, count: number, method: ColouringSolution['method']): void {
    this.colours = colours;
    this.count = count;
    this.method = method;
  }

  conclude(): ColouringSolution {
    const { count, lowerBound } = this;
    const isImpossible = lowerBound > this.#available;
    return {
      kind: count <= this.#available ? 'coloured' : isImpossible ? 'impossible' : 'unknown',
      colours: renumberByFirstUse(this.colours),
      count,
      lowerBound,
      boundBy: this.#boundBy,
      mycielskian: this.#boundBy === 'mycielskian' ? this.mycielskian : undefined,
      optimal: count === lowerBound,
      clique: this.clique,
      conflict: isImpossible ? this.#conflict : new Int32Array(0),
      method: this.method,
      seconds: this.budget.secondsSpent(),
      endedBy: this.isOpen ? this.#stopped() : 'done',
    };
  }

  #stopped(): 'clock' | 'interruption' {
    return this.budget.isSpent() && this.budget.endedBy === 'interruption' ? 'interruption' : 'clock';
  }
}

/** A colouring, and the clique that DSATUR walks through first: often they meet. */
function begin(state: ColouringState): void {
  const dsatur = colourByDsatur(state.graph);
  state.take(dsatur.colours, dsatur.count, 'dsatur');
  state.clique = openingClique(dsatur);
}

/** A larger clique. */
function boundByClique(state: ColouringState): void {
  const { graph, budget } = state;
  const isQuick = state.algorithm === 'dsatur';
  if (state.clique.length < state.count && (isQuick || !budget.isSpent())) {
    const cliques = new CliqueSearch(graph);
    if (!isQuick) cliques.advanceUntil(cliqueSteps, budget);
    if (cliques.clique.length > state.clique.length) state.clique = cliques.clique;
  }
  state.raise(state.clique.length, 'clique', state.clique);
}

/** DSATUR needs no third colour where two are enough. */
function boundByOddCycle(state: ColouringState): void {
  if (state.count > 2 && state.lowerBound === 2) state.raise(3, 'odd cycle', findOddCycle(state.graph));
}

function boundByMycielskian(state: ColouringState): void {
  const { graph, clique, count, budget } = state;
  if (state.algorithm === 'dsatur' || state.lowerBound >= count || count <= 3 || budget.isSpent()) return;
  const grown = growMycielskian(graph, clique, count, budget);
  state.mycielskian = grown;
  state.raise(boundOf(grown), 'mycielskian', verticesOf(grown));
}

/**
 * One colour fewer, as long as that is not ruled out: quickly; else, once, a better bound; else as long as it takes.
 */
function improve(state: ColouringState): void {
  const { graph, budget } = state;
  const searches = { seed: state.seed, tabu: state.algorithm === 'auto', clique: state.clique };
  for (let isBoundRaised = false; state.goesOn; isBoundRaised = true) {
    if (searches.tabu) improveQuickly(state);
    if (!state.goesOn) break;
    let decided: Decided | undefined;
    if (!isBoundRaised) {
      boundByStableSets(state);
      if (!state.goesOn) break;
      decided = boundBySearch(state) ?? (searches.tabu ? probe(state, searches) : undefined);
    }
    decided ??= decideColouring(graph, state.count - 1, state.colours, budget, searches);
    if (decided.kind === 'unknown') break;
    if (decided.kind === 'impossible') state.raise(state.count, 'search', decided.conflict);
    else state.take(decided.colours, highestColour(decided.colours) + 1, decided.method);
  }
}

/** Local searches, as long as they find colours too many at once. */
function improveQuickly(state: ColouringState): void {
  const { graph, budget, seed, lowerBound } = state;
  const before = { colours: state.colours, count: state.count };
  const greedy = isDense(graph) ? iterateGreedily(graph, before, lowerBound, budget, seed) : before;
  const { colours, count } = descendQuickly(graph, greedy, lowerBound, budget, seed);
  state.take(colours, count, count < before.count ? 'tabu search' : state.method);
}

function boundByStableSets(state: ColouringState): void {
  const stable = findStableNumber(state.graph, state.budget);
  if (stable === undefined) return;
  const everyVertex = Int32Array.from({ length: state.graph.vertexCount }, (_, v) => v);
  state.raise(Math.ceil(state.graph.vertexCount / stable), 'stable sets', everyVertex);
}

/** Short complete searches; a colouring that one of them met instead. */
function boundBySearch(state: ColouringState): Decided | undefined {
  const { graph, lowerBound, count, colours, clique, budget } = state;
  const raised = raiseBound(graph, lowerBound, count, colours, clique, budget);
  state.raise(raised.bound, 'search', raised.conflict);
  return raised.found;
}

/**
 * Classes that were planted are easier to find all at once than almost all: looks for a colouring that meets the bound.
 */
function probe(state: ColouringState, searches: DecideOptions): Decided | undefined {
  const { graph, lowerBound, count, colours, budget } = state;
  if (lowerBound >= count - 1 || count > mostAboveBound * lowerBound) return undefined;
  const probed = decideColouring(graph, lowerBound, colours, budget, { ...searches, steps: probeSteps });
  if (probed.kind === 'impossible') state.raise(lowerBound + 1, 'search', probed.conflict);
  return probed.kind === 'coloured' ? probed : undefined;
}

/** Whether most pairs are neighbours, so that few vertices share a colour. */
function isDense({ vertexCount, edgeCount }: Adjacency): boolean {
  return 4 * edgeCount > vertexCount ** 2;
}

/** The longest beginning of DSATUR's order in which each vertex sees all those before it, ascending. */
function openingClique({ order, saturation }: DsaturResult): Int32Array {
  let length = 0;
  while (length < order.length && saturation[order[length] ?? 0] === length) length++;
  return order.slice(0, length).sort();
}

/** The same classes; the lowest-numbered vertex gets colour 0, and each new class met the next number. */
function renumberByFirstUse(colours: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return colours.map(colour => {
    const number = numbers.get(colour) ?? numbers.size;
    numbers.set(colour, number);
    return number;
  });
}

function highestColour(colours: Int32Array): number {
  return colours.reduce((most, colour) => Math.max(most, colour), -1);
}
