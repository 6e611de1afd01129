/**
 * The hard part of a list colouring: vertices with more candidates than neighbours are set aside, again and again;
 * whatever the others get, a colour is left for these.
 *
 * Input      A graph, a list of colours for each vertex.
 * Result     The vertices that are left, ascending, and how a colouring of them becomes one of all.
 * Guarantee  All can be coloured exactly when those that are left can.
 * Time       O(n + m + lists). Space O(n).
 * Source     P. Erdős, A. L. Rubin, H. Taylor, Choosability in graphs, Congressus Numerantium 26, 1979: a degenerate
 *            order colours greedily from the lists.
 * Ties       By number; each takes its first free candidate.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, degreeOf } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';

/** What is left, and the way back. */
export interface PeeledLists {
  readonly kernel: Int32Array;
  /** `colours[i]` is that of the vertex `kernel[i]`. */
  extend(colours: Int32Array): Int32Array;
}

export function peelLists(graph: Adjacency, lists: CandidateLists): PeeledLists {
  const { vertexCount, offsets, neighbours } = graph;
  const degree = Int32Array.from({ length: vertexCount }, (_, v) => degreeOf(graph, v));
  const isAside = new Uint8Array(vertexCount);
  const aside: number[] = [];
  const setAside = (v: number): void => {
    if (isAside[v] === 1 || lists.offsets[v + 1]! - lists.offsets[v]! <= degree[v]!) return;
    isAside[v] = 1;
    aside.push(v);
  };
  for (let v = 0; v < vertexCount; v++) setAside(v);
  for (let head = 0; head < aside.length; head++) {
    const v = aside[head]!;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      degree[neighbours[i]!]!--;
      setAside(neighbours[i]!);
    }
  }
  const kernel = Int32Array.from(isAside.keys()).filter(v => isAside[v] === 0);

  const extend = (colours: Int32Array): Int32Array => {
    const all = new Int32Array(vertexCount).fill(-1);
    kernel.forEach((v, i) => {
      all[v] = colours[i]!;
    });
    for (const v of aside.reverse()) {
      const near = new Set(Array.from(neighbours.subarray(offsets[v], offsets[v + 1]), w => all[w]!));
      all[v] = lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]).find(c => !near.has(c))!;
    }
    return all;
  };
  return { kernel, extend };
}
