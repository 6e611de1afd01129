/**
 * Can each vertex get one of its candidates, with at most `limit` different colours in all? Backtracking with
 * look-ahead.
 *
 * Problem    Decide whether a list colouring with `limit` colours exists, and give one.
 * Input      A graph, a list of colours for each vertex, the number of different colours allowed.
 * Result     'coloured', 'impossible', or 'unknown' while the search can go on.
 * Guarantee  Exact when it ends.
 * Time       Exponential at worst; O(n + degree) a node, bounded by the steps allowed. Space O(n · colours + m).
 * Source     DSATUR's rule carried over to lists (D. Brélaz, Communications of the ACM 22(4), 1979; for lists the
 *            number of colours that are left takes the place of the saturation), with the look-ahead of R. M. Haralick
 *            and G. L. Elliott, Artificial Intelligence 14, 1980: a vertex without a colour left ends a branch at once.
 * Deviation  Colours that are in use come first; of those that are not, the one that most uncoloured vertices could
 *            take.
 * Ties       Fewest colours left, then most uncoloured neighbours, then lowest number; of colours the lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';
import type { Decision } from './exact-colouring.ts';
import { placeOf } from './restrict-lists.ts';

/** A complete search for a list colouring, which goes on as far as `advance` lets it. */
export class ListSearch {
  /** The colouring, once `advance` has said 'coloured'. */
  readonly colours: Int32Array;
  readonly #graph: Adjacency;
  readonly #lists: CandidateLists;
  readonly #limit: number;
  readonly #colourCount: number;
  /** `near[v · colours + c]`: how many neighbours of v have colour c. */
  readonly #near: Int32Array;
  /** How many of its candidates no neighbour of v has. */
  readonly #left: Int32Array;
  readonly #free: Int32Array;
  /** How many vertices have each colour, and how many different colours there are. */
  readonly #uses: Int32Array;
  #used = 0;
  /** The branch: at each depth the vertex, the colours to try in order, and the next of them. */
  readonly #branch: { readonly vertex: number; readonly colours: readonly number[]; next: number }[] = [];
  #kind: Decision = 'unknown';
  /** Entries of candidate lists that were looked at since this was last set to 0: in large models most of the work. */
  #looked = 0;

  constructor(graph: Adjacency, lists: CandidateLists, colourCount: number, limit: number) {
    const n = graph.vertexCount;
    this.#graph = graph;
    this.#lists = lists;
    this.#limit = limit;
    this.#colourCount = colourCount;
    this.colours = new Int32Array(n).fill(-1);
    this.#near = new Int32Array(n * colourCount);
    this.#left = Int32Array.from({ length: n }, (_, v) => lists.offsets[v + 1]! - lists.offsets[v]!);
    this.#free = Int32Array.from({ length: n }, (_, v) => graph.offsets[v + 1]! - graph.offsets[v]!);
    this.#uses = new Int32Array(colourCount);
    this.#descend();
  }

  /** Searches on for about that many elementary steps. */
  advance(steps: number): Decision {
    let left = steps;
    while (this.#kind === 'unknown' && left > 0) {
      const node = this.#branch.at(-1);
      if (node === undefined) {
        this.#kind = 'impossible';
        break;
      }
      if (this.colours[node.vertex]! >= 0) this.#take(node.vertex);
      const colour = node.colours[node.next++];
      if (colour === undefined) this.#branch.pop();
      else {
        left -= this.#put(node.vertex, colour);
        left -= this.#descend();
      }
    }
    return this.#kind;
  }

  /** Chooses the next vertex, or notices that all is done or that the branch is dead. Returns the steps it took. */
  #descend(): number {
    const n = this.colours.length;
    this.#looked = 0;
    let best = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let v = 0; v < n; v++) {
      if (this.colours[v]! >= 0) continue;
      const left = this.#used < this.#limit ? this.#left[v]! : this.#countUsable(v);
      if (left < fewest || (left === fewest && this.#free[v]! > this.#free[best]!)) {
        best = v;
        fewest = left;
        if (left === 0) break;
      }
    }
    if (best < 0) this.#kind = 'coloured';
    else this.#branch.push({ vertex: best, colours: fewest === 0 ? [] : this.#listColours(best), next: 0 });
    return n + this.#looked;
  }

  /** The colours left for v when no new one may be taken. */
  #countUsable(v: number): number {
    const { offsets, colours } = this.#lists;
    let count = 0;
    this.#looked += offsets[v + 1]! - offsets[v]!;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const c = colours[i]!;
      if (this.#uses[c]! > 0 && this.#near[v * this.#colourCount + c] === 0) count++;
    }
    return count;
  }

  #listColours(v: number): readonly number[] {
    const { offsets, colours } = this.#lists;
    const list = [...colours.subarray(offsets[v], offsets[v + 1])].filter(
      c => this.#near[v * this.#colourCount + c] === 0,
    );
    const inUse = list.filter(c => this.#uses[c]! > 0);
    if (this.#used >= this.#limit) return inUse;
    const fresh = list.filter(c => this.#uses[c] === 0);
    const takers = this.#countTakers();
    return [...inUse, ...fresh.sort((a, b) => takers[b]! - takers[a]! || a - b)];
  }

  /** For each colour how many uncoloured vertices could take it. */
  #countTakers(): Int32Array {
    const { offsets, colours } = this.#lists;
    const takers = new Int32Array(this.#colourCount);
    for (let v = 0; v < this.colours.length; v++) {
      if (this.colours[v]! >= 0) continue;
      const row = v * this.#colourCount;
      for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
        if (this.#near[row + colours[i]!] === 0) takers[colours[i]!]!++;
      }
    }
    this.#looked += colours.length;
    return takers;
  }

  #put(v: number, colour: number): number {
    this.colours[v] = colour;
    if (this.#uses[colour]!++ === 0) this.#used++;
    return this.#touch(v, colour, 1);
  }

  #take(v: number): void {
    const colour = this.colours[v]!;
    this.colours[v] = -1;
    if (--this.#uses[colour]! === 0) this.#used--;
    this.#touch(v, colour, -1);
  }

  /** Tells the neighbours of v that it took a colour (1) or gave it back (-1). */
  #touch(v: number, colour: number, change: 1 | -1): number {
    const { offsets, neighbours } = this.#graph;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const w = neighbours[i]!;
      const cell = w * this.#colourCount + colour;
      this.#near[cell]! += change;
      this.#free[w]! -= change;
      const appeared = change === 1 && this.#near[cell] === 1;
      const vanished = change === -1 && this.#near[cell] === 0;
      if ((appeared || vanished) && placeOf(this.#lists, w, colour) >= 0) this.#left[w]! -= change;
    }
    return offsets[v + 1]! - offsets[v]!;
  }
}
