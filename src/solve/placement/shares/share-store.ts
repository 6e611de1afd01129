/**
 * How the weight of each edge is shared out between its ends, for each candidate that both have: `share` to the lower
 * end, the rest to the upper one. Any shares between 0 and the weight are a feasible dual (see `sweep.ts`), so they may
 * be stored, brought back and moved on as one likes. Shares are whole numbers of units (1/`unit` of a weight).
 *
 * The arrays are for the files of this folder alone; what others may do with shares is in `weight-shares.ts`.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { lowerBound } from '../../../base/search.ts';
import type { CommonCandidates } from '../common-candidates.ts';
import type { PlacementCore, Shares } from '../core.ts';

/** The shares of all edges of a core. 4 bytes for each edge and common candidate, 8 where a weight needs them. */
export class ShareStore {
  readonly core: PlacementCore;
  readonly common: CommonCandidates;
  /** Edge → where its shares start in `share`; one for each common candidate: what the lower end is given. */
  readonly startOf: Int32Array;
  readonly share: Shares;
  /** Edge → its weight in units. */
  readonly weight: Float64Array;
  /** How many units make a weight of 1: a power of two. */
  readonly unit: number;
  /** Work done with these shares so far, in shares read. */
  work = 0;

  /** All weights are shared out in halves. `finestUnit`: no finer unit than this, see `chooseUnit`. */
  constructor(core: PlacementCore, common: CommonCandidates, finestUnit: number) {
    this.core = core;
    this.common = common;
    const { edgeU, edgeWeight } = core;
    this.startOf = new Int32Array(edgeU.length + 1);
    for (let e = 0; e < edgeU.length; e++) {
      const pair = common.pairOf[e]!;
      this.startOf[e + 1] = this.startOf[e]! + common.start[pair + 1]! - common.start[pair]!;
    }
    this.unit = Math.min(finestUnit, chooseUnit(core));
    this.weight = edgeWeight.map(weight => weight * this.unit);
    const size = this.startOf[edgeU.length]!;
    this.share = heaviestEdge(core) * this.unit < 2 ** 31 ? new Int32Array(size) : new Float64Array(size);
    for (let e = 0; e < edgeU.length; e++) {
      this.share.fill(Math.floor(this.weight[e]! / 2), this.startOf[e], this.startOf[e + 1]);
    }
  }

  /** A copy of the shares of all edges between the nodes `from` to `to - 1` (whole components), for `restore`. */
  snapshot(from: number, to: number): Shares {
    const { edgeU } = this.core;
    return this.share.slice(this.startOf[lowerBound(edgeU, from)], this.startOf[lowerBound(edgeU, to)]);
  }

  /** Goes back to an earlier `snapshot` of the nodes from `from` on. */
  restore(from: number, snapshot: Shares): void {
    this.share.set(snapshot, this.startOf[lowerBound(this.core.edgeU, from)]);
  }

  /**
   * Moves the shares of all edges between the nodes `from` to `to - 1` (whole components) on in the direction in which
   * they went since `earlier`, `factor` times as far, as far as the weights allow.
   */
  extrapolate(from: number, to: number, earlier: Shares, factor: number): void {
    const { edgeU } = this.core;
    const { share, startOf } = this;
    const end = lowerBound(edgeU, to);
    const first = lowerBound(edgeU, from);
    const base = startOf[first]!;
    for (let e = first; e < end; e++) {
      const weight = this.weight[e]!;
      for (let i = startOf[e]!; i < startOf[e + 1]!; i++) {
        const further = share[i]! + Math.round(factor * (share[i]! - earlier[i - base]!));
        share[i] = Math.max(0, Math.min(weight, further));
      }
    }
    this.work += startOf[end]! - base;
  }
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
