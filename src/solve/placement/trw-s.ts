/**
 * Problem    An upper bound on the weight that any choice for a core can save, as low as possible.
 * Input      A core.
 * State      For each edge {u, v} and each candidate h that both ends have, how its weight w is shared out:
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

import { lowerBound } from '../../base/search.ts';
import { type CommonCandidates, meetCandidates } from './common-candidates.ts';
import {
  countCandidates,
  type Domain,
  endOfCandidates,
  firstCandidate,
  type PlacementCore,
  type Shares,
} from './core.ts';

/** About a twentieth of a second. */
const workBetweenQuestions = 1e7;

/** What all candidates of all nodes collect is kept where there are no more than so many (16 MB). */
const mostCollected = 2_000_000;

export class WeightShares {
  readonly #core: PlacementCore;
  /** Edge → its pair of lists; pair → positions of the common candidates. */
  readonly #pairOf: Int32Array;
  readonly #pairStart: Int32Array;
  readonly #lowerPosition: Int32Array;
  readonly #upperPosition: Int32Array;
  /** Edge → where its shares start in `#share`; one for each common candidate: what the lower end is given. */
  readonly #shareStart: Int32Array;
  readonly #share: Shares;
  /** Edge → its weight in units. */
  readonly #weight: Float64Array;
  /** How many units make a weight of 1: a power of two. */
  readonly unit: number;
  /** The candidates that a search has ruled out, while there is one. */
  #domain: Domain | undefined;
  /** Node → where its candidates start in `#collected`: R_v as it is now, kept where that takes little memory. */
  readonly #collectedStart: Int32Array | undefined;
  #collected = new Float64Array(0);
  #isCollectedUpToDate = false;
  /** Scratch: R_v, and γ·R_v less what one edge gives. */
  readonly #given: Float64Array;
  readonly #rest: Float64Array;
  /** Scratch: the positions of the two largest `#given`; which positions the edge at hand shares, by stamp. */
  #largest = -1;
  #secondLargest = -1;
  readonly #seen: Int32Array;
  #stamp = 0;
  /** Work done so far, in shares read. */
  work = 0;

  /** `finestUnit`: no finer unit than this, see `chooseUnit`. */
  constructor(core: PlacementCore, common: CommonCandidates = meetCandidates(core), finestUnit = Infinity) {
    this.#core = core;
    const { edgeU, edgeWeight } = core;
    this.#pairOf = common.pairOf;
    this.#pairStart = common.start;
    this.#lowerPosition = common.lower;
    this.#upperPosition = common.upper;
    this.#shareStart = new Int32Array(edgeU.length + 1);
    for (let e = 0; e < edgeU.length; e++) {
      const pair = common.pairOf[e]!;
      this.#shareStart[e + 1] = this.#shareStart[e]! + common.start[pair + 1]! - common.start[pair]!;
    }
    this.unit = Math.min(finestUnit, chooseUnit(core));
    const heaviest = heaviestEdge(core);
    this.#weight = edgeWeight.map(weight => weight * this.unit);
    const size = this.#shareStart[edgeU.length]!;
    this.#share = heaviest * this.unit < 2 ** 31 ? new Int32Array(size) : new Float64Array(size);
    for (let e = 0; e < edgeU.length; e++) {
      this.#share.fill(Math.floor(this.#weight[e]! / 2), this.#shareStart[e], this.#shareStart[e + 1]);
    }
    this.#collectedStart = startOfCandidates(core);
    let longest = 0;
    for (let l = 0; l + 1 < core.listStart.length; l++) {
      longest = Math.max(longest, core.listStart[l + 1]! - core.listStart[l]!);
    }
    this.#given = new Float64Array(longest);
    this.#rest = new Float64Array(longest);
    this.#seen = new Int32Array(longest);
  }

  /**
   * One pass upwards and one down over the nodes `from` to `to - 1`, which must be whole components. A long one asks
   * `goOn` now and then and ends where it says stop: the shares are a feasible dual at any moment.
   */
  sweep(from: number, to: number, goOn?: () => boolean): void {
    this.#collect();
    let next = this.work + workBetweenQuestions;
    for (let i = from - to; i < to - from; i++) {
      this.#visit(i < 0 ? i + to : to - 1 - i, i < 0);
      if (this.work < next) continue;
      if (goOn && !goOn()) return;
      next = this.work + workBetweenQuestions;
    }
  }

  /**
   * A pass up and down over some nodes, ascending, whose marks in `isInside` are 1: they give to each other only, and
   * what the edges to others give them stays as it is.
   */
  sweepAmong(nodes: Int32Array, isInside: Uint8Array): void {
    this.#collect();
    for (let i = 0; i < nodes.length; i++) this.#visit(nodes[i]!, true, isInside);
    for (let i = nodes.length - 1; i >= 0; i--) this.#visit(nodes[i]!, false, isInside);
  }

