/**
 * DSATUR: colour the vertex that sees the most colours next.
 *
 * Problem    Give neighbours different colours, with few colours.
 * Input      A graph; vertices numbered in the order that breaks ties (byte order of names).
 * Result     Colours from 0, the order of colouring, and the saturation of each vertex when its turn came.
 * Guarantee  A legal colouring with at most (largest degree + 1) colours; the fewest on bipartite graphs, cycles and
 *            wheels (Brélaz, theorem 1 and section 3). No approximation factor in general.
 * Time       O((n + m) log n), expected, since colours above a vertex's degree are kept in a hash table.
 * Space      O(n + m).
 * Source     D. Brélaz, New methods to color the vertices of a graph, Communications of the ACM 22(4), 1979, pp. 251–256,
 *            section 3, algorithm "Dsatur".
 * Deviation  None in the rule. The paper arranges vertices by degree and scans; here one lazy heap per saturation finds
 *            the same vertex: a degree in the uncoloured subgraph only falls, so an outdated entry stands too far up and
 *            is put right when it comes to the top.
 * Ties       Saturation (number of *distinct* colours seen), then degree in the uncoloured subgraph, then lowest number.
 * Letters    degree of saturation → `saturation`; degree in the uncoloured subgraph → `free`.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../../graph/adjacency.ts';
import { LevelHeap } from './level-heap.ts';
import { PairSet } from './pair-set.ts';

export interface DsaturResult {
  /** The colour of each vertex, from 0. */
  readonly colours: Int32Array;
  readonly count: number;
  /** The vertices in the order they were coloured. */
  readonly order: Int32Array;
  /** The distinct colours that each vertex (not: each place in the order) saw when it was coloured. */
  readonly saturation: Int32Array;
}

export function colourByDsatur(graph: Adjacency): DsaturResult {
  const { vertexCount, offsets, neighbours } = graph;
  const colours = new Int32Array(vertexCount).fill(-1);
  const order = new Int32Array(vertexCount);
  const saturation = new Int32Array(vertexCount);
  const free = degrees(graph);
  const untouched = orderByDegree(free);
  const seen = new SeenColours(graph);
  const levels: LevelHeap[] = [];
  let level = 0;
  let nextUntouched = 0;
  let count = 0;

  for (let step = 0; step < vertexCount; step++) {
    // 1. The most saturated vertex. Unsaturated ones still have their full degree, so a sorted list serves them.
    let v = -1;
    for (; level > 0 && v < 0; level--) {
      v = levels[level]?.take(free, saturation, colours, level) ?? -1;
      if (v >= 0) break;
    }
    if (v < 0) {
      while (saturation[untouched[nextUntouched]!]! > 0 || colours[untouched[nextUntouched]!]! >= 0) nextUntouched++;
      v = untouched[nextUntouched++]!;
    }
    // 2. The least colour that no neighbour has.
    const colour = seen.firstFree(v);
    colours[v] = colour;
    order[step] = v;
    if (colour >= count) count = colour + 1;
    // 3. Its uncoloured neighbours lose a free neighbour, and may see a colour more.
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      const w = neighbours[i]!;
      if (colours[w]! >= 0) continue;
      const left = --free[w]!;
      if (!seen.add(w, colour)) continue;
      const reached = ++saturation[w]!;
      if (reached > level) level = reached;
      levels[reached] ??= new LevelHeap(vertexCount);
      levels[reached].add(w, left);
    }
  }
  return { colours, count, order, saturation };
}

/** For each vertex the colours of its neighbours: a bit each for colours up to its degree, a hash table for the rest. */
class SeenColours {
  readonly #starts: Int32Array;
  readonly #bits: Int32Array;
  readonly #beyond = new PairSet();

  constructor(graph: Adjacency) {
    const starts = new Int32Array(graph.vertexCount + 1);
    for (let v = 0; v < graph.vertexCount; v++) {
      starts[v + 1] = starts[v]! + ((graph.offsets[v + 1]! - graph.offsets[v]!) >> 5) + 1;
    }
    this.#starts = starts;
    this.#bits = new Int32Array(starts[graph.vertexCount]!);
  }

  /** Notes that `v` has a neighbour of this colour; false when it was known. */
  add(v: number, colour: number): boolean {
    const word = this.#starts[v]! + (colour >> 5);
    if (word >= this.#starts[v + 1]!) return this.#beyond.add(v, colour);
    const bits = this.#bits[word]!;
    const bit = 1 << (colour & 31);
    if (bits & bit) return false;
    this.#bits[word] = bits | bit;
    return true;
  }

  /** The least colour that `v` does not see: at most its degree, so always among the bits. */
  firstFree(v: number): number {
    let word = this.#starts[v]!;
    while (this.#bits[word] === -1) word++;
    const bits = ~this.#bits[word]!;
    return ((word - this.#starts[v]!) << 5) + 31 - Math.clz32(bits & -bits);
  }
}

function degrees(graph: Adjacency): Int32Array {
  const result = new Int32Array(graph.vertexCount);
  for (let v = 0; v < result.length; v++) result[v] = graph.offsets[v + 1]! - graph.offsets[v]!;
  return result;
}

/** The vertices by falling degree, then by number: a counting sort. */
function orderByDegree(degree: Int32Array): Int32Array {
  let largest = 0;
  for (const d of degree) if (d > largest) largest = d;
  const places = new Int32Array(largest + 2);
  for (const d of degree) places[largest - d + 1]!++;
  for (let i = 1; i < places.length; i++) places[i]! += places[i - 1]!;
  const result = new Int32Array(degree.length);
  for (let v = 0; v < degree.length; v++) result[places[largest - degree[v]!]!++] = v;
  return result;
}
