/**
 * Can a graph be coloured with `limit` colours? Branch and bound on DSATUR's choice of vertices.
 *
 * Problem    Decide whether a colouring with `limit` colours exists, and give one.
 * Input      A graph, the number of colours, a clique.
 * Result     'coloured', 'impossible', or 'unknown' while the search can go on.
 * Guarantee  Exact when it ends.
 * Time       Exponential at worst; O(n + degree) a node, bounded by the steps allowed. Space O(n · limit + m).
 * Source     D. Brélaz (1979), section 4, as corrected by J. Peemöller, Communications of the ACM 26(8), 1983; the
 *            second tie rule (share most free colours with rivals) of P. San Segundo, A new DSATUR-based algorithm for
 *            exact vertex coloring, Computers & Operations Research 39(7), 2012, pp. 1724–1733, algorithm PASS.
 * Deviation  It decides for one number of colours, so a vertex that sees all of them ends a branch at once, and a
 *            vertex whose seen colours and uncoloured neighbours are together fewer than `limit` is never branched on.
 * Symmetry   The clique is coloured first, and of the colours not used yet only the lowest is tried.
 * Ties       Saturation, then PASS where few vertices tie, then uncoloured neighbours, then lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, areAdjacent } from '../graph/adjacency.ts';

/** What a search says: a colouring, none, or, while it can go on and where time ran out, not known. */
export type Decision = 'coloured' | 'impossible' | 'unknown';

/** PASS costs the neighbourhoods of the tied vertices: it is used while they are at most this many. */
const rivalsLimit = 60;

/** A complete search for a colouring with `limit` colours, which goes on as far as `advance` lets it. */
export class ExactColouring {
  /** The colouring, once `advance` has said 'coloured'. */
  readonly colours: Int32Array;
  /** The steps spent so far. */
  steps = 0;
  readonly #graph: Adjacency;
  readonly #limit: number;
  /** `near[v · limit + c]`: how many neighbours of v have colour c. */
  readonly #near: Uint16Array | Int32Array;
  readonly #saturation: Int32Array;
  readonly #free: Int32Array;
  /** The branch: the vertex of each depth, and how many colours were in use before it. */
  readonly #vertices: Int32Array;
  readonly #used: Int32Array;
  /** At each depth of the branch: how many colours there were to try, and how many have been tried. */
  readonly #choices: Int32Array;
  readonly #tried: Int32Array;
  #depth = 0;
  #fixed = 0;
  #kind: Decision = 'unknown';
  readonly #tied: Int32Array;

  constructor(graph: Adjacency, limit: number, clique: Int32Array) {
    const n = graph.vertexCount;
    this.#graph = graph;
    this.#limit = limit;
    this.colours = new Int32Array(n).fill(-1);
    this.#near = n < 0x10000 ? new Uint16Array(n * limit) : new Int32Array(n * limit);
    this.#saturation = new Int32Array(n);
    this.#free = new Int32Array(n);
    for (let v = 0; v < n; v++) this.#free[v] = graph.offsets[v + 1]! - graph.offsets[v]!;
    this.#vertices = new Int32Array(n + 1);
    this.#used = new Int32Array(n + 1);
    this.#choices = new Int32Array(n + 1);
    this.#tried = new Int32Array(n + 1);
    this.#tied = new Int32Array(n);
    if (clique.length > limit) this.#kind = 'impossible';
    else {
      clique.forEach((v, i) => {
        this.#put(v, i);
        this.#vertices[this.#depth] = v;
        this.#used[this.#depth++] = i;
      });
      this.#fixed = clique.length;
      this.#used[this.#depth] = clique.length;
      this.#descend();
    }
  }

