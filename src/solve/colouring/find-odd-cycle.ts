/**
 * A cycle of odd length: three colours are needed where there is one, even without a triangle.
 *
 * Problem    Find a cycle of odd length.
 * Input      A graph.
 * Result     Its vertices in order around it; none for a bipartite graph.
 * Guarantee  Exact: there is a cycle of odd length exactly when one is found.
 * Time       O(n + m). Space O(n).
 * Source     D. Kőnig (1916): a graph has two colours exactly when it has no odd cycle. Breadth first; an edge inside a
 *            layer closes a cycle over the two branches' last common vertex.
 * Ties       Lowest number first.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';

/** The vertices of a cycle of odd length; empty where there is none, which two colours prove. O(n + m). */
export function findOddCycle(graph: Adjacency): Int32Array {
  const { vertexCount, offsets, neighbours } = graph;
  const depth = new Int32Array(vertexCount).fill(-1);
  const parent = new Int32Array(vertexCount).fill(-1);
  const queue = new Int32Array(vertexCount);
  for (let root = 0; root < vertexCount; root++) {
    if (depth[root]! >= 0) continue;
    depth[root] = 0;
    queue[0] = root;
    for (let read = 0, write = 1; read < write; read++) {
      const v = queue[read]!;
      for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
        const w = neighbours[i]!;
        if (depth[w]! < 0) {
          depth[w] = depth[v]! + 1;
          parent[w] = v;
          queue[write++] = w;
        } else if (depth[w] === depth[v]) return closeCycle(parent, v, w);
      }
    }
  }
  return new Int32Array(0);
}

function closeCycle(parent: Int32Array, v: number, w: number): Int32Array {
  const up = [v];
  const down = [w];
  for (let a = v, b = w; a !== b; ) {
    a = parent[a]!;
    b = parent[b]!;
    up.push(a);
    if (a !== b) down.push(b);
  }
  return Int32Array.from([...up, ...down.reverse()]);
}
