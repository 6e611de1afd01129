/**
 * A colouring from candidate lists with few different colours, fast at any size.
 *
 * Problem    Give each vertex one of its candidates, neighbours different ones, with few different colours in all.
 * Input      A graph, a list of colours for each vertex, how many colours there are.
 * Result     A colouring; -1 for a vertex whose candidates its neighbours had all taken.
 * Guarantee  No two neighbours share a colour.
 * Time       O((n + m + lists) log n). Space O(n + m + lists).
 * Source     DSATUR's rule carried over to lists (D. Brélaz, Communications of the ACM 22(4), 1979): the vertex with
 *            the fewest candidates left comes next; the colours as greedy set cover takes them, the most wanted first.
 * Ties       Fewest candidates left, then most uncoloured neighbours, then lowest number. A colour already in use goes
 *            before one that is not, then that of most candidate lists, then the lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, degreeOf } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';
import { NumberHeap } from './number-heap.ts';
import { placeOf } from './restrict-lists.ts';

/** Colours by candidates as above: -1 for a vertex that got none. `colourCount`: all colours are below it. */
export function colourByCandidates(graph: Adjacency, lists: CandidateLists, colourCount: number): Int32Array {
  const { vertexCount: n, offsets, neighbours } = graph;
  const colours = new Int32Array(n).fill(-1);
  const done = new Uint8Array(n);
  /** A 1 for each place in the lists whose colour a neighbour has taken. */
  const taken = new Uint8Array(lists.colours.length);
  const left = new Int32Array(n);
  const free = new Int32Array(n);
  let widest = 0;
  for (let v = 0; v < n; v++) {
    left[v] = lists.offsets[v + 1]! - lists.offsets[v]!;
    free[v] = degreeOf(graph, v);
    widest = Math.max(widest, free[v]!);
  }
  const wanted = new Int32Array(colourCount);
  for (const c of lists.colours) wanted[c]!++;
  const used = new Uint8Array(colourCount);

  // An entry whose vertex has fewer candidates by now has a newer one before it; free neighbours only break ties.
  const queue = new NumberHeap();
  const enqueue = (v: number): void => queue.add((left[v]! * (widest + 1) + widest - free[v]!) * n + v);
  for (let v = 0; v < n; v++) enqueue(v);
  for (let key = queue.take(); key !== undefined; key = queue.take()) {
    const v = key % n;
    if (done[v] === 1) continue;
    done[v] = 1;
    const colour = choose(v);
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      const w = neighbours[i]!;
      if (done[w] === 1) continue;
      free[w]!--;
      const place = placeOf(lists, w, colour);
      if (place < 0 || taken[place] === 1) continue;
      taken[place] = 1;
      left[w]!--;
      enqueue(w);
    }
    if (colour < 0) continue;
    colours[v] = colour;
    used[colour] = 1;
  }
  return colours;

  function choose(v: number): number {
    let best = -1;
    for (let i = lists.offsets[v]!, stop = lists.offsets[v + 1]!; i < stop; i++) {
      const c = lists.colours[i]!;
      if (taken[i] === 1) continue;
      if (best < 0 || used[c]! > used[best]! || (used[c] === used[best] && wanted[c]! > wanted[best]!)) best = c;
    }
    return best;
  }
}