  /**
   * The nodes at which a choice saves less than the bound grants, by more than `tolerance` (in weight): their candidate
   * is not the one that collects most, or edges that the choice cuts give them something. All such differences together
   * are the gap between bound and choice. Only nodes with a mark in `isInside`, where that is given.
   */
  findDoubts(choice: Int32Array, from: number, to: number, tolerance: number, isInside?: Uint8Array): number[] {
    const { incidentStart, incidentEdge, incidentNode, listLabels } = this.#core;
    const given = this.#given;
    const doubts: number[] = [];
    for (let node = from; node < to; node++) {
      if (isInside && isInside[node] === 0) continue;
      this.#sumUp(node);
      const base = firstCandidate(this.#core, node);
      const length = endOfCandidates(this.#core, node) - base;
      let top = 0;
      let own = 0;
      for (let h = 0; h < length; h++) {
        if (given[h]! > top) top = given[h]!;
        if (listLabels[base + h] === choice[node]) own = h;
      }
      let doubt = top - given[own]!;
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
        if (choice[incidentNode[a]!] !== choice[node]) {
          doubt += this.#givenFor(incidentEdge[a]!, incidentNode[a]! > node, own);
        }
      }
      if (doubt > tolerance * this.unit) doubts.push(node);
    }
    return doubts;
  }

  /** What one end of an edge is given for the candidate at a position of its list. */
  #givenFor(e: number, isLower: boolean, position: number): number {
    const positions = isLower ? this.#lowerPosition : this.#upperPosition;
    const pair = this.#pairOf[e]!;
    const first = this.#pairStart[pair]!;
    for (let i = first; i < this.#pairStart[pair + 1]!; i++) {
      if (positions[i] !== position) continue;
      const share = this.#share[this.#shareStart[e]! + i - first]!;
      return isLower ? share : this.#weight[e]! - share;
    }
    return 0;
  }

