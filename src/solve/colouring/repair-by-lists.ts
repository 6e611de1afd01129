/**
 * Repairs a list colouring with conflicts by tabu search, in space that grows with the lists alone.
 *
 * Problem    Give each vertex one of its candidates, neighbours different ones.
 * Input      A graph, a list of colours for each vertex, a colouring to start from (-1 where a vertex has none), a
 *            seed.
 * Result     A legal colouring, or none yet: the search can always go on. It proves nothing.
 * Guarantee  None; the same seed and the same number of steps give the same colouring.
 * Time       O(conflicts · list + degree · log list) an iteration. Space O(lists).
 * Source     `tabu-search.ts`, with its tables by place in the lists instead of by colour: with many colours and short
 *            lists most of such a table would be of colours that a vertex may not have.
 * Ties       Among the best moves, by the seeded generator.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import { RandomNumbers } from '../random-numbers.ts';
import type { CandidateLists } from './colouring.ts';
import { placeOf } from './restrict-lists.ts';

export class ListRepair {
  readonly #graph: Adjacency;
  readonly #lists: CandidateLists;
  readonly #random: RandomNumbers;
  /** The place in the lists that each vertex has taken. */
  readonly #taken: Int32Array;
  /** For each place how many neighbours have its colour, and until which iteration it is forbidden. */
  readonly #near: Int32Array;
  readonly #tabuUntil: Int32Array;
  readonly #wrong: number[] = [];
  readonly #placeOfWrong: Int32Array;
  #conflicts = 0;
  #fewest: number;
  #iteration = 0;

  /** Every list must hold a colour; a colour of the start that is not on the vertex's list counts as none. */
  constructor(graph: Adjacency, lists: CandidateLists, start: Int32Array, seed: number) {
    this.#graph = graph;
    this.#lists = lists;
    this.#random = new RandomNumbers(seed);
    this.#near = new Int32Array(lists.colours.length);
    this.#tabuUntil = new Int32Array(lists.colours.length);
    this.#placeOfWrong = new Int32Array(graph.vertexCount).fill(-1);
    this.#taken = start.map((colour, v) => (colour < 0 ? -1 : placeOf(lists, v, colour)));
    for (let v = 0; v < graph.vertexCount; v++) if (this.#taken[v]! >= 0) this.#tellNeighbours(v, this.#taken[v]!, 1);
    for (let v = 0; v < graph.vertexCount; v++) {
      if (this.#taken[v]! >= 0) continue;
      let best = lists.offsets[v]!;
      for (let i = best + 1; i < lists.offsets[v + 1]!; i++) if (this.#near[i]! < this.#near[best]!) best = i;
      this.#taken[v] = best;
      this.#tellNeighbours(v, best, 1);
    }
    for (let v = 0; v < graph.vertexCount; v++) {
      this.#noteWrong(v);
      this.#conflicts += this.#near[this.#taken[v]!]! / 2;
    }
    this.#fewest = this.#conflicts;
  }

  /** The colouring as it is. */
  get colours(): Int32Array {
    return this.#taken.map(place => this.#lists.colours[place]!);
  }

  /** The vertices with a neighbour of their own colour, ascending. */
  get wrong(): Int32Array {
    return Int32Array.from(this.#wrong).sort();
  }

  /** Repairs for about that many elementary steps; true as soon as the colouring is legal. */
  advance(steps: number): boolean {
    const near = this.#near;
    const { offsets } = this.#lists;
    for (let left = steps; left > 0 && this.#conflicts > 0; ) {
      const iteration = ++this.#iteration;
      // A forbidden move is allowed when it leads to fewer conflicts than ever.
      const allowed = this.#fewest - this.#conflicts;
      let bestChange = 0x7fffffff;
      let bestVertex = -1;
      let bestPlace = -1;
      let ties = 0;
      for (const v of this.#wrong) {
        const own = this.#taken[v]!;
        for (let i = offsets[v]!, end = offsets[v + 1]!; i < end; i++) {
          const change = near[i]! - near[own]!;
          if (i === own || change > bestChange) continue;
          if (this.#tabuUntil[i]! >= iteration && change >= allowed) continue;
          if (change < bestChange) ties = 0;
          bestChange = change;
          if (this.#random.below(++ties) > 0) continue;
          bestVertex = v;
          bestPlace = i;
        }
        left -= offsets[v + 1]! - offsets[v]!;
      }
      left -= bestVertex < 0 ? 4 : this.#move(bestVertex, bestPlace, bestChange);
    }
    return this.#conflicts === 0;
  }

  /** Gives `v` another colour and forbids the way back for a while; returns the steps. */
  #move(v: number, place: number, change: number): number {
    const old = this.#taken[v]!;
    this.#tellNeighbours(v, old, -1);
    this.#taken[v] = place;
    this.#tellNeighbours(v, place, 1);
    this.#noteWrong(v);
    const { offsets, neighbours } = this.#graph;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) this.#noteWrong(neighbours[i]!);
    this.#conflicts += change;
    if (this.#conflicts < this.#fewest) this.#fewest = this.#conflicts;
    this.#tabuUntil[old] = this.#iteration + Math.floor(0.6 * this.#wrong.length) + this.#random.below(10);
    return 12 * (offsets[v + 1]! - offsets[v]!) + 4;
  }

  #tellNeighbours(v: number, place: number, change: 1 | -1): void {
    const { offsets, neighbours } = this.#graph;
    const colour = this.#lists.colours[place]!;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const at = placeOf(this.#lists, neighbours[i]!, colour);
      if (at >= 0) this.#near[at]! += change;
    }
  }

  /** Puts `v` on the list of wrong vertices, or takes it off. */
  #noteWrong(v: number): void {
    const at = this.#placeOfWrong[v]!;
    if (this.#near[this.#taken[v]!]! > 0) {
      if (at < 0) this.#placeOfWrong[v] = this.#wrong.push(v) - 1;
    } else if (at >= 0) {
      const last = this.#wrong.pop()!;
      this.#placeOfWrong[v] = -1;
      if (last === v) return;
      this.#wrong[at] = last;
      this.#placeOfWrong[last] = at;
    }
  }
}
