/**
 * What remains hard when a graph is to be coloured with `limit` colours.
 *
 * Problem    Take away vertices that any colouring of the rest with `limit` colours extends to, as long as there are
 *            any.
 * Input      A graph and a number of colours.
 * Result     The connected components of the rest (the kernel), and the vertices taken away, in that order.
 * Guarantee  The graph has a colouring with `limit` colours exactly when every component has one.
 * Rules      A vertex with fewer than `limit` neighbours finds a colour after all the others. A vertex whose neighbours
 *            are all neighbours of another one, not its neighbour, may copy the other's colour ("dominated").
 * Time       O(n + m) for the first rule; the search for dominated vertices stops at `dominationSteps`.
 * Space      O(n + m).
 * Source     Folklore; both rules are in E. Malaguti, P. Toth, A survey on vertex coloring problems, International
 *            Transactions in Operational Research 17(1), 2010, section 3.
 * Ties       Lowest number first.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import { type Adjacency, areAdjacent, induceSubgraph } from '../graph/adjacency.ts';

/** What is left of a graph once vertices are gone that can be coloured afterwards, and these in the order of going. */
export interface Kernel {
  /** Connected components of what is left, smallest first. */
  readonly components: readonly Component[];
  readonly removed: readonly Removal[];
}

/** A connected part of what is left. */
export interface Component {
  readonly graph: Adjacency;
  /** The number in the whole graph of each vertex of `graph`, ascending. */
  readonly vertices: Int32Array;
}

interface Removal {
  readonly vertex: number;
  /** The vertex whose colour it may copy, or -1 if it finds its own. */
  readonly dominator: number;
}

const dominationSteps = 20_000_000;

/** Undefined when the budget was spent before it was done. */
export function peel(graph: Adjacency, limit: number, budget: Budget): Kernel | undefined {
  const { vertexCount, offsets } = graph;
  const present = new Uint8Array(vertexCount).fill(1);
  const degree = new Int32Array(vertexCount);
  for (let v = 0; v < vertexCount; v++) degree[v] = offsets[v + 1]! - offsets[v]!;
  const removed: Removal[] = [];
  const queue: number[] = [];
  for (let v = 0; v < vertexCount; v++) if (degree[v]! < limit) queue.push(v);

  const remove = (vertex: number, dominator: number): void => {
    present[vertex] = 0;
    removed.push({ vertex, dominator });
    for (let i = offsets[vertex]!, stop = offsets[vertex + 1]!; i < stop; i++) {
      const w = graph.neighbours[i]!;
      if (present[w] === 1 && degree[w]!-- === limit) queue.push(w);
    }
  };
  const removeLowDegrees = (): void => {
    for (let v = queue.pop(); v !== undefined; v = queue.pop()) if (present[v] === 1) remove(v, -1);
  };

  removeLowDegrees();
  const left = { steps: dominationSteps };
  for (let found = true; found && left.steps > 0; ) {
    found = false;
    for (let v = 0; v < vertexCount && left.steps > 0; v++) {
      if (v % 0x10000 === 0 && budget.isSpent()) return undefined;
      if (present[v] === 0) continue;
      const dominator = findDominator(graph, present, degree, v, left);
      if (dominator < 0) continue;
      remove(v, dominator);
      removeLowDegrees();
      found = true;
    }
  }
  if (budget.isSpent()) return undefined;
  return { components: splitIntoComponents(graph, present), removed };
}

/**
 * Colours the removed vertices, last removed first, in `colours` (-1 where there is none yet). Uses no colour that
 * `limit` does not allow.
 */
export function extendColouring(graph: Adjacency, kernel: Kernel, colours: Int32Array): void {
  const taken: number[] = [];
  for (let i = kernel.removed.length - 1; i >= 0; i--) {
    const { vertex, dominator } = kernel.removed[i] as Removal;
    if (dominator >= 0) {
      colours[vertex] = colours[dominator]!;
      continue;
    }
    for (let j = graph.offsets[vertex]!, stop = graph.offsets[vertex + 1]!; j < stop; j++) {
      const colour = colours[graph.neighbours[j]!]!;
      if (colour >= 0) taken[colour] = vertex;
    }
    let colour = 0;
    while (taken[colour] === vertex) colour++;
    colours[vertex] = colour;
  }
}

/** A vertex, not a neighbour of `v`, that has all of v's present neighbours; -1 if there is none. */
function findDominator(
  graph: Adjacency,
  present: Uint8Array,
  degree: Int32Array,
  v: number,
  left: { steps: number },
): number {
  const { offsets, neighbours } = graph;
  const start = offsets[v]!;
  const stop = offsets[v + 1]!;
  // Every dominator is a neighbour of each of v's neighbours, so of the one with the fewest.
  let narrow = -1;
  for (let i = start; i < stop; i++) {
    const w = neighbours[i]!;
    if (present[w] === 1 && (narrow < 0 || degree[w]! < degree[narrow]!)) narrow = w;
  }
  if (narrow < 0) return -1;
  for (let i = offsets[narrow]!, end = offsets[narrow + 1]!; i < end; i++) {
    const u = neighbours[i]!;
    left.steps--;
    if (u === v || present[u] === 0 || degree[u]! < degree[v]! || areAdjacent(graph, u, v)) continue;
    let j = start;
    for (; j < stop; j++) {
      left.steps -= 8;
      const w = neighbours[j]!;
      if (present[w] === 1 && !areAdjacent(graph, u, w)) break;
    }
    if (j === stop) return u;
  }
  return -1;
}

function splitIntoComponents(graph: Adjacency, present: Uint8Array): Component[] {
  const { vertexCount, offsets, neighbours } = graph;
  const reached = new Uint8Array(vertexCount);
  const components: Component[] = [];
  const scratch = new Int32Array(vertexCount).fill(-1);
  for (let start = 0; start < vertexCount; start++) {
    if (present[start] === 0 || reached[start] === 1) continue;
    const members = [start];
    reached[start] = 1;
    for (let i = 0; i < members.length; i++) {
      const v = members[i] as number;
      for (let j = offsets[v]!, stop = offsets[v + 1]!; j < stop; j++) {
        const w = neighbours[j]!;
        if (present[w] === 0 || reached[w] === 1) continue;
        reached[w] = 1;
        members.push(w);
      }
    }
    const vertices = Int32Array.from(members).sort();
    components.push({ vertices, graph: induceSubgraph(graph, vertices, scratch) });
  }
  // Smallest first; the sort keeps the order of lowest numbers among equals.
  return components.sort((a, b) => a.vertices.length - b.vertices.length);
}
