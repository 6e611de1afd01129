/**
 * Problem    Improve a choice where expansion moves find nothing more.
 * Input      A core and a choice; the nodes `from` to `to - 1`.
 * Result     A choice that saves at least as much. A move takes a random set of nodes whose edges among themselves form
 *            a forest (more than half of the nodes of a sparse graph), leaves all others as they are, and finds the
 *            best choice for the set by dynamic programming. Ties fall at random, so a sequence of moves wanders over
 *            plateaus and never goes down.
 * Time       A move is O(candidates of the nodes + common candidates of their edges); 4 bytes for each candidate.
 * Source     Firas Hamze, Nando de Freitas, "From Fields to Trees", UAI 2004 (sampling); as an optimiser Alex Selby,
 *            "Efficient Subgraph-based Sampling of Ising-type Models with Frustration", arXiv:1409.3934, 2014.
 * Deviation  The best choice instead of a sample from a distribution.
 * Ties       By a random number generator of its own with a fixed seed.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { lowerBound } from '../../base/search.ts';
import { RandomNumbers } from '../random-numbers.ts';
import type { CommonCandidates } from './common-candidates.ts';
import { countCandidates, endOfCandidates, firstCandidate, type PlacementCore } from './core.ts';

const outside = -3;
const unseen = -2;
const noParent = -1;

/** Forest moves among the nodes `from` to `to - 1`, which must be whole components. */
export class ForestMoves {
  readonly #core: PlacementCore;
  readonly #common: CommonCandidates;
  readonly #from: number;
  /** The nodes in random order; the chosen ones, parents before children. */
  readonly #order: Int32Array;
  readonly #sequence: Int32Array;
  /** Node - from → its tree's representative; the edge to its parent, noParent, or outside. */
  readonly #tree: Int32Array;
  readonly #parentEdge: Int32Array;
  readonly #touched: Int32Array;
  #stamp = 0;
  /** Node - from → where its values start in `#value`; the position of its best candidate. */
  readonly #start: Int32Array;
  readonly #value: Float32Array;
  readonly #best: Int32Array;
  readonly #random: RandomNumbers;
  work = 0;

  constructor(core: PlacementCore, common: CommonCandidates, from: number, to: number, seed: number) {
    this.#core = core;
    this.#common = common;
    this.#from = from;
    this.#random = RandomNumbers.after(seed | 1);
    const count = to - from;
    this.#order = Int32Array.from({ length: count }, (_, i) => from + i);
    this.#sequence = new Int32Array(count);
    this.#tree = new Int32Array(count);
    this.#parentEdge = new Int32Array(count);
    this.#touched = new Int32Array(count);
    this.#start = new Int32Array(count + 1);
    for (let i = 0; i < count; i++) {
      this.#start[i + 1] = this.#start[i]! + countCandidates(core, from + i);
    }
    this.#value = new Float32Array(this.#start[count]!);
    this.#best = new Int32Array(count);
  }

  /** One move: changes `choice` in place. */
  move(choice: Int32Array): void {
    this.#pickForest();
    const count = this.#orderForest();
    for (let i = 0; i < count; i++) this.#valueAlone(this.#sequence[i]!, choice);
    for (let i = count - 1; i >= 0; i--) this.#passUp(this.#sequence[i]!);
    for (let i = 0; i < count; i++) this.#choose(this.#sequence[i]!, choice);
  }

