// `!` in this file only marks reads of typed arrays inside their bounds.

import type { PlacementInstance } from './placement-instance.ts';

/** The three objectives of a plan, in their order. */
export interface Score {
  readonly links: number;
  readonly labels: number;
  readonly moves: number;
}

/** Negative if `a` is better. */
export function compareScores(a: Score, b: Score): number {
  return a.links - b.links || a.labels - b.labels || a.moves - b.moves;
}

/** How many edges have ends with different labels. */
export function countCutEdges({ edgeU, edgeV }: PlacementInstance, assignment: Int32Array): number {
  let cut = 0;
  for (let e = 0; e < edgeU.length; e++) if (assignment[edgeU[e]!] !== assignment[edgeV[e]!]) cut++;
  return cut;
}

/** Counts the three objectives of a plan. */
export function scorePlan(instance: PlacementInstance, assignment: Int32Array): Score {
  const { edgeU, edgeV, edgeWeight, previous, labelCount } = instance;
  let links = 0;
  for (let e = 0; e < edgeU.length; e++) {
    if (assignment[edgeU[e]!] !== assignment[edgeV[e]!]) links += edgeWeight[e]!;
  }
  const used = new Uint8Array(labelCount);
  let moves = 0;
  for (let v = 0; v < assignment.length; v++) {
    used[assignment[v]!] = 1;
    if (previous[v]! >= 0 && previous[v] !== assignment[v]) moves++;
  }
  return { links, labels: used.reduce((sum, one) => sum + one, 0), moves };
}
