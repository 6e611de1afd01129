/**
 * A lower bound from how many vertices can share a colour at all: with at most α to a colour, n vertices need n / α
 * colours.
 *
 * Problem    Find α, the size of a largest set of vertices without an edge between two of them.
 * Input      A graph.
 * Result     α, or undefined where it was not proved within the steps allowed or the graph is too large.
 * Guarantee  Exact, by complete search: a clique search in the complement.
 * Time       Bounded by the steps; O(n²) to set up. Space O(n²).
 * Source     Folklore; the search is `find-clique.ts`.
 * Ties       None: α is one number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import { type Adjacency, buildAdjacency } from '../graph/adjacency.ts';
import { CliqueSearch } from './find-clique.ts';

/** About half a second. */
const mostSteps = 100_000_000;
const mostVertices = 2_000;

/** α; see above. */
export function findStableNumber(graph: Adjacency, budget: Budget): number | undefined {
  if (graph.vertexCount > mostVertices) return undefined;
  const search = new CliqueSearch(complementOf(graph));
  search.advanceUntil(mostSteps, budget);
  return search.proved ? search.clique.length : undefined;
}

function complementOf({ vertexCount: n, offsets, neighbours, edgeCount }: Adjacency): Adjacency {
  const edges = (n * (n - 1)) / 2 - edgeCount;
  const from = new Int32Array(edges);
  const to = new Int32Array(edges);
  let count = 0;
  for (let v = 0; v < n; v++) {
    let next = v + 1;
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i <= stop; i++) {
      const w = i < stop ? neighbours[i]! : n;
      for (; next < w; next++) {
        from[count] = v;
        to[count++] = next;
      }
      if (w >= next) next = w + 1;
    }
  }
  return buildAdjacency(n, from, to);
}
