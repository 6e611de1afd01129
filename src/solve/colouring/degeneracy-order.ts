/**
 * The degeneracy order: always take away a vertex of least remaining degree. A clique of q lies inside the vertices of
 * core number q - 1 or more.
 *
 * Problem    Put the vertices in an order in which each has few later neighbours.
 * Input      A graph.
 * Result     The order, the place of each vertex in it, and each vertex's core number.
 * Guarantee  No vertex has more later neighbours than its core number; no order has a smaller greatest number of them.
 * Time       O(n + m). Space O(n).
 * Source     D. W. Matula, L. L. Beck, Smallest-last ordering and clustering and graph coloring algorithms, Journal of
 *            the ACM 30(3), 1983, pp. 417–427; with the array of bins of V. Batagelj, M. Zaveršnik (2003).
 * Ties       Lowest number first among those reached at the same time.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';

/** An order in which each vertex has few neighbours after it. */
export interface DegeneracyOrder {
  /** The vertices in the order they are taken away. */
  readonly order: Int32Array;
  /** The place of each vertex in `order`. */
  readonly place: Int32Array;
  /** The core number of each vertex: it belongs to a subgraph in which all have at least that many neighbours. */
  readonly core: Int32Array;
}

/** Takes away, again and again, a vertex with the fewest neighbours left. O(n + m). */
export function orderByDegeneracy(graph: Adjacency): DegeneracyOrder {
  const { vertexCount: n, offsets, neighbours } = graph;
  const core = new Int32Array(n);
  let largest = 0;
  for (let v = 0; v < n; v++) {
    core[v] = offsets[v + 1]! - offsets[v]!;
    if (core[v]! > largest) largest = core[v]!;
  }
  // Vertices sorted by remaining degree; `bins[d]` is where those of degree d begin.
  const bins = new Int32Array(largest + 2);
  for (let v = 0; v < n; v++) bins[core[v]! + 1]!++;
  for (let d = 1; d < bins.length; d++) bins[d]! += bins[d - 1]!;
  const order = new Int32Array(n);
  const place = new Int32Array(n);
  const next = bins.slice();
  for (let v = 0; v < n; v++) {
    const at = next[core[v]!]!++;
    order[at] = v;
    place[v] = at;
  }
  for (let i = 0; i < n; i++) {
    const v = order[i]!;
    for (let j = offsets[v]!, stop = offsets[v + 1]!; j < stop; j++) {
      const w = neighbours[j]!;
      const degree = core[w]!;
      if (degree <= core[v]!) continue;
      // Swap w with the first vertex of its bin, which then begins one later.
      const start = bins[degree]!;
      const first = order[start]!;
      const at = place[w]!;
      order[start] = w;
      place[w] = start;
      order[at] = first;
      place[first] = at;
      bins[degree] = start + 1;
      core[w] = degree - 1;
    }
  }
  return { order, place, core };
}