  /** Adds nodes in random order as long as no two neighbours of one already hang together. */
  #pickForest(): void {
    const { incidentStart, incidentNode } = this.#core;
    const from = this.#from;
    const order = this.#order;
    const tree = this.#tree;
    const parentEdge = this.#parentEdge;
    this.#shuffle();
    for (let i = 0; i < order.length; i++) tree[i] = i;
    parentEdge.fill(outside);
    for (const node of order) {
      const stamp = ++this.#stamp;
      let isTree = true;
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]! && isTree; a++) {
        const other = incidentNode[a]! - from;
        if (parentEdge[other] === outside) continue;
        const root = this.#rootOf(other);
        isTree = this.#touched[root] !== stamp;
        this.#touched[root] = stamp;
      }
      if (!isTree) continue;
      parentEdge[node - from] = unseen;
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
        const other = incidentNode[a]! - from;
        if (parentEdge[other] !== outside) tree[this.#rootOf(other)] = node - from;
      }
    }
    this.work += 12 * order.length;
  }

  #rootOf(node: number): number {
    const tree = this.#tree;
    let at = node;
    while (tree[at] !== at) {
      tree[at] = tree[tree[at]!]!;
      at = tree[at]!;
    }
    return at;
  }

  /**
   * Roots each tree at its first node in the random order; fills `#sequence`, parents first. Returns how many there
   * are.
   */
  #orderForest(): number {
    const { incidentStart, incidentNode, incidentEdge } = this.#core;
    const from = this.#from;
    const parentEdge = this.#parentEdge;
    const sequence = this.#sequence;
    let count = 0;
    for (const root of this.#order) {
      if (parentEdge[root - from] !== unseen) continue;
      parentEdge[root - from] = noParent;
      let next = count;
      sequence[count++] = root;
      for (; next < count; next++) {
        const node = sequence[next]!;
        for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
          const other = incidentNode[a]!;
          if (parentEdge[other - from] !== unseen) continue;
          parentEdge[other - from] = incidentEdge[a]!;
          sequence[count++] = other;
        }
      }
    }
    return count;
  }

  /** What each candidate of a node saves by itself and with its neighbours outside the forest. */
  #valueAlone(node: number, choice: Int32Array): void {
    const { incidentStart, incidentNode, incidentEdge, edgeWeight, gainStart, gainLabel, gainValue } = this.#core;
    const value = this.#value;
    const start = this.#start[node - this.#from]!;
    const end = this.#start[node - this.#from + 1]!;
    value.fill(0, start, end);
    for (let i = gainStart[node]!; i < gainStart[node + 1]!; i++) {
      value[start + this.#positionOf(node, gainLabel[i]!)]! += gainValue[i]!;
    }
    for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
      const other = incidentNode[a]!;
      if (this.#parentEdge[other - this.#from] !== outside) continue;
      const position = this.#positionOf(node, choice[other]!);
      if (position >= 0) value[start + position]! += edgeWeight[incidentEdge[a]!]!;
    }
    this.work += 12 + 2 * (end - start);
  }

  /** Finds a node's best candidate (from a random one on, so that ties fall at random) and tells its parent. */
  #passUp(node: number): void {
    const { edgeU, edgeV, edgeWeight } = this.#core;
    const value = this.#value;
    const start = this.#start[node - this.#from]!;
    const end = this.#start[node - this.#from + 1]!;
    let best = start + (this.#random.next() % (end - start));
    const middle = best;
    for (let i = middle + 1; i < end; i++) if (value[i]! > value[best]!) best = i;
    for (let i = start; i < middle; i++) if (value[i]! > value[best]!) best = i;
    this.#best[node - this.#from] = best - start;
    const e = this.#parentEdge[node - this.#from]!;
    if (e < 0) return;
    const isLower = edgeU[e] === node;
    const parent = isLower ? edgeV[e]! : edgeU[e]!;
    const own = isLower ? this.#common.lower : this.#common.upper;
    const theirs = isLower ? this.#common.upper : this.#common.lower;
    const parentStart = this.#start[parent - this.#from]!;
    const pair = this.#common.pairOf[e]!;
    const least = value[best]! - edgeWeight[e]!;
    for (let i = this.#common.start[pair]!; i < this.#common.start[pair + 1]!; i++) {
      const gain = value[start + own[i]!]! - least;
      if (gain > 0) value[parentStart + theirs[i]!]! += gain;
    }
    this.work += 2 * (this.#common.start[pair + 1]! - this.#common.start[pair]!);
  }

  /** With its parent where that is no worse, else its own best. */
  #choose(node: number, choice: Int32Array): void {
    const { edgeU, edgeV, edgeWeight, listLabels } = this.#core;
    const start = this.#start[node - this.#from]!;
    let position = this.#best[node - this.#from]!;
    const e = this.#parentEdge[node - this.#from]!;
    if (e >= 0) {
      const parent = edgeU[e] === node ? edgeV[e]! : edgeU[e]!;
      const along = this.#positionOf(node, choice[parent]!);
      if (along >= 0 && this.#value[start + along]! + edgeWeight[e]! >= this.#value[start + position]!)
        position = along;
    }
    choice[node] = listLabels[firstCandidate(this.#core, node) + position]!;
  }

  /** Where a label is in a node's list, or -1. */
  #positionOf(node: number, label: number): number {
    const { listLabels } = this.#core;
    const base = firstCandidate(this.#core, node);
    const end = endOfCandidates(this.#core, node);
    const at = lowerBound(listLabels, label, base, end);
    return at < end && listLabels[at] === label ? at - base : -1;
  }

  #shuffle(): void {
    const order = this.#order;
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.#random.next() % (i + 1);
      const node = order[i]!;
      order[i] = order[j]!;
      order[j] = node;
    }
  }
}
