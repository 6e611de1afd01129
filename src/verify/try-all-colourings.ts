/**
 * Tries all colourings of a small graph, or of a part of it, straightforwardly: an answer to compare with.
 *
 * The vertex with the fewest colours left comes first; of colours that nobody has yet, where there are no lists, only
 * the first is tried, for they are alike. With lists all of them are, as long as there are not too many in all.
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import type { VerifiedGraph } from './verify-colouring.ts';
import type { ColourLists } from './verify-list-bound.ts';

/** Whether there is a colouring; `open` where the work did not suffice to find out. */
export type ColouringAnswer = 'a colouring' | 'none' | 'open';

/**
 * @param members the vertices that count; all where left out
 * @param most so many different colours at most
 * @param work how many looks at a vertex and a colour may be taken
 */
export function tryAllColourings(
  graph: VerifiedGraph,
  members: Int32Array | undefined,
  most: number,
  candidates: ColourLists | undefined,
  work: number,
): ColouringAnswer {
  const vertices = members ?? Int32Array.from({ length: graph.vertexCount }, (_, v) => v);
  // What cannot be gone through once is not begun.
  if (vertices.length * Math.min(most, vertices.length) > work) return 'open';
  const search = new Colourings(graph, vertices, most, candidates, work);
  const found = search.visit();
  return search.isOver ? 'open' : found ? 'a colouring' : 'none';
}

class Colourings {
  isOver = false;
  #work: number;
  readonly #graph: VerifiedGraph;
  readonly #most: number;
  readonly #lists: ColourLists | undefined;
  readonly #open: Set<number>;
  readonly #colours: Int32Array;
  /** Colour → how many vertices have it. */
  readonly #users = new Map<number, number>();

  constructor(graph: VerifiedGraph, vertices: Int32Array, most: number, lists: ColourLists | undefined, work: number) {
    this.#graph = graph;
    this.#most = most;
    this.#lists = lists;
    this.#work = work;
    this.#open = new Set(vertices);
    this.#colours = new Int32Array(graph.vertexCount).fill(-1);
  }

  visit(): boolean {
    const [vertex, colours] = this.#choose();
    if (this.isOver) return false;
    if (vertex < 0) return true;
    this.#open.delete(vertex);
    for (const colour of colours) {
      this.#colours[vertex] = colour;
      this.#users.set(colour, (this.#users.get(colour) ?? 0) + 1);
      const found = this.visit();
      const left = this.#users.get(colour)! - 1;
      if (left === 0) this.#users.delete(colour);
      else this.#users.set(colour, left);
      this.#colours[vertex] = -1;
      if (found || this.isOver) return found;
    }
    this.#open.add(vertex);
    return false;
  }

  /** The open vertex with the fewest colours left, and these. */
  #choose(): readonly [number, readonly number[]] {
    let best: readonly [number, readonly number[]] = [-1, []];
    for (const vertex of this.#open) {
      const colours = this.#coloursOf(vertex);
      this.#work -= 1 + colours.length;
      if (this.#work < 0) this.isOver = true;
      if (best[0] < 0 || colours.length < best[1].length) best = [vertex, colours];
      if (colours.length === 0 || this.isOver) break;
    }
    return best;
  }

  #coloursOf(vertex: number): readonly number[] {
    const { offsets, neighbours } = this.#graph;
    const taken = new Set<number>();
    for (let i = offsets[vertex]!; i < offsets[vertex + 1]!; i++) taken.add(this.#colours[neighbours[i]!]!);
    const isFull = this.#users.size >= this.#most;
    if (this.#lists === undefined) {
      const used = [...this.#users.keys()].filter(colour => !taken.has(colour));
      return isFull ? used : [...used, this.#firstUnused()];
    }
    const { offsets: starts, colours } = this.#lists;
    const its = colours.subarray(starts[vertex], starts[vertex + 1]);
    return Array.from(its).filter(colour => !taken.has(colour) && (!isFull || this.#users.has(colour)));
  }

  #firstUnused(): number {
    let colour = 0;
    while (this.#users.has(colour)) colour++;
    return colour;
  }
}
