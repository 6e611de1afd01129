/**
 * A largest clique among some vertices, by branch and bound on bit sets; see `find-clique.ts` for source and letters.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import { countBits } from './count-bits.ts';

/** A search for a clique among some vertices that is larger than one which is known. */
export class NeighbourhoodClique {
  /** Places in `members` of the largest clique found; empty while none is larger than what had to be beaten. */
  best: readonly number[] = [];
  done = false;
  readonly #size: number;
  readonly #words: number;
  /** The neighbours of each vertex as bits; vertices renumbered so that those of high degree come first. */
  readonly #rows: Int32Array;
  readonly #memberOf: Int32Array;
  #target: number;
  #depth = 0;
  /** Level by level: open candidates, branching vertices with their colour bounds, and how many of them are left. */
  readonly #open: Int32Array[] = [];
  readonly #branches: Int32Array[] = [];
  readonly #bounds: Int32Array[] = [];
  readonly #left: number[] = [];
  readonly #clique: number[] = [];
  readonly #uncoloured: Int32Array;
  readonly #classOpen: Int32Array;

  /**
   * Looks among `members` (ascending) for a clique of more than `beat` vertices. O(members · (members + degree)) to set
   * up.
   */
  constructor(graph: Adjacency, members: Int32Array, beat: number) {
    const size = members.length;
    this.#size = size;
    this.#words = (size + 31) >> 5;
    this.#target = beat;
    this.#uncoloured = new Int32Array(this.#words);
    this.#classOpen = new Int32Array(this.#words);
    const rows = adjacencyBits(graph, members, this.#words);
    const order = orderForColouring(rows, size, this.#words);
    this.#memberOf = order;
    this.#rows = permuteBits(rows, order, this.#words);
    const all = this.#level(0);
    for (let i = 0; i < size; i++) all[i >> 5]! |= 1 << (i & 31);
    this.#left[0] = this.#colour(0, all);
  }

  /** Searches on for about that many steps; returns the steps spent. */
  advance(steps: number): number {
    const words = this.#words;
    let left = steps;
    while (left > 0) {
      const depth = this.#depth;
      const rest = this.#left[depth]! - 1;
      // No branch left here, or none that can lead to a larger clique: the bounds rise along the list.
      if (rest < 0 || this.#clique.length + this.#bounds[depth]![rest]! <= this.#target) {
        if (depth === 0) {
          this.done = true;
          break;
        }
        this.#depth--;
        this.#clique.pop();
        continue;
      }
      this.#left[depth] = rest;
      const v = this.#branches[depth]![rest]!;
      const open = this.#open[depth]!;
      const next = this.#level(depth + 1);
      let any = 0;
      for (let w = 0, row = v * words; w < words; w++, row++) any |= next[w] = open[w]! & this.#rows[row]!;
      open[v >> 5]! &= ~(1 << (v & 31));
      left -= words;
      this.#clique.push(v);
      if (any === 0) {
        if (this.#clique.length > this.#target) {
          this.#target = this.#clique.length;
          this.best = this.#clique.map(i => this.#memberOf[i]!);
        }
        this.#clique.pop();
        continue;
      }
      this.#depth = depth + 1;
      this.#left[depth + 1] = this.#colour(depth + 1, next);
      left -= this.#spent;
    }
    return steps - left;
  }

  #spent = 0;

  /**
   * Colours the candidates greedily, class by class. A vertex in class c is in no clique of more than c candidates, so
   * only those of the higher classes need be branched on: they are listed, and their number is returned.
   */
  #colour(depth: number, candidates: Int32Array): number {
    const words = this.#words;
    const branches = this.#branches[depth]!;
    const bounds = this.#bounds[depth]!;
    const least = this.#target - this.#clique.length;
    const uncoloured = this.#uncoloured;
    const classOpen = this.#classOpen;
    uncoloured.set(candidates);
    let listed = 0;
    let first = 0;
    let spent = words;
    for (let colour = 1; ; colour++) {
      while (first < words && uncoloured[first] === 0) first++;
      if (first === words) break;
      for (let w = first; w < words; w++) classOpen[w] = uncoloured[w]!;
      for (let w = first; w < words; w++) {
        let bits = classOpen[w]!;
        while (bits !== 0) {
          const bit = bits & -bits;
          const v = (w << 5) + 31 - Math.clz32(bit);
          uncoloured[w]! &= ~bit;
          classOpen[w]! &= ~bit;
          for (let x = w, row = v * words + w; x < words; x++, row++) classOpen[x]! &= ~this.#rows[row]!;
          spent += words - w;
          bits = classOpen[w]!;
          if (colour > least) {
            branches[listed] = v;
            bounds[listed++] = colour;
          }
        }
      }
    }
    this.#spent = spent;
    return listed;
  }

  #level(depth: number): Int32Array {
    if (this.#open.length === depth) {
      this.#open.push(new Int32Array(this.#words));
      this.#branches.push(new Int32Array(this.#size));
      this.#bounds.push(new Int32Array(this.#size));
    }
    return this.#open[depth]!;
  }
}

/** `members` and rows are ascending, so that one walk along both finds what they share. */
function adjacencyBits(graph: Adjacency, members: Int32Array, words: number): Int32Array {
  const size = members.length;
  const rows = new Int32Array(size * words);
  for (let i = 0; i < size; i++) {
    const v = members[i]!;
    let k = 0;
    for (let j = graph.offsets[v]!, stop = graph.offsets[v + 1]!; j < stop; j++) {
      const w = graph.neighbours[j]!;
      while (k < size && members[k]! < w) k++;
      if (k === size) break;
      if (members[k] === w) rows[i * words + (k >> 5)]! |= 1 << (k & 31);
    }
  }
  return rows;
}

/** Smallest-last: the vertex taken away last comes first. */
function orderForColouring(rows: Int32Array, size: number, words: number): Int32Array {
  const degree = new Int32Array(size);
  for (let i = 0; i < size; i++) for (let w = 0; w < words; w++) degree[i]! += countBits(rows[i * words + w]!);
  const order = new Int32Array(size);
  const taken = new Uint8Array(size);
  for (let place = size - 1; place >= 0; place--) {
    let least = -1;
    for (let i = 0; i < size; i++) if (taken[i] === 0 && (least < 0 || degree[i]! <= degree[least]!)) least = i;
    taken[least] = 1;
    order[place] = least;
    for (let i = 0; i < size; i++) if (rows[least * words + (i >> 5)]! & (1 << (i & 31))) degree[i]!--;
  }
  return order;
}

function permuteBits(rows: Int32Array, order: Int32Array, words: number): Int32Array {
  const result = new Int32Array(rows.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]! * words;
    for (let j = 0; j < order.length; j++) {
      const k = order[j]!;
      if (rows[row + (k >> 5)]! & (1 << (k & 31))) result[i * words + (j >> 5)]! |= 1 << (j & 31);
    }
  }
  return result;
}
