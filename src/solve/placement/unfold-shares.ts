/**
 * Problem    Shares of a core that prove what those of the smaller core prove into which a round contracted it.
 * Method     Edges that were added up take of the shares of their sum what they can, one after the other, so that the
 *            neighbours of a node that goes collect what they did. For candidates that only this node has, it takes
 *            all; at its label a fixed node takes nothing and elsewhere all. The edge to the node with which it goes
 *            brings its candidates level.
 * Guarantee  The sum of what the nodes collect at most is the same, and what the round saves for certain; all in whole
 *            units.
 * Time       O(shares + edges · log). What `reached` has is used up.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { findEdge } from './certificate.ts';
import { bestGains, type ContractionRound, fix, follow, stay } from './contraction-round.ts';
import { firstCandidate, type Shares } from './core.ts';
import type { LinkSearch } from './link-search.ts';

/** Sets the shares of `finer` to what those of `reached`, which are used up, unfold to. */
export function unfoldShares(round: ContractionRound, reached: LinkSearch, finer: LinkSearch): void {
  const { fine, fate } = round;
  const { shares: sums, startOf: startOfSum } = reached.shares.takeShares();
  const ratio = finer.shares.unit / reached.shares.unit;
  finer.shares.rewrite((shares, startOf) => {
    const places = new SumPlaces(round, reached, startOfSum, startOf);
    for (let e = 0; e < fine.edgeU.length; e++) {
      if (goTogether(round, e)) {
        const goesLower = fate[fine.edgeU[e]!] !== stay;
        const weight = fine.edgeWeight[e]! * finer.shares.unit;
        shares.fill(goesLower ? 0 : weight, startOf[e]!, startOf[e + 1]);
      } else unfoldEdge(round, finer, e, { places, sums, ratio }, shares, startOf[e]!, startOf[e + 1]!);
    }
    for (let node = 0; node < fine.nodeCount; node++) {
      if (fate[node] !== stay && fate[node] !== fix) bringLevel(round, finer, node, shares, startOf);
    }
  });
}

/** Whether one end of an edge goes with the other. */
function goTogether({ fine, fate, partner }: ContractionRound, e: number): boolean {
  const u = fine.edgeU[e]!;
  const v = fine.edgeV[e]!;
  const going = fate[u] !== stay ? u : v;
  return fate[going] !== stay && fate[going] !== fix && partner[going] === (going === u ? v : u);
}

/** The shares of the smaller core, of which the edges that were added up take; and how much finer the unit is now. */
interface Sums {
  readonly places: SumPlaces;
  readonly sums: Shares;
  readonly ratio: number;
}

/** Sets the shares of an edge whose ends do not go together, `start` to `end - 1`. */
function unfoldEdge(
  { fine, fate, partner }: ContractionRound,
  { common, shares: { unit } }: LinkSearch,
  e: number,
  { places, sums, ratio }: Sums,
  shares: Shares,
  start: number,
  end: number,
): void {
  const u = fine.edgeU[e]!;
  const weight = fine.edgeWeight[e]! * unit;
  const uGoes = fate[u] !== stay;
  const going = uGoes ? u : fine.edgeV[e]!;
  const isFixed = fate[going] === fix;
  const isTurned = !isFixed && places.look(e);
  const first = common.start[common.pairOf[e]!]!;
  const base = firstCandidate(fine, u);
  for (let i = 0; i < end - start; i++) {
    const label = fine.listLabels[base + common.lower[first + i]!]!;
    const place = isFixed ? -1 : places.of(label, i);
    let toU = uGoes ? weight : 0;
    if (isFixed && label === partner[going]) toU = weight - toU;
    if (place >= 0) {
      const taken = Math.min(weight, sums[place]! * ratio);
      sums[place]! -= taken / ratio;
      toU = isTurned ? weight - taken : taken;
    }
    shares[start + i] = toU;
  }
}

/**
 * Gives a node that goes with another so much of the edge between them that all of its candidates collect the same, if
 * it can.
 */
function bringLevel(
  { fine, common, partner }: ContractionRound,
  finer: LinkSearch,
  node: number,
  shares: Shares,
  startOf: Int32Array,
): void {
  const { incidentStart, incidentEdge, incidentNode, edgeWeight } = fine;
  const { unit } = finer.shares;
  const collected = finer.shares.collectedBy(node);
  let level = bestGains(fine, node).most;
  let between = -1;
  for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
    if (incidentNode[a] === partner[node]) between = incidentEdge[a]!;
    else level += edgeWeight[incidentEdge[a]!]!;
  }
  const weight = edgeWeight[between]! * unit;
  const isLower = node < partner[node]!;
  const positions = isLower ? common.lower : common.upper;
  const first = common.start[common.pairOf[between]!]!;
  for (let i = startOf[between]!; i < startOf[between + 1]!; i++) {
    const own = Math.min(weight, level * unit - collected[positions[first + i - startOf[between]!]!]!);
    shares[i] = isLower ? own : weight - own;
  }
}

/** Where the shares of the smaller core are: for one edge at a time, by label. */
class SumPlaces {
  readonly #round: ContractionRound;
  readonly #reached: LinkSearch;
  readonly #sumStart: Int32Array;
  readonly #fineStart: Int32Array;
  readonly #place: Int32Array;
  readonly #stamp: Int32Array;
  #edge = -1;
  /** Where the shares start if they are for the same candidates as those of the edge, else -1. */
  #aligned = -1;

  constructor(round: ContractionRound, reached: LinkSearch, sumStart: Int32Array, fineStart: Int32Array) {
    this.#round = round;
    this.#reached = reached;
    this.#sumStart = sumStart;
    this.#fineStart = fineStart;
    this.#place = new Int32Array(round.fine.labelCount);
    this.#stamp = new Int32Array(round.fine.labelCount).fill(-1);
  }

  /**
   * Looks an edge up that became (part of) one of the smaller core, if that has a candidate for it. Returns whether its
   * ends changed places.
   */
  look(edge: number): boolean {
    const { fine, fate, partner, newNode } = this.#round;
    const { core, common } = this.#reached;
    const { edgeU, edgeV } = fine;
    const standing = (node: number): number => newNode[fate[node] === follow ? partner[node]! : node]!;
    const u = standing(edgeU[edge]!);
    const v = standing(edgeV[edge]!);
    this.#edge = edge;
    this.#aligned = -1;
    const sum = findEdge(core, Math.min(u, v), Math.max(u, v));
    if (sum < 0) return u > v;
    const startOf = this.#sumStart;
    const base = firstCandidate(core, core.edgeU[sum]!);
    const first = common.start[common.pairOf[sum]!]!;
    if (startOf[sum + 1]! - startOf[sum]! === this.#fineStart[edge + 1]! - this.#fineStart[edge]!) {
      this.#aligned = startOf[sum]!;
      return u > v;
    }
    for (let i = startOf[sum]!; i < startOf[sum + 1]!; i++) {
      const label = core.listLabels[base + common.lower[first + i - startOf[sum]!]!]!;
      this.#place[label] = i;
      this.#stamp[label] = edge;
    }
    return u > v;
  }

  /** The index of the share for a label, the edge's own share with the given index, or -1. */
  of(label: number, index: number): number {
    if (this.#aligned >= 0) return this.#aligned + index;
    return this.#stamp[label] === this.#edge ? this.#place[label]! : -1;
  }
}
