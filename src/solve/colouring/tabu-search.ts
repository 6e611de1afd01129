/**
 * TabuCol: look for a colouring with a given number of colours by repairing a wrong one.
 *
 * Problem    Colour a graph with `limit` colours. With candidate lists: `repair-by-lists.ts`.
 * Input      A graph, the number of colours, a colouring to start from (-1 where a vertex has no colour yet), a seed.
 * Result     A legal colouring, or none yet: the search can always go on. It proves nothing.
 * Guarantee  None; the same seed and the same number of steps give the same colouring.
 * Time       O(conflicts · limit + degree) an iteration. Space O(n · limit).
 * Source     A. Hertz, D. de Werra, Using tabu search techniques for graph coloring, Computing 39, 1987, pp. 345–351;
 *            the table of neighbours by colour and the tenure of P. Galinier, J.-K. Hao, Hybrid evolutionary algorithms
 *            for graph coloring, Journal of Combinatorial Optimization 3, 1999, pp. 379–397, section 3.
 * Deviation  The start is a given colouring; uncoloured vertices take the colour that fewest neighbours have.
 * Ties       Among the best moves, by the seeded generator.
 * Letters    γ(v, c), neighbours of v in class c → `near`; f, conflicting edges → `conflicts`; tenure 0.6 f + rand(10).
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import { RandomNumbers } from '../random-numbers.ts';
import { countNear } from './count-near.ts';

export class TabuSearch {
  /** The colouring being repaired; legal once `advance` has said so. */
  readonly colours: Int32Array;
  readonly #graph: Adjacency;
  readonly #limit: number;
  readonly #random: RandomNumbers;
  /** `near[v · limit + c]`: how many neighbours of v have colour c. */
  readonly #near: Uint16Array | Int32Array;
  /** `tabuUntil[v · limit + c]`: the iteration before which v must not go back to c. */
  readonly #tabuUntil: Int32Array;
  /** The vertices with a neighbour of their own colour, and the place of each in that list or -1. */
  readonly #wrong: Int32Array;
  readonly #placeOfWrong: Int32Array;
  #wrongCount = 0;
  #conflicts = 0;
  #fewest: number;
  #iteration = 0;

  /** `start` is copied. */
  constructor(graph: Adjacency, limit: number, start: Int32Array, seed: number) {
    this.#graph = graph;
    this.#limit = limit;
    this.#random = new RandomNumbers(seed);
    this.#near = countNear(graph, limit, start);
    this.#tabuUntil = new Int32Array(graph.vertexCount * limit);
    this.#wrong = new Int32Array(graph.vertexCount);
    this.#placeOfWrong = new Int32Array(graph.vertexCount).fill(-1);
    this.colours = start.slice();
    for (let v = 0; v < graph.vertexCount; v++) if (this.colours[v]! < 0) this.#place(v, this.#leastNear(v));
    for (let v = 0; v < graph.vertexCount; v++) this.#noteWrong(v);
    for (let v = 0; v < graph.vertexCount; v++) this.#conflicts += this.#near[v * limit + this.colours[v]!]!;
    this.#conflicts /= 2;
    this.#fewest = this.#conflicts;
  }

  get found(): boolean {
    return this.#conflicts === 0;
  }

  /** Repairs for about that many elementary steps; true as soon as the colouring is legal. */
  advance(steps: number): boolean {
    // Fields that the inner loop reads stand in local names: a little faster.
    const limit = this.#limit;
    const near = this.#near;
    const tabuUntil = this.#tabuUntil;
    const wrong = this.#wrong;
    const colours = this.colours;
    const random = this.#random;
    let left = steps;
    while (left > 0 && this.#conflicts > 0) {
      const iteration = ++this.#iteration;
      const wrongCount = this.#wrongCount;
      // A forbidden move is allowed when it leads to fewer conflicts than ever.
      const allowed = this.#fewest - this.#conflicts;
      let bestChange = 0x7fffffff;
      let bestVertex = -1;
      let bestColour = -1;
      let ties = 0;
      for (let i = 0; i < wrongCount; i++) {
        const v = wrong[i]!;
        const row = v * limit;
        const own = colours[v]!;
        const now = near[row + own]!;
        for (let c = 0; c < limit; c++) {
          const change = near[row + c]! - now;
          if (change > bestChange || c === own) continue;
          if (tabuUntil[row + c]! >= iteration && change >= allowed) continue;
          if (change < bestChange) {
            bestChange = change;
            ties = 0;
          }
          if (random.below(++ties) === 0) {
            bestVertex = v;
            bestColour = c;
          }
        }
        left -= limit;
      }
      left -= bestVertex < 0 ? limit : 3 * this.#move(bestVertex, bestColour, bestChange);
    }
    return this.#conflicts === 0;
  }

  /** Gives `v` another colour and forbids the way back for a while; returns its degree. */
  #move(v: number, colour: number, change: number): number {
    const limit = this.#limit;
    const near = this.#near;
    const { offsets, neighbours } = this.#graph;
    const old = this.colours[v]!;
    this.colours[v] = colour;
    const start = offsets[v]!;
    const stop = offsets[v + 1]!;
    for (let i = start; i < stop; i++) {
      const w = neighbours[i]!;
      const row = w * limit;
      near[row + old]!--;
      near[row + colour]!++;
      const own = this.colours[w]!;
      if (own === old || own === colour) this.#noteWrong(w);
    }
    this.#noteWrong(v);
    this.#conflicts += change;
    if (this.#conflicts < this.#fewest) this.#fewest = this.#conflicts;
    const tenure = Math.floor(0.6 * this.#wrongCount) + this.#random.below(10);
    this.#tabuUntil[v * limit + old] = this.#iteration + tenure;
    return stop - start;
  }

  /** Puts `v` on the list of wrong vertices, or takes it off. */
  #noteWrong(v: number): void {
    const at = this.#placeOfWrong[v]!;
    if (this.#near[v * this.#limit + this.colours[v]!]! > 0) {
      if (at >= 0) return;
      this.#placeOfWrong[v] = this.#wrongCount;
      this.#wrong[this.#wrongCount++] = v;
    } else if (at >= 0) {
      const last = this.#wrong[--this.#wrongCount]!;
      this.#wrong[at] = last;
      this.#placeOfWrong[last] = at;
      this.#placeOfWrong[v] = -1;
    }
  }

  #place(v: number, colour: number): void {
    const { offsets, neighbours } = this.#graph;
    this.colours[v] = colour;
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      this.#near[neighbours[i]! * this.#limit + colour]!++;
    }
  }

  #leastNear(v: number): number {
    const row = v * this.#limit;
    let best = 0;
    for (let c = 1; c < this.#limit; c++) {
      if (this.#near[row + c]! < this.#near[row + best]!) best = c;
    }
    return best;
  }
}

/** The `limit` largest classes of a colouring, renumbered from 0; the vertices of the others get -1: a start. */
export function keepLargestClasses(colours: Int32Array, limit: number): Int32Array {
  const sizes: number[] = [];
  for (const colour of colours) sizes[colour] = (sizes[colour] ?? 0) + 1;
  const bySize = [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const kept = new Int32Array(sizes.length).fill(-1);
  bySize.slice(0, limit).forEach((colour, i) => {
    kept[colour] = i;
  });
  return colours.map(colour => kept[colour]!);
}
