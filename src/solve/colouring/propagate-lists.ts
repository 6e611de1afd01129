/**
 * What follows from vertices with a single candidate: their neighbours lose it, and so on.
 *
 * Input      A graph, a list of colours for each vertex, none empty.
 * Result     The lists that are left; or vertices that cannot be coloured together, since one lost its last candidate.
 * Guarantee  No colouring is lost. A vertex that lost candidates did so by the vertices that `explain` adds.
 * Time       O(lists + m log list). Space O(lists).
 * Source     Unit propagation; the reasons as in J. P. Marques-Silva, K. A. Sakallah, GRASP, IEEE Transactions on
 *            Computers 48(5), 1999.
 * Ties       First come, first served, from the lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';
import { placeOf } from './restrict-lists.ts';

/** What is left of lists. */
export interface Propagated {
  /** Not to be used where there is a conflict. */
  readonly lists: CandidateLists;
  /** Vertices, ascending, that cannot be coloured even on their own. */
  readonly conflict: Int32Array | undefined;
  /** The vertices, and all that took candidates from them, from these, and so on; ascending. */
  explain(vertices: Iterable<number>): Int32Array;
}

export function propagateLists(graph: Adjacency, lists: CandidateLists): Propagated {
  const { vertexCount } = graph;
  const { offsets, colours } = lists;
  /** For each place the vertex that took it, or -1. */
  const takenBy = new Int32Array(colours.length).fill(-1);
  const left = Int32Array.from({ length: vertexCount }, (_, v) => offsets[v + 1]! - offsets[v]!);
  const queue: number[] = [];
  for (let v = 0; v < vertexCount; v++) if (left[v] === 1) queue.push(v);
  let emptied = -1;
  for (let head = 0; head < queue.length && emptied < 0; head++) {
    const v = queue[head]!;
    let place = offsets[v]!;
    while (takenBy[place]! >= 0) place++;
    const colour = colours[place]!;
    for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]! && emptied < 0; i++) {
      const w = graph.neighbours[i]!;
      const lost = placeOf(lists, w, colour);
      if (lost < 0 || takenBy[lost]! >= 0) continue;
      takenBy[lost] = v;
      left[w]!--;
      if (left[w] === 1) queue.push(w);
      if (left[w] === 0) emptied = w;
    }
  }

  const explain = (vertices: Iterable<number>): Int32Array => {
    const reasons = new Set(vertices);
    for (const v of reasons) {
      for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (takenBy[i]! >= 0) reasons.add(takenBy[i]!);
    }
    return Int32Array.from(reasons).sort();
  };
  return {
    lists: emptied < 0 ? dropTaken(lists, takenBy) : lists,
    conflict: emptied < 0 ? undefined : explain([emptied]),
    explain,
  };
}

function dropTaken({ offsets, colours }: CandidateLists, takenBy: Int32Array): CandidateLists {
  const kept = new Int32Array(colours.length);
  const starts = new Int32Array(offsets.length);
  let size = 0;
  for (let v = 0; v + 1 < offsets.length; v++) {
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (takenBy[i]! < 0) kept[size++] = colours[i]!;
    starts[v + 1] = size;
  }
  return { offsets: starts, colours: kept.slice(0, size) };
}
