/**
 * Problem    An upper bound on the weight that any choice for a core can save, as low as possible.
 * Input      A core, and how the weight w of each edge {u, v} is shared out for each candidate h that both ends have:
 *            `share` to u (the lower end), w - share to v.
 * Result     However the weights are shared, nobody can save more than Σ_v max_h R_v(h), where R_v(h) is the gain of h
 *            at v plus what v is given for h by its edges: an edge that is saved at h pays its w to its two ends.
 *            Minimising this sum is the dual of the linear relaxation (x[v,h] ≥ z[e,h] ≤ x[u,h], maximise Σ w·z) of the
 *            placement problem.
 * Guarantee  Each pass lowers the sum or leaves it, up to rounding of single shares. Shares are whole numbers of units
 *            (1/`unit` of a weight), so the sum is exact: what it proves, it proves for certain.
 * Time       A pass is O(Σ_v candidates · degree); 4 bytes for each edge and common candidate.
 * Source     Vladimir Kolmogorov, "Convergent Tree-Reweighted Message Passing for Energy Minimization", IEEE PAMI
 *            28(10), 2006, section 4.2 (TRW-S with monotonic chains). His letters: θ̂_v is -R_v here, γ_v = 1/max(edges
 *            before, edges after), the message M_vt is the negative of t's share, normalised so that candidates which
 *            only one end has need no message; one number for each edge and candidate suffices, since the message in
 *            the other direction is always stale (section 4.3).
 * Deviation  None in the order of operations; weights shared out are a feasible dual at any moment, so the bound may be
 *            read off whenever one likes.
 * Ties       Candidates in ascending order.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { countCandidates, mostCandidates, type Shares } from '../core.ts';
import type { Collected } from './collected.ts';
import type { ShareStore } from './share-store.ts';

/** About a twentieth of a second. */
const workBetweenQuestions = 1e7;

/** Sweeps over the shares of a core. */
export class Sweep {
  readonly #store: ShareStore;
  readonly #collected: Collected;
  // The arrays of core and store, at hand: an edge with few candidates in common takes little more than their look-up.
  readonly #startOf: Int32Array;
  readonly #share: Shares;
  readonly #weight: Float64Array;
  readonly #pairOf: Int32Array;
  readonly #pairStart: Int32Array;
  readonly #lower: Int32Array;
  readonly #upper: Int32Array;
  /** γ·R_v of the node at hand; that less what one of its edges gives, by common candidate. */
  readonly #given: Float64Array;
  readonly #rest: Float64Array;
  /** The positions of the two largest `#given`; which positions the edge at hand shares, by stamp. */
  #largest = -1;
  #secondLargest = -1;
  readonly #seen: Int32Array;
  #stamp = 0;

  constructor(store: ShareStore, collected: Collected) {
    this.#store = store;
    this.#collected = collected;
    this.#startOf = store.startOf;
    this.#share = store.share;
    this.#weight = store.weight;
    this.#pairOf = store.common.pairOf;
    this.#pairStart = store.common.start;
    this.#lower = store.common.lower;
    this.#upper = store.common.upper;
    const longest = mostCandidates(store.core);
    this.#given = new Float64Array(longest);
    this.#rest = new Float64Array(longest);
    this.#seen = new Int32Array(longest);
  }

  /** The two passes, steps 1 and 2: upwards and down over the nodes `from` to `to - 1`; see `WeightShares.sweep`. */
  over(from: number, to: number, goOn?: () => boolean): void {
    this.#collected.keep();
    const store = this.#store;
    let next = store.work + workBetweenQuestions;
    for (let i = from - to; i < to - from; i++) {
      this.#visit(i < 0 ? i + to : to - 1 - i, i < 0);
      if (store.work < next) continue;
      if (goOn && !goOn()) return;
      next = store.work + workBetweenQuestions;
    }
  }

  /** The same over some nodes, ascending, that give to each other only; see `WeightShares.sweepAmong`. */
  among(nodes: Int32Array, isInside: Uint8Array): void {
    this.#collected.keep();
    for (let i = 0; i < nodes.length; i++) this.#visit(nodes[i]!, true, isInside);
    for (let i = nodes.length - 1; i >= 0; i--) this.#visit(nodes[i]!, false, isInside);
  }

