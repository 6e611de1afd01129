/**
 * PartialCol: look for a colouring with a given number of colours by completing a partial one.
 *
 * Problem    Colour a graph with `limit` colours.
 * Input      A graph, the number of colours, a legal colouring of some vertices (-1 elsewhere), a seed.
 * Result     A legal colouring of all vertices, or none yet: the search can always go on. It proves nothing.
 * Guarantee  None; the same seed and the same number of steps give the same colouring.
 * Time       O(uncoloured · limit + degrees of the moved vertices) an iteration. Space O(n · limit).
 * Source     I. Blöchliger, N. Zufferey, A graph coloring heuristic using partial solutions and a reactive tabu scheme,
 *            Computers & Operations Research 35(3), 2008, pp. 960–975, sections 2 and 3 (Dyn-PartialCol).
 * Deviation  The start is a given partial colouring.
 * Ties       Among the best moves, by the seeded generator.
 * Letters    U, the uncoloured vertices → `uncoloured`; γ(v, c), neighbours of v in class c → `near`; tenure 0.6 |U| +
 *            rand(10).
 *
 * It finds what `TabuSearch` does not on graphs with planted classes (Leighton, flat), and the other way round on
 * others. `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import { RandomNumbers } from '../random-numbers.ts';
import { countNear } from './count-near.ts';

/** A local search for a colouring with `limit` colours, over partial ones; it goes on as far as `advance` lets it. */
export class PartialSearch {
  /** The colouring being completed: always legal, and -1 where there is no colour yet. */
  readonly colours: Int32Array;
  readonly #graph: Adjacency;
  readonly #limit: number;
  readonly #random: RandomNumbers;
  /** `near[v · limit + c]`: how many neighbours of v have colour c. */
  readonly #near: Uint16Array | Int32Array;
  /** `tabuUntil[v · limit + c]`: the iteration before which v must not go back to c. */
  readonly #tabuUntil: Int32Array;
  /** The vertices without a colour, and the place of each in that list or -1. */
  readonly #uncoloured: Int32Array;
  readonly #placeOfUncoloured: Int32Array;
  #uncolouredCount = 0;
  #fewest: number;
  #iteration = 0;

  /** `start` is copied. */
  constructor(graph: Adjacency, limit: number, start: Int32Array, seed: number) {
    this.#graph = graph;
    this.#limit = limit;
    this.#random = new RandomNumbers(seed);
    this.colours = start.slice();
    this.#near = countNear(graph, limit, start);
    this.#tabuUntil = new Int32Array(graph.vertexCount * limit);
    this.#uncoloured = new Int32Array(graph.vertexCount);
    this.#placeOfUncoloured = new Int32Array(graph.vertexCount).fill(-1);
    for (let v = 0; v < graph.vertexCount; v++) if (start[v]! < 0) this.#list(v);
    this.#fewest = this.#uncolouredCount;
  }

  /** Goes on for about that many elementary steps; true as soon as every vertex has a colour. */
  advance(steps: number): boolean {
    const limit = this.#limit;
    const near = this.#near;
    const tabuUntil = this.#tabuUntil;
    let left = steps;
    while (left > 0 && this.#uncolouredCount > 0) {
      this.#iteration++;
      let fewestOut = 0x7fffffff;
      let bestVertex = -1;
      let bestColour = -1;
      let ties = 0;
      for (let i = 0; i < this.#uncolouredCount; i++) {
        const v = this.#uncoloured[i]!;
        const row = v * limit;
        for (let c = 0; c < limit; c++) {
          const out = near[row + c]!;
          if (out > fewestOut) continue;
          // A forbidden move is allowed when it leaves fewer vertices uncoloured than ever.
          if (tabuUntil[row + c]! >= this.#iteration && this.#uncolouredCount - 1 + out >= this.#fewest) continue;
          if (out < fewestOut) {
            fewestOut = out;
            ties = 0;
          }
          if (this.#random.below(++ties) === 0) {
            bestVertex = v;
            bestColour = c;
          }
        }
        left -= limit;
      }
      left -= bestVertex < 0 ? limit : 3 * this.#colour(bestVertex, bestColour);
    }
    return this.#uncolouredCount === 0;
  }

  /**
   * Colours `v`, takes the colour from its neighbours that have it and forbids it to them; returns the neighbours
   * visited.
   */
  #colour(v: number, colour: number): number {
    const limit = this.#limit;
    const { offsets, neighbours } = this.#graph;
    this.#unlist(v);
    this.colours[v] = colour;
    const start = offsets[v]!;
    const stop = offsets[v + 1]!;
    let visited = stop - start;
    const tabuUntil = this.#iteration + Math.floor(0.6 * this.#uncolouredCount) + this.#random.below(10);
    for (let i = start; i < stop; i++) {
      const w = neighbours[i]!;
      this.#near[w * limit + colour]!++;
      if (this.colours[w] !== colour) continue;
      this.colours[w] = -1;
      this.#list(w);
      this.#tabuUntil[w * limit + colour] = tabuUntil;
      const end = offsets[w + 1]!;
      for (let j = offsets[w]!; j < end; j++) this.#near[neighbours[j]! * limit + colour]!--;
      visited += end - offsets[w]!;
    }
    if (this.#uncolouredCount < this.#fewest) this.#fewest = this.#uncolouredCount;
    return visited;
  }

  #list(v: number): void {
    this.#placeOfUncoloured[v] = this.#uncolouredCount;
    this.#uncoloured[this.#uncolouredCount++] = v;
  }

  #unlist(v: number): void {
    const at = this.#placeOfUncoloured[v]!;
    const last = this.#uncoloured[--this.#uncolouredCount]!;
    this.#uncoloured[at] = last;
    this.#placeOfUncoloured[last] = at;
    this.#placeOfUncoloured[v] = -1;
  }
}