  /**
   * Gives away what `node` does not need: to its higher neighbours on the way up, to its lower ones on the way down.
   */
  #visit(node: number, upwards: boolean, isInside?: Uint8Array): void {
    const { incidentStart, incidentEdge, incidentNode } = this.#core;
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
    const length = countCandidates(this.#core, node);
    const given = this.#given;
    this.#sumUp(node);
    const gamma = 1 / Math.max(lower, higher);
    for (let h = 0; h < length; h++) given[h]! *= gamma;
    this.#largest = -1;
    for (let a = begin; a < stop; a++) {
      const other = incidentNode[a]!;
      if (!isInside || isInside[other] === 1) this.#giveAway(incidentEdge[a]!, node, other, length);
    }
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

  /** Keeps of an edge's shares what brings each candidate level with the best, and gives the rest to the other end. */
  #giveAway(e: number, node: number, other: number, length: number): void {
    const upwards = node < other;
    const share = this.#share;
    const given = this.#given;
    const rest = this.#rest;
    const positions = upwards ? this.#lowerPosition : this.#upperPosition;
    const weight = this.#weight[e]!;
    const start = this.#shareStart[e]!;
    const count = this.#shareStart[e + 1]! - start;
    const pairStart = this.#pairStart[this.#pairOf[e]!]!;
    // The most that a candidate has besides what this edge gives: candidates without a share keep all of theirs.
    let most = -Infinity;
    if (count === length) {
      if (upwards) for (let i = 0; i < count; i++) rest[i] = given[i]! - share[start + i]!;
      else for (let i = 0; i < count; i++) rest[i] = given[i]! + share[start + i]! - weight;
      for (let i = 0; i < count; i++) if (rest[i]! > most) most = rest[i]!;
    } else {
      const seen = this.#seen;
      const stamp = ++this.#stamp;
      for (let i = 0; i < count; i++) {
        const h = positions[pairStart + i]!;
        seen[h] = stamp;
        const left = upwards ? given[h]! - share[start + i]! : given[h]! + share[start + i]! - weight;
        rest[i] = left;
        if (left > most) most = left;
      }
      most = Math.max(most, this.#mostUnseen(length));
    }
    this.work += count + 8;
    if (!this.#collectedStart) {
      if (upwards) for (let i = 0; i < count; i++) share[start + i] = Math.floor(Math.min(weight, most - rest[i]!));
      else for (let i = 0; i < count; i++) share[start + i] = weight - Math.floor(Math.min(weight, most - rest[i]!));
      return;
    }
    const theirPositions = upwards ? this.#upperPosition : this.#lowerPosition;
    const collected = this.#collected;
    const own = this.#collectedStart[node]!;
    const theirs = this.#collectedStart[other]!;
    for (let i = 0; i < count; i++) {
      const kept = Math.floor(Math.min(weight, most - rest[i]!));
      const before = share[start + i]!;
      const more = upwards ? kept - before : kept + before - weight;
      if (more === 0) continue;
      share[start + i] = upwards ? kept : weight - kept;
      collected[own + positions[pairStart + i]!]! += more;
      collected[theirs + theirPositions[pairStart + i]!]! -= more;
    }
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

  /** Brings `#collected` up to date, where it is kept. From then on sweeps keep it so. */
  #collect(): void {
    if (!this.#collectedStart || this.#isCollectedUpToDate) return;
    if (this.#collected.length === 0) this.#collected = new Float64Array(this.#collectedStart[this.#core.nodeCount]!);
    this.#isCollectedUpToDate = true;
    this.#collectAgain(0, this.#core.nodeCount);
  }

  /** Works out `#collected` for the nodes `from` to `to - 1` where shares were changed other than by sweeps. */
  #collectAgain(from: number, to: number): void {
    if (!this.#isCollectedUpToDate || !this.#collectedStart) return;
    const start = this.#collectedStart;
    const domain = this.#domain;
    this.#domain = undefined;
    this.#isCollectedUpToDate = false;
    for (let node = from; node < to; node++) {
      this.#sumUp(node);
      for (let i = start[node]!; i < start[node + 1]!; i++) this.#collected[i] = this.#given[i - start[node]!]!;
    }
    this.#isCollectedUpToDate = true;
    this.#domain = domain;
  }

  /** Fills `#given` with R_v of a node, in units. */
  #sumUp(node: number): void {
    if (this.#collectedStart && this.#isCollectedUpToDate) {
      const start = this.#collectedStart[node]!;
      const length = this.#collectedStart[node + 1]! - start;
      for (let h = 0; h < length; h++) this.#given[h] = this.#collected[start + h]!;
      if (this.#domain) this.#excludeDead(node, length, this.#domain);
      this.work += length + 8;
      return;
    }
    const { incidentStart, incidentEdge, incidentNode } = this.#core;
    const share = this.#share;
    const given = this.#given;
    const lowerPosition = this.#lowerPosition;
    const upperPosition = this.#upperPosition;
    const length = countCandidates(this.#core, node);
    given.fill(0, 0, length);
    this.#addGains(node);
    if (this.#domain) this.#excludeDead(node, length, this.#domain);
    for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
      const e = incidentEdge[a]!;
      const start = this.#shareStart[e]!;
      const count = this.#shareStart[e + 1]! - start;
      const pairStart = this.#pairStart[this.#pairOf[e]!]!;
      const isLower = incidentNode[a]! > node;
      if (isLower) {
        if (count === length) for (let i = 0; i < count; i++) given[i]! += share[start + i]!;
        else for (let i = 0; i < count; i++) given[lowerPosition[pairStart + i]!]! += share[start + i]!;
      } else {
        const weight = this.#weight[e]!;
        if (count === length) for (let i = 0; i < count; i++) given[i]! += weight - share[start + i]!;
        else for (let i = 0; i < count; i++) given[upperPosition[pairStart + i]!]! += weight - share[start + i]!;
      }
      this.work += count + 8;
    }
  }

  #addGains(node: number): void {
    const { gainStart, gainLabel, gainValue, listLabels } = this.#core;
    let position = firstCandidate(this.#core, node);
    const base = position;
    for (let i = gainStart[node]!; i < gainStart[node + 1]!; i++) {
      while (listLabels[position]! < gainLabel[i]!) position++;
      this.#given[position - base]! += gainValue[i]! * this.unit;
    }
  }

  /** The bound Σ_v max_h R_v(h) over the nodes `from` to `to - 1`, in units. */
  savedAtMost(from: number, to: number): number {
    let sum = 0;
    for (let node = from; node < to; node++) {
      this.#sumUp(node);
      const length = countCandidates(this.#core, node);
      let top = 0;
      for (let h = 0; h < length; h++) if (this.#given[h]! > top) top = this.#given[h]!;
      sum += top;
    }
    return sum;
  }

  /**
   * A candidate that is ruled out is worth less than any other; a sweep then leaves it all of its shares, for nothing.
   */
  #excludeDead(node: number, length: number, { from, start, dead }: Domain): void {
    const base = start[node - from]!;
    for (let h = 0; h < length; h++) if (dead[base + h] === 1) this.#given[h] = -Infinity;
  }

  /**
   * From now on the marks in `domain` hold for all methods, which may be called for its nodes only; undefined ends
   * that.
   */
  restrictTo(domain: Domain | undefined): void {
    this.#domain = domain;
  }

  /** R_v of a node, in units: a view that the next call overwrites. */
  collectedBy(node: number): Float64Array {
    this.#sumUp(node);
    return this.#given;
  }

  /**
   * Reads a choice off the shares: each node in turn takes what is best, given the choices before it. Only nodes with a
   * mark in `isInside`, where that is given; the others keep what they have.
   */
  decode(choice: Int32Array, from: number, to: number, isInside?: Uint8Array): void {
    const { incidentStart, incidentEdge, incidentNode, listLabels } = this.#core;
    const given = this.#given;
    for (let node = from; node < to; node++) {
      if (isInside && isInside[node] === 0) continue;
      const base = firstCandidate(this.#core, node);
      const length = endOfCandidates(this.#core, node) - base;
      given.fill(0, 0, length);
      this.#addGains(node);
      if (this.#domain) this.#excludeDead(node, length, this.#domain);
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
        const e = incidentEdge[a]!;
        const start = this.#shareStart[e]!;
        const count = this.#shareStart[e + 1]! - start;
        const pairStart = this.#pairStart[this.#pairOf[e]!]!;
        const other = incidentNode[a]!;
        if (other > node && (!isInside || isInside[other] === 1)) {
          for (let i = 0; i < count; i++) given[this.#lowerPosition[pairStart + i]!]! += this.#share[start + i]!;
        } else {
          const positions = other > node ? this.#lowerPosition : this.#upperPosition;
          for (let i = 0; i < count; i++) {
            const h = positions[pairStart + i]!;
            if (listLabels[base + h] === choice[other]) given[h]! += this.#weight[e]!;
          }
        }
        this.work += count + 8;
      }
      let best = 0;
      for (let h = 1; h < length; h++) if (given[h]! > given[best]!) best = h;
      choice[node] = listLabels[base + best]!;
    }
  }

  /** How many shares there are. */
  get size(): number {
    return this.#share.length;
  }

  /** A copy of the shares of all edges between the nodes `from` to `to - 1` (whole components), for `restore`. */
  snapshot(from: number, to: number): Shares {
    const { edgeU } = this.#core;
    return this.#share.slice(this.#shareStart[lowerBound(edgeU, from)], this.#shareStart[lowerBound(edgeU, to)]);
  }

  /** Goes back to an earlier `snapshot` of the same nodes. */
  restore(from: number, to: number, snapshot: Shares): void {
    this.#share.set(snapshot, this.#shareStart[lowerBound(this.#core.edgeU, from)]);
    this.#collectAgain(from, to);
  }

  /**
   * Moves the shares of all edges between the nodes `from` to `to - 1` (whole components) on in the direction in which
   * they went since `earlier`, `factor` times as far, as far as the weights allow.
   */
  extrapolate(from: number, to: number, earlier: Shares, factor: number): void {
    const { edgeU } = this.#core;
    const share = this.#share;
    const end = lowerBound(edgeU, to);
    const first = lowerBound(edgeU, from);
    const base = this.#shareStart[first]!;
    for (let e = first; e < end; e++) {
      const weight = this.#weight[e]!;
      for (let i = this.#shareStart[e]!; i < this.#shareStart[e + 1]!; i++) {
        const further = share[i]! + Math.round(factor * (share[i]! - earlier[i - base]!));
        share[i] = Math.max(0, Math.min(weight, further));
      }
    }
    this.work += this.#shareStart[end]! - base;
    this.#collectAgain(from, to);
  }

  /** All shares, which may be changed, and where those of each edge start. Views. */
  export(): { shares: Shares; startOf: Int32Array } {
    this.#isCollectedUpToDate = false;
    return { shares: this.#share, startOf: this.#shareStart };
  }
}

/** Node → the number of candidates of the nodes before it; undefined if that is too much to keep. */
function startOfCandidates({ nodeCount, listOf, listStart }: PlacementCore): Int32Array | undefined {
  const start = new Int32Array(nodeCount + 1);
  for (let node = 0; node < nodeCount; node++) {
    start[node + 1] = start[node]! + listStart[listOf[node]! + 1]! - listStart[listOf[node]!]!;
    if (start[node + 1]! > mostCollected) return undefined;
  }
  return start;
}

/**
 * The finest unit with which a weight fits into 32 bits if it can, and every sum of shares is an exact whole number.
 */
export function chooseUnit(core: PlacementCore): number {
  const heaviest = heaviestEdge(core);
  let unit = 1;
  while (unit < 2 ** 20 && heaviest * unit * 2 < 2 ** 31 && core.totalWeight * unit * 4 < 2 ** 52) unit *= 2;
  return unit;
}

function heaviestEdge({ edgeWeight }: PlacementCore): number {
  return edgeWeight.reduce((most, weight) => Math.max(most, weight), 1);
}