  /**
   * Gives away what `node` does not need: to its higher neighbours on the way up, to its lower ones on the way down.
   */
  #visit(node: number, upwards: boolean, isInside?: Uint8Array): void {
    const { core } = this.#store;
    const { incidentStart, incidentEdge, incidentNode } = core;
    const first = incidentStart[node]!;
    const end = incidentStart[node + 1]!;
    let middle = first;
    while (middle < end && incidentNode[middle]! < node) middle++;
    const begin = upwards ? middle : first;
    const stop = upwards ? end : middle;
    let lower = middle - first;
    let higher = end - middle;
    if (isInside) {
      for (let a = first; a < middle; a++) if (isInside[incidentNode[a]!] === 0) lower--;
      for (let a = middle; a < end; a++) if (isInside[incidentNode[a]!] === 0) higher--;
    }
    if ((upwards ? higher : lower) === 0) return;
    const length = countCandidates(core, node);
    const given = this.#given;
    this.#collected.sumUp(node, given);
    const gamma = 1 / Math.max(lower, higher);
    for (let h = 0; h < length; h++) given[h]! *= gamma;
    this.#largest = -1;
    for (let a = begin; a < stop; a++) {
      const other = incidentNode[a]!;
      if (!isInside || isInside[other] === 1) this.#giveAway(incidentEdge[a]!, node, other, length);
    }
  }

  /**
   * The update of a message: keeps of an edge's shares what brings each candidate level with the best, and gives the
   * rest to the other end.
   */
  #giveAway(e: number, node: number, other: number, length: number): void {
    const upwards = node < other;
    const share = this.#share;
    const rest = this.#rest;
    const positions = upwards ? this.#lower : this.#upper;
    const whole = this.#weight[e]!;
    const start = this.#startOf[e]!;
    const count = this.#startOf[e + 1]! - start;
    const pairStart = this.#pairStart[this.#pairOf[e]!]!;
    // The most that a candidate has besides what this edge gives: candidates without a share keep all of theirs.
    const most =
      count === length
        ? this.#leaveAll(start, count, upwards, whole)
        : Math.max(this.#leaveSome(start, count, upwards, whole, positions, pairStart), this.#mostUnseen(length));
    this.#store.work += count + 8;
    const ownStart = this.#collected.start;
    if (!ownStart) {
      if (upwards) for (let i = 0; i < count; i++) share[start + i] = Math.floor(Math.min(whole, most - rest[i]!));
      else for (let i = 0; i < count; i++) share[start + i] = whole - Math.floor(Math.min(whole, most - rest[i]!));
      return;
    }
    const theirPositions = upwards ? this.#upper : this.#lower;
    const kept = this.#collected.kept;
    const own = ownStart[node]!;
    const theirs = ownStart[other]!;
    for (let i = 0; i < count; i++) {
      const ours = Math.floor(Math.min(whole, most - rest[i]!));
      const before = share[start + i]!;
      const more = upwards ? ours - before : ours + before - whole;
      if (more === 0) continue;
      share[start + i] = upwards ? ours : whole - ours;
      kept[own + positions[pairStart + i]!]! += more;
      kept[theirs + theirPositions[pairStart + i]!]! -= more;
    }
  }

  /** Fills `#rest` with what is left without an edge that shares all candidates of the node; returns the most. */
  #leaveAll(start: number, count: number, upwards: boolean, whole: number): number {
    const share = this.#share;
    const given = this.#given;
    const rest = this.#rest;
    if (upwards) for (let i = 0; i < count; i++) rest[i] = given[i]! - share[start + i]!;
    else for (let i = 0; i < count; i++) rest[i] = given[i]! + share[start + i]! - whole;
    let most = -Infinity;
    for (let i = 0; i < count; i++) if (rest[i]! > most) most = rest[i]!;
    return most;
  }

  /** The same for an edge that shares some of them, which are marked as seen. */
  #leaveSome(
    start: number,
    count: number,
    upwards: boolean,
    whole: number,
    positions: Int32Array,
    pairStart: number,
  ): number {
    const share = this.#share;
    const given = this.#given;
    const rest = this.#rest;
    const seen = this.#seen;
    const stamp = ++this.#stamp;
    let most = -Infinity;
    for (let i = 0; i < count; i++) {
      const h = positions[pairStart + i]!;
      seen[h] = stamp;
      const left = upwards ? given[h]! - share[start + i]! : given[h]! + share[start + i]! - whole;
      rest[i] = left;
      if (left > most) most = left;
    }
    return most;
  }

  /** The largest `#given` among the candidates that the last edge does not share. */
  #mostUnseen(length: number): number {
    const given = this.#given;
    const seen = this.#seen;
    if (this.#largest < 0) this.#rank(length);
    if (seen[this.#largest] !== this.#stamp) return given[this.#largest]!;
    if (this.#secondLargest >= 0 && seen[this.#secondLargest] !== this.#stamp) return given[this.#secondLargest]!;
    let most = -Infinity;
    for (let h = 0; h < length; h++) if (seen[h] !== this.#stamp && given[h]! > most) most = given[h]!;
    return most;
  }

  /** Finds the positions of the two largest in `#given`, the first of equal ones. */
  #rank(length: number): void {
    const given = this.#given;
    let first = 0;
    let second = -1;
    for (let h = 1; h < length; h++) {
      const value = given[h]!;
      if (value > given[first]!) {
        second = first;
        first = h;
      } else if (second < 0 || value > given[second]!) second = h;
    }
    this.#largest = first;
    this.#secondLargest = second;
  }
}
