/**
 * One colour fewer, as long as short local searches find it: most colours too many go this way.
 *
 * Problem    Improve a colouring.
 * Input      A graph, a legal colouring, a number of colours that is enough, a seed.
 * Result     A legal colouring with as many colours or fewer.
 * Guarantee  It never gets worse.
 * Time       For each number of colours two local searches in turns counted in steps; ends with the budget.
 * Source     `tabu-search.ts`, `partial-search.ts`.
 * Ties       By the seeds of both.
 */

import type { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import type { CountedColouring } from './colouring.ts';
import { PartialSearch } from './partial-search.ts';
import { keepLargestClasses, TabuSearch } from './tabu-search.ts';

/** Steps of each search for each colour fewer, per vertex and colour; a quarter of a second at most. */
const stepsPerEntry = 5_000;
const mostSteps = 100_000_000;
const turn = 1_000_000;
/** A table of vertices by colours larger than this is not worth its memory. */
export const largestTable = 2 ** 27;

/** Improves a legal colouring as above, until `enough` colours are left or a number of colours is not met soon. */
export function descendQuickly(
  graph: Adjacency,
  start: CountedColouring,
  enough: number,
  budget: Budget,
  seed: number,
): CountedColouring {
  let best = start;
  while (best.count > enough && graph.vertexCount * best.count <= largestTable && !budget.isSpent()) {
    const colours = recolour(graph, best.count - 1, best.colours, budget, seed);
    if (colours === undefined) break;
    best = { colours, count: best.count - 1 };
  }
  return best;
}

function recolour(
  graph: Adjacency,
  limit: number,
  colours: Int32Array,
  budget: Budget,
  seed: number,
): Int32Array | undefined {
  const start = keepLargestClasses(colours, limit);
  const most = Math.min(stepsPerEntry * graph.vertexCount * limit, mostSteps);
  const tabu = new TabuSearch(graph, limit, start, seed);
  // Set up only if the first turn of the other does not do.
  let partial: PartialSearch | undefined;
  for (let steps = 0; steps < most && !budget.isSpent(); steps += turn) {
    if (tabu.advance(turn)) return tabu.colours;
    partial ??= new PartialSearch(graph, limit, start, seed);
    if (partial.advance(turn)) return partial.colours;
  }
  return undefined;
}
