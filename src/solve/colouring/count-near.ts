/** `!` in this file only marks reads of typed arrays inside their bounds. */
import type { Adjacency } from '../graph/adjacency.ts';

/**
 * The table that local searches keep: entry `v · limit + c` is how many neighbours of `v` have colour `c` in `colours`
 * (-1: none). Two bytes an entry where no count can be larger. O(n · limit + m).
 */
export function countNear(graph: Adjacency, limit: number, colours: Int32Array): Uint16Array | Int32Array {
  const { vertexCount, offsets, neighbours } = graph;
  const entries = vertexCount * limit;
  const near = vertexCount < 0x10000 ? new Uint16Array(entries) : new Int32Array(entries);
  // Row by row, since rows stay in the cache.
  for (let v = 0; v < vertexCount; v++) {
    const row = v * limit;
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      const colour = colours[neighbours[i]!]!;
      if (colour >= 0) near[row + colour]!++;
    }
  }
  return near;
}
