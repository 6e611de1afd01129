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
import { type Decided, decideColouring } from './decide-colouring.ts';
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
  const budget = new Budget(options.timeLimit);
  const available = options.available ?? Number.POSITIVE_INFINITY;

  // 1. A colouring, and the clique that DSATUR walks through first: often they meet.
  const dsatur = colourByDsatur(graph);
  let { colours, count } = dsatur;
  let method: ColouringSolution['method'] = 'dsatur';
  let clique = openingClique(dsatur);

  // 2. A larger clique.
  if (clique.length < count && (options.algorithm === 'dsatur' || !budget.isSpent())) {
    const cliques = new CliqueSearch(graph);
    if (options.algorithm !== 'dsatur') cliques.advanceUntil(cliqueSteps, budget);
    if (cliques.clique.length > clique.length) clique = cliques.clique;
  }
  let lowerBound = clique.length;
  let boundBy = 'clique' as ColouringSolution['boundBy'];
  let conflict = clique;
  const raise = (bound: number, by: ColouringSolution['boundBy'], reason: Int32Array): void => {
    if (bound <= lowerBound) return;
    [lowerBound, boundBy, conflict] = [bound, by, reason];
  };
  // DSATUR needs no third colour where two are enough.
  if (count > 2 && lowerBound === 2) raise(3, 'odd cycle', findOddCycle(graph));
  let mycielskian: Mycielskian | undefined;
  if (options.algorithm !== 'dsatur' && lowerBound < count && count > 3 && !budget.isSpent()) {
    mycielskian = growMycielskian(graph, clique, count, budget);
    raise(boundOf(mycielskian), 'mycielskian', verticesOf(mycielskian));
  }

  // 3. One colour fewer, as long as that is not ruled out: quickly; else, once, a better bound; else as long as it
  //    takes.
  const improving = options.algorithm !== 'dsatur';
  const seed = options.seed ?? 1;
  const searches = { seed, tabu: options.algorithm === 'auto', clique };
  const isOpen = (): boolean => improving && lowerBound < count && lowerBound <= available;
  for (let isBoundRaised = false; isOpen() && !budget.isSpent(); ) {
    if (searches.tabu) {
      const before = { colours, count };
      const greedy = isDense(graph) ? iterateGreedily(graph, before, lowerBound, budget, seed) : before;
      const improved = descendQuickly(graph, greedy, lowerBound, budget, seed);
      if (improved.count < count) method = 'tabu search';
      ({ colours, count } = improved);
      if (!isOpen() || budget.isSpent()) break;
    }
    let decided: Decided | undefined;
    if (!isBoundRaised) {
      isBoundRaised = true;
      const stable = findStableNumber(graph, budget);
      if (stable !== undefined) raise(Math.ceil(graph.vertexCount / stable), 'stable sets', everyVertex(graph));
      if (!isOpen() || budget.isSpent()) break;
      const raised = raiseBound(graph, lowerBound, count, colours, clique, budget);
      raise(raised.bound, 'search', raised.conflict);
      decided = raised.found;
      // Classes that were planted are easier to find all at once than almost all.
      if (decided === undefined && searches.tabu && lowerBound < count - 1 && count <= mostAboveBound * lowerBound) {
        const asked = { ...searches, steps: probeSteps };
        const probed = decideColouring(graph, lowerBound, colours, budget, asked);
        if (probed.answer === 'impossible') raise(lowerBound + 1, 'search', probed.conflict);
        else if (probed.answer === 'coloured') decided = probed;
      }
    }
    decided ??= decideColouring(graph, count - 1, colours, budget, searches);
    if (decided.answer === 'open') break;
    if (decided.answer === 'impossible') raise(count, 'search', decided.conflict);
    else {
      colours = decided.colours;
      count = countColours(colours);
      method = decided.method;
    }
  }

  return {
    status: count <= available ? 'coloured' : lowerBound > available ? 'impossible' : 'unknown',
    colours: renumberByFirstUse(colours),
    count,
    lowerBound,
    boundBy,
    mycielskian: boundBy === 'mycielskian' ? mycielskian : undefined,
    optimal: count === lowerBound,
    clique,
    conflict: lowerBound > available ? conflict : new Int32Array(0),
    method,
    seconds: budget.secondsSpent(),
    timedOut: isOpen(),
  };
}

/** Whether most pairs are neighbours, so that few vertices share a colour. */
function isDense({ vertexCount, edgeCount }: Adjacency): boolean {
  return 4 * edgeCount > vertexCount ** 2;
}

function everyVertex({ vertexCount }: Adjacency): Int32Array {
  return Int32Array.from({ length: vertexCount }, (_, v) => v);
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

function countColours(colours: Int32Array): number {
  return colours.reduce((most, colour) => Math.max(most, colour + 1), 0);
}
