/**
 * DSATUR: colour the vertex that sees the most colours next.
 *
 * Problem    Give neighbours different colours, with few colours.
 * Input      A graph; vertices numbered in the order that breaks ties (byte order of names).
 * Result     Colours from 0, the order of colouring, and the saturation of each vertex when its turn came.
 * Guarantee  A legal colouring with at most (largest degree + 1) colours; the fewest on bipartite graphs, cycles and
 *            wheels (Brélaz, section 3). No approximation factor in general.
 * Time       O((n + m) log n), expected, since colours above a vertex's degree are kept in a hash table.
 * Space      O(n + m).
 * Source     D. Brélaz, New methods to color the vertices of a graph, Communications of the ACM 22(4), 1979, pp.
 *            251–256, section 3, the "Dsatur algorithm".
 * Deviation  None in the rule. The paper arranges vertices by degree and scans; here one lazy heap per saturation finds
 *            the same vertex, and a sorted list serves those that are not saturated, which still have their full
 *            degree.
 * Ties       Saturation (number of *distinct* colours seen), then degree in the uncoloured subgraph, then lowest
 *            number.
 * Letters    degree of saturation → `saturation`; degree in the uncoloured subgraph → `free`.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, degreeOf } from '../graph/adjacency.ts';
import { orderByDegree } from './order-by-degree.ts';
import { SaturationLevel } from './saturation-level.ts';
import { VertexCells } from './vertex-cells.ts';

/** A legal colouring, and how DSATUR came to it. */
export interface DsaturResult {
  /** The colour of each vertex, from 0. */
  readonly colours: Int32Array;
  readonly count: number;
  /** The vertices in the order they were coloured. */
  readonly order: Int32Array;
  /** The distinct colours that each vertex (not: each place in the order) saw when it was coloured. */
  readonly saturation: Int32Array;
}

/**
 * Colours a graph by DSATUR, from the first vertex to the last.
 *
 * @example
 * const { colours, count } = colourByDsatur(buildAdjacency(3, Int32Array.of(0, 1), Int32Array.of(1, 2))); // count: 2
 */
export function colourByDsatur(graph: Adjacency): DsaturResult {
  const { vertexCount, offsets, neighbours } = graph;
  const order = new Int32Array(vertexCount);
  const cells = new VertexCells(graph);
  const unsaturated = orderByDegree(graph);
  const most = vertexCount > 0 ? degreeOf(graph, unsaturated[0]!) : 0;
  const levels: SaturationLevel[] = [];
  let level = 0;
  let nextUnsaturated = 0;
  let count = 0;

  for (let step = 0; step < vertexCount; step++) {
    // 1. The most saturated vertex.
    let v = -1;
    for (; level > 0; level--) {
      v = levels[level]?.take() ?? -1;
      if (v >= 0) break;
    }
    if (v < 0) {
      while (cells.saturationOf(unsaturated[nextUnsaturated]!) !== 0) nextUnsaturated++;
      v = unsaturated[nextUnsaturated++]!;
    }
    // 2. The least colour that no neighbour has.
    const colour = cells.leastFreeColour(v);
    cells.close(v, colour, level);
    order[step] = v;
    if (colour >= count) count = colour + 1;
    // 3. Its uncoloured neighbours lose a free neighbour, and may see a colour more.
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      const w = neighbours[i]!;
      const reached = cells.seeColour(w, colour);
      if (reached < 0) continue;
      if (reached > level) level = reached;
      levels[reached] ??= new SaturationLevel(cells, vertexCount, reached, most);
      levels[reached].add(w);
    }
  }
  return { ...cells.read(), count, order };
}
