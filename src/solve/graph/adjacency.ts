/**
 * An undirected graph in compressed sparse rows: what the solvers work on.
 * The neighbours of `v` are `neighbours[offsets[v]]` up to, not including, `neighbours[offsets[v + 1]]`: ascending,
 * without `v` itself and without doubles; every edge stands in both rows. Vertices are numbered from 0.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { lowerBound } from '../../base/search.ts';
import { groupEnds } from './group-by.ts';

/** An undirected graph without loops and doubles; see above. */
export interface Adjacency {
  readonly vertexCount: number;
  /** Different edges, each counted once. */
  readonly edgeCount: number;
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  /** Edges of the input that were left out because both ends are the same vertex. */
  readonly loops: number;
  /** Edges of the input that were left out because the same edge was there already, in either direction. */
  readonly doubles: number;
}

/**
 * The graph with edges `from[i]`–`to[i]` for `i < edges`, all ends in `0 … vertexCount - 1` (not checked).
 * Loops and doubles are dropped and counted. O(n + m) time and space: rows are filled once in input order and then
 * transposed, which sorts them, since walking the rows in ascending order appends ascending numbers.
 */
export function buildAdjacency(
  vertexCount: number,
  from: Int32Array,
  to: Int32Array,
  edges: number = from.length,
): Adjacency {
  const { start: starts, items: unsorted } = groupEnds(vertexCount, from, to, edges);
  const total = unsorted.length;
  const sorted = new Int32Array(total);
  const ends = starts.slice();
  let doubleEnds = 0;
  for (let v = 0; v < vertexCount; v++) {
    for (let i = starts[v]!, stop = starts[v + 1]!; i < stop; i++) {
      const w = unsorted[i]!;
      const end = ends[w]!;
      if (end > starts[w]! && sorted[end - 1] === v) doubleEnds++;
      else {
        sorted[end] = v;
        ends[w] = end + 1;
      }
    }
  }
  if (doubleEnds > 0) closeGaps(starts, ends, sorted);
  return {
    vertexCount,
    edgeCount: (total - doubleEnds) / 2,
    offsets: starts,
    neighbours: doubleEnds > 0 ? sorted.slice(0, total - doubleEnds) : sorted,
    loops: edges - total / 2,
    doubles: doubleEnds / 2,
  };
}

/** Moves rows that end early against each other and makes `starts` the new offsets. */
function closeGaps(starts: Int32Array, ends: Int32Array, rows: Int32Array): void {
  const vertexCount = starts.length - 1;
  let write = 0;
  for (let v = 0; v < vertexCount; v++) {
    const start = starts[v]!;
    const stop = ends[v]!;
    rows.copyWithin(write, start, stop);
    starts[v] = write;
    write += stop - start;
  }
  starts[vertexCount] = write;
}

/** Whether `a` and `b` are neighbours. O(log degree), searching the shorter row. */
export function areAdjacent(graph: Adjacency, a: number, b: number): boolean {
  const { offsets, neighbours } = graph;
  const [row, wanted] = degreeOf(graph, a) <= degreeOf(graph, b) ? [a, b] : [b, a];
  const end = offsets[row + 1]!;
  const at = lowerBound(neighbours, wanted, offsets[row]!, end);
  return at < end && neighbours[at] === wanted;
}

/** The number of neighbours of `v`. */
export function degreeOf(graph: Adjacency, v: number): number {
  return graph.offsets[v + 1]! - graph.offsets[v]!;
}

/**
 * The graph induced by `vertices` (different numbers, any order): vertex `i` of the result is `vertices[i]`. O(rows of
 * the chosen vertices), plus O(n) for `scratch`: an array of n entries, all -1, that callers with many subgraphs may
 * share.
 */
export function induceSubgraph(
  graph: Adjacency,
  vertices: Int32Array,
  scratch: Int32Array = new Int32Array(graph.vertexCount).fill(-1),
): Adjacency {
  let ends = 0;
  for (let i = 0; i < vertices.length; i++) {
    scratch[vertices[i]!] = i;
    ends += degreeOf(graph, vertices[i]!);
  }
  const from = new Int32Array(ends);
  const to = new Int32Array(ends);
  let edges = 0;
  for (let i = 0; i < vertices.length; i++) {
    const v = vertices[i]!;
    for (let j = graph.offsets[v]!, stop = graph.offsets[v + 1]!; j < stop; j++) {
      const other = scratch[graph.neighbours[j]!]!;
      if (other > i) {
        from[edges] = i;
        to[edges++] = other;
      }
    }
  }
  for (const v of vertices) scratch[v] = -1;
  return buildAdjacency(vertices.length, from, to, edges);
}
