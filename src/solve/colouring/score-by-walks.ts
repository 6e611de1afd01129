/** `!` in this file only marks reads of typed arrays inside their bounds. */
import type { Adjacency } from '../graph/adjacency.ts';

const walkLength = 8;

/**
 * The degree of each vertex, less a part of 1 that is larger where more walks begin: the numbering plays no part in it.
 * O(n + m).
 */
export function scoreByWalks({ vertexCount, offsets, neighbours }: Adjacency): Float64Array {
  let walks = new Float64Array(vertexCount).fill(1);
  for (let length = 0; length < walkLength; length++) {
    const longer = new Float64Array(vertexCount);
    for (let v = 0; v < vertexCount; v++) {
      for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) longer[v]! += walks[neighbours[i]!]!;
    }
    walks = longer;
  }
  const most = walks.reduce((a, b) => Math.max(a, b), 0);
  return walks.map((count, v) => offsets[v + 1]! - offsets[v]! - (0.999 * count) / Math.max(1, most));
}
