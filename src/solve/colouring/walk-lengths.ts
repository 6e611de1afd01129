/**
 * How long the shortest walks of even and of odd length are from each vertex to a given one: entry 2v + (0 even, 1
 * odd). Breadth first in the bipartite double of the graph, O(n + m) for each end asked for, remembered.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';

/** Stands for walks of that length or more, and for none. */
const far = 255;

/** The lengths of shortest walks in a graph, worked out where they are asked for. */
export class WalkLengths {
  readonly #graph: Adjacency;
  readonly #known = new Map<number, Uint8Array>();
  readonly #queue: Int32Array;

  constructor(graph: Adjacency) {
    this.#graph = graph;
    this.#queue = new Int32Array(2 * graph.vertexCount);
  }

  to(end: number): Uint8Array {
    const known = this.#known.get(end);
    if (known !== undefined) return known;
    const lengths = this.#search(end);
    this.#known.set(end, lengths);
    return lengths;
  }

  #search(end: number): Uint8Array {
    const { vertexCount, offsets, neighbours } = this.#graph;
    const queue = this.#queue;
    const lengths = new Uint8Array(2 * vertexCount).fill(far);
    lengths[2 * end] = 0;
    queue[0] = 2 * end;
    for (let read = 0, write = 1; read < write; read++) {
      const state = queue[read]!;
      const next = lengths[state]! + 1;
      if (next === far) break;
      const v = state >> 1;
      const side = 1 - (state & 1);
      for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
        const reached = 2 * neighbours[i]! + side;
        if (lengths[reached] !== far) continue;
        lengths[reached] = next;
        queue[write++] = reached;
      }
    }
    return lengths;
  }
}
