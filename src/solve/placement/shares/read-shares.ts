/**
 * What shares say: the bound that they prove, the choice that they favour, and where the two disagree. Nothing here
 * changes a share.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { countCandidates, endOfCandidates, firstCandidate } from '../core.ts';
import type { Collected } from './collected.ts';
import type { ShareStore } from './share-store.ts';

/** What is read: the shares, what the candidates collect by them, and room for the longest list of candidates. */
export interface ReadableShares {
  readonly store: ShareStore;
  readonly collected: Collected;
  /** Keeps nothing from one call to the next. */
  readonly given: Float64Array;
}

/** The bound Σ_v max_h R_v(h) over the nodes `from` to `to - 1`, in units. */
export function boundSaved({ store, collected, given }: ReadableShares, from: number, to: number): number {
  let sum = 0;
  for (let node = from; node < to; node++) {
    collected.sumUp(node, given);
    const length = countCandidates(store.core, node);
    let top = 0;
    for (let h = 0; h < length; h++) if (given[h]! > top) top = given[h]!;
    sum += top;
  }
  return sum;
}

/** Reads a choice off shares: see `WeightShares.decode`. */
export function decode(
  { store, collected, given }: ReadableShares,
  choice: Int32Array,
  from: number,
  to: number,
  isInside: Uint8Array | undefined,
): void {
  const { core, common, startOf, share, weight } = store;
  const { incidentStart, incidentEdge, incidentNode, listLabels } = core;
  for (let node = from; node < to; node++) {
    if (isInside && isInside[node] === 0) continue;
    const base = firstCandidate(core, node);
    const length = endOfCandidates(core, node) - base;
    collected.fillWithGains(node, given);
    for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
      const e = incidentEdge[a]!;
      const start = startOf[e]!;
      const count = startOf[e + 1]! - start;
      const pairStart = common.start[common.pairOf[e]!]!;
      const other = incidentNode[a]!;
      if (other > node && (!isInside || isInside[other] === 1)) {
        for (let i = 0; i < count; i++) given[common.lower[pairStart + i]!]! += share[start + i]!;
      } else {
        const positions = other > node ? common.lower : common.upper;
        for (let i = 0; i < count; i++) {
          const h = positions[pairStart + i]!;
          if (listLabels[base + h] === choice[other]) given[h]! += weight[e]!;
        }
      }
      store.work += count + 8;
    }
    let best = 0;
    for (let h = 1; h < length; h++) if (given[h]! > given[best]!) best = h;
    choice[node] = listLabels[base + best]!;
  }
}

/** The nodes at which choice and bound disagree: see `WeightShares.findDoubts`. */
export function findDoubts(
  { store, collected, given }: ReadableShares,
  choice: ArrayLike<number>,
  from: number,
  to: number,
  tolerance: number,
  isInside: Uint8Array | undefined,
): number[] {
  const { core, unit } = store;
  const { incidentStart, incidentEdge, incidentNode, listLabels } = core;
  const doubts: number[] = [];
  for (let node = from; node < to; node++) {
    if (isInside && isInside[node] === 0) continue;
    collected.sumUp(node, given);
    const base = firstCandidate(core, node);
    const length = endOfCandidates(core, node) - base;
    let top = 0;
    let own = 0;
    for (let h = 0; h < length; h++) {
      if (given[h]! > top) top = given[h]!;
      if (listLabels[base + h] === choice[node]) own = h;
    }
    let doubt = top - given[own]!;
    for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
      if (choice[incidentNode[a]!] !== choice[node]) {
        doubt += givenFor(store, incidentEdge[a]!, incidentNode[a]! > node, own);
      }
    }
    if (doubt > tolerance * unit) doubts.push(node);
  }
  return doubts;
}

/** What one end of an edge is given for the candidate at a position of its list. */
function givenFor(store: ShareStore, e: number, isLower: boolean, position: number): number {
  const { common, startOf, share, weight } = store;
  const positions = isLower ? common.lower : common.upper;
  const pair = common.pairOf[e]!;
  const first = common.start[pair]!;
  for (let i = first; i < common.start[pair + 1]!; i++) {
    if (positions[i] !== position) continue;
    const own = share[startOf[e]! + i - first]!;
    return isLower ? own : weight[e]! - own;
  }
  return 0;
}
