// `!` in this file only marks reads of typed arrays inside their bounds.

import { lowerBound } from '../../base/search.ts';
import type { PlacementCore, Shares } from './core.ts';
import type { PlacementInstance } from './placement-instance.ts';
import type { WeightShares } from './shares/weight-shares.ts';

/**
 * Why a plan cannot have fewer links, in a form that anyone can check: the weight of each edge is shared out between
 * its two ends, for each label that both may take. A plan that keeps the edge inside a label collects its weight;
 * a node collects at most the most that any one of its candidates is given. What all nodes together can collect
 * bounds what can be saved, and the rest of the weight must cross the network.
 */
export interface ShareCertificate {
  /** Shares are whole numbers of units; so many make a weight of 1. */
  readonly unit: number;
  /** Edge (as in the instance) → where its shares start in `shares`, or -1: it has none. */
  readonly startOf: Int32Array;
  /** Per edge and common candidate, ascending: what one end is given; the other is given the rest of the weight. */
  readonly shares: Shares;
  /** Edge → 1 if `shares` holds the share of the end with the higher number, 0 if that of the lower one. */
  readonly toUpper: Uint8Array;
}

/**
 * The certificate that the shares of a core amount to. Edges of fixed nodes, and those without a common
 * candidate, need none. O(edges · log); the shares themselves are not copied but taken.
 */
export function certify(
  instance: PlacementInstance,
  core: PlacementCore,
  weightShares: WeightShares,
): ShareCertificate {
  const { edgeU, edgeV } = instance;
  const { shares, startOf: startOfCoreEdge } = weightShares.takeShares();
  const nodeOf = new Int32Array(instance.nodeCount).fill(-1);
  for (let node = 0; node < core.nodeCount; node++) nodeOf[core.original[node]!] = node;
  const startOf = new Int32Array(edgeU.length).fill(-1);
  const toUpper = new Uint8Array(edgeU.length);
  for (let e = 0; e < edgeU.length; e++) {
    const u = nodeOf[edgeU[e]!]!;
    const v = nodeOf[edgeV[e]!]!;
    if (u < 0 || v < 0) continue;
    const coreEdge = findEdge(core, Math.min(u, v), Math.max(u, v));
    if (coreEdge < 0) continue;
    startOf[e] = startOfCoreEdge[coreEdge]!;
    toUpper[e] = u > v ? 1 : 0;
  }
  return { unit: weightShares.unit, startOf, shares, toUpper };
}

/** The edge between two nodes, `u < v`, or -1: the edges ascend. O(log edges). */
export function findEdge({ edgeU, edgeV }: PlacementCore, u: number, v: number): number {
  const first = lowerBound(edgeU, u);
  const end = lowerBound(edgeU, u + 1, first);
  const e = lowerBound(edgeV, v, first, end);
  return e < end && edgeV[e] === v ? e : -1;
}
