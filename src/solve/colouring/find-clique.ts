/**
 * A largest clique: the lower bound of every colouring, and one that a person can check.
 *
 * Problem    Find as many vertices as possible that are all neighbours of each other.
 * Input      A graph.
 * Result     A clique that grows while the search advances; `proved` when there is no larger one.
 * Guarantee  Exact when it ends. Before that, whatever was found.
 * Time       Exponential at worst; O(d · 3^(d/3)) for each vertex with d later neighbours, bounded by the steps
 *            allowed.
 * Space      O(n + m), and d²/8 bytes for one neighbourhood of d vertices at a time.
 * Source     The bound by greedy colouring on bit sets: P. San Segundo, D. Rodríguez-Losada, A. Jiménez, An exact
 *            bit-parallel algorithm for the maximum clique problem, Computers & Operations Research 38(2), 2011,
 *            pp. 571–581, after E. Tomita, T. Seki (2003). One search for each vertex in its later neighbours, by
 *            degeneracy: D. Eppstein, M. Löffler, D. Strash (2010).
 * Deviation  The search keeps its own stack, so that it can stop after any number of steps and go on.
 * Ties       By degeneracy order, which breaks its own by number.
 * Letters    P → `open` (candidates); C → the current clique; a colour's number → `bounds`.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import { type Adjacency, areAdjacent } from '../graph/adjacency.ts';
import { type DegeneracyOrder, orderByDegeneracy } from './degeneracy-order.ts';
import { NeighbourhoodClique } from './neighbourhood-clique.ts';

const turn = 2_000_000;

/** A search for a largest clique, which goes on as far as `advance` lets it. */
export class CliqueSearch {
  readonly #graph: Adjacency;
  readonly #order: DegeneracyOrder;
  #best: number[];
  /** The place in the order whose neighbourhood is next; it runs from the densest part backwards. */
  #next: number;
  #inner: NeighbourhoodClique | undefined;
  #center = -1;
  #members = new Int32Array(0);

  constructor(graph: Adjacency) {
    this.#graph = graph;
    this.#order = orderByDegeneracy(graph);
    this.#best = greedyClique(graph, this.#order);
    this.#next = graph.vertexCount - 1;
  }

  /** The largest clique found so far, ascending. */
  get clique(): Int32Array {
    return Int32Array.from(this.#best).sort();
  }

  /** Whether `clique` is known to be a largest one. */
  get proved(): boolean {
    return this.#next < 0 && this.#inner === undefined;
  }

  /** Searches on for about that many elementary steps, in turns, unless the budget is spent. */
  advanceUntil(steps: number, budget: Budget): void {
    for (let left = steps; left > 0 && !this.proved && !budget.isSpent(); left -= turn) this.advance(turn);
  }

  /** Searches on for about that many elementary steps; returns the steps spent. */
  advance(steps: number): number {
    let left = steps;
    while (left > 0 && !this.proved) {
      if (this.#inner === undefined) left -= this.#open();
      if (this.#inner === undefined) continue;
      left -= this.#inner.advance(left);
      const found = this.#inner.best;
      if (found.length + 1 > this.#best.length) this.#best = [this.#center, ...found.map(i => this.#members[i]!)];
      if (this.#inner.done) this.#inner = undefined;
    }
    return steps - left;
  }

  /** Begins the search among the later neighbours of the next vertex that could still give a larger clique. */
  #open(): number {
    const { order, place, core } = this.#order;
    const { offsets, neighbours } = this.#graph;
    let steps = 0;
    while (this.#next >= 0) {
      const v = order[this.#next--]!;
      steps++;
      if (core[v]! < this.#best.length) continue;
      const later: number[] = [];
      for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
        const w = neighbours[i]!;
        if (place[w]! > place[v]! && core[w]! >= this.#best.length) later.push(w);
      }
      steps += offsets[v + 1]! - offsets[v]!;
      if (later.length < this.#best.length) continue;
      this.#center = v;
      this.#members = Int32Array.from(later);
      this.#inner = new NeighbourhoodClique(this.#graph, this.#members, this.#best.length - 1);
      // To set up the search takes a walk along the rows of all members, and some arrays.
      steps += 500;
      for (const w of later) steps += offsets[w + 1]! - offsets[w]!;
      return steps + later.length * (32 + later.length);
    }
    return steps;
  }
}

/** The largest clique met from 50 starts in the densest part, each grown by highest core number first. O(50 · Δ²). */
function greedyClique(graph: Adjacency, { order, place, core }: DegeneracyOrder): number[] {
  const { vertexCount, offsets, neighbours } = graph;
  let best: number[] = vertexCount > 0 ? [0] : [];
  for (let start = vertexCount - 1; start >= Math.max(0, vertexCount - 50); start--) {
    const first = order[start]!;
    if (core[first]! < best.length) continue;
    let candidates = [...neighbours.subarray(offsets[first], offsets[first + 1])];
    candidates.sort((a, b) => place[b]! - place[a]!);
    const clique = [first];
    while (candidates.length > 0 && clique.length + candidates.length > best.length) {
      const chosen = candidates[0]!;
      clique.push(chosen);
      candidates = candidates.filter(v => v !== chosen && areAdjacent(graph, v, chosen));
    }
    if (candidates.length === 0 && clique.length > best.length) best = clique;
  }
  return best;
}