  /** The part of the search tree that is done, from 0 to 1, as if all branches of a node were of one size. */
  get progress(): number {
    let done = 0;
    let share = 1;
    for (let depth = this.#fixed; depth <= this.#depth && this.#kind === 'unknown'; depth++) {
      share /= Math.max(1, this.#choices[depth]!);
      done += share * Math.max(0, this.#tried[depth]! - 1);
    }
    return done;
  }

  /** Searches on for about that many elementary steps. */
  advance(steps: number): Decision {
    const limit = this.#limit;
    const stopAt = this.steps + steps;
    while (this.#kind === 'unknown' && this.steps < stopAt) {
      // The next colour for the vertex of this depth: above its present one, unseen, at most one not yet used.
      const depth = this.#depth;
      const v = this.#vertices[depth]!;
      const row = v * limit;
      const last = Math.min(limit - 1, this.#used[depth]!);
      let colour = this.colours[v]! + 1;
      if (colour > 0) this.#take(v);
      while (colour <= last && this.#near[row + colour]! > 0) colour++;
      if (colour > last) {
        if (depth === this.#fixed) this.#kind = 'impossible';
        this.#depth--;
        continue;
      }
      this.#put(v, colour);
      this.#tried[depth]!++;
      this.#used[depth + 1] = Math.max(this.#used[depth]!, colour + 1);
      this.#depth++;
      this.#descend();
    }
    return this.#kind;
  }

  /** Chooses the vertex of the new depth, or notices that the branch is dead or that all is done. */
  #descend(): void {
    const v = this.#choose();
    if (v < 0) {
      this.#colourRest();
      this.#kind = 'coloured';
    } else if (this.#saturation[v] === this.#limit) {
      if (this.#depth === this.#fixed) this.#kind = 'impossible';
      this.#depth--;
    } else {
      this.#vertices[this.#depth] = v;
      this.#tried[this.#depth] = 0;
      this.#choices[this.#depth] = Math.min(this.#limit, this.#used[this.#depth]! + 1) - this.#saturation[v]!;
    }
  }

  /** The most saturated vertex that may run out of colours; -1 when there is none. */
  #choose(): number {
    const limit = this.#limit;
    const n = this.colours.length;
    let most = -1;
    let count = 0;
    for (let v = 0; v < n; v++) {
      if (this.colours[v]! >= 0) continue;
      const saturation = this.#saturation[v]!;
      if (saturation < most || saturation + this.#free[v]! < limit) continue;
      if (saturation === limit) return v;
      if (saturation > most) {
        most = saturation;
        count = 0;
      }
      this.#tied[count++] = v;
    }
    this.steps += n;
    if (count <= 1) return count === 0 ? -1 : this.#tied[0]!;
    return count <= rivalsLimit && most < limit - 1 ? this.#mostContested(count) : this.#mostFree(count);
  }

  #mostFree(count: number): number {
    let best = this.#tied[0]!;
    for (let i = 1; i < count; i++) if (this.#free[this.#tied[i]!]! > this.#free[best]!) best = this.#tied[i]!;
    return best;
  }

  /** PASS: the tied vertex that shares the most free colours with its tied neighbours. */
  #mostContested(count: number): number {
    const limit = this.#limit;
    const near = this.#near;
    const used = Math.min(limit, this.#used[this.#depth]! + 1);
    let best = -1;
    let bestShared = -1;
    for (let i = 0; i < count; i++) {
      const v = this.#tied[i]!;
      let shared = 0;
      for (let j = 0; j < count; j++) {
        const w = this.#tied[j]!;
        if (!areAdjacent(this.#graph, v, w)) continue;
        for (let c = 0; c < used; c++) if (near[v * limit + c] === 0 && near[w * limit + c] === 0) shared++;
        this.steps += used;
      }
      this.steps += count;
      if (shared > bestShared || (shared === bestShared && this.#free[v]! > this.#free[best]!)) {
        best = v;
        bestShared = shared;
      }
    }
    return best;
  }

  #put(v: number, colour: number): void {
    const { offsets, neighbours } = this.#graph;
    this.colours[v] = colour;
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      const w = neighbours[i]!;
      this.#free[w]!--;
      if (this.#near[w * this.#limit + colour]!++ === 0) this.#saturation[w]!++;
    }
    this.steps += offsets[v + 1]! - offsets[v]!;
  }

  #take(v: number): void {
    const { offsets, neighbours } = this.#graph;
    const colour = this.colours[v]!;
    this.colours[v] = -1;
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      const w = neighbours[i]!;
      this.#free[w]!++;
      if (--this.#near[w * this.#limit + colour]! === 0) this.#saturation[w]!--;
    }
    this.steps += offsets[v + 1]! - offsets[v]!;
  }

  /** What was left out of the search finds a colour in any order. */
  #colourRest(): void {
    for (let v = 0; v < this.colours.length; v++) {
      if (this.colours[v]! >= 0) continue;
      let colour = 0;
      while (this.#near[v * this.#limit + colour]! > 0) colour++;
      this.#put(v, colour);
    }
  }
}
