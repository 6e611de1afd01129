// `!` in this file only marks reads of typed arrays inside their bounds.

import type { PlacementCore } from './core.ts';

/**
 * For each edge of a core the candidates that both of its ends have, as positions in their two lists. Edges between
 * nodes with the same two lists share one entry: the common candidates of edge `e` are `start[pairOf[e]]` to
 * `start[pairOf[e] + 1] - 1`, ascending.
 */
export interface CommonCandidates {
  readonly pairOf: Int32Array;
  readonly start: Int32Array;
  readonly lower: Int32Array;
  readonly upper: Int32Array;
}

/** Works out each distinct pair of lists once. O(edges + common candidates of distinct pairs). */
export function meetCandidates(core: PlacementCore): CommonCandidates {
  const { edgeU, edgeV, listOf, listStart } = core;
  const numberOf = new Map<number, number>();
  const pairOf = new Int32Array(edgeU.length);
  const pairs: number[] = [];
  let room = 0;
  for (let e = 0; e < edgeU.length; e++) {
    const lower = listOf[edgeU[e]!]!;
    const upper = listOf[edgeV[e]!]!;
    const key = lower * listStart.length + upper;
    let pair = numberOf.get(key);
    if (pair === undefined) {
      pair = pairs.length / 2;
      numberOf.set(key, pair);
      pairs.push(lower, upper);
      room += Math.min(listStart[lower + 1]! - listStart[lower]!, listStart[upper + 1]! - listStart[upper]!);
    }
    pairOf[e] = pair;
  }
  const start = new Int32Array(pairs.length / 2 + 1);
  const lowerPositions = new Int32Array(room);
  const upperPositions = new Int32Array(room);
  for (let pair = 0; 2 * pair < pairs.length; pair++) {
    start[pair + 1] = intersect(
      core,
      pairs[2 * pair]!,
      pairs[2 * pair + 1]!,
      start[pair]!,
      lowerPositions,
      upperPositions,
    );
  }
  return { pairOf, start, lower: lowerPositions, upper: upperPositions };
}

/** Writes the positions of what two lists have in common from `length` on; returns where they end. */
function intersect(
  { listStart, listLabels }: PlacementCore,
  lower: number,
  upper: number,
  length: number,
  lowerPositions: Int32Array,
  upperPositions: Int32Array,
): number {
  const lowerBase = listStart[lower]!;
  const upperBase = listStart[upper]!;
  let i = lowerBase;
  let j = upperBase;
  while (i < listStart[lower + 1]! && j < listStart[upper + 1]!) {
    const difference = listLabels[i]! - listLabels[j]!;
    if (difference === 0) {
      lowerPositions[length] = i - lowerBase;
      upperPositions[length++] = j - upperBase;
    }
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return length;
}
