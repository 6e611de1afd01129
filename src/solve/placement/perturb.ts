// `!` in this file only marks reads of typed arrays inside their bounds.

import { RandomNumbers } from '../random-numbers.ts';
import { endOfCandidates, firstCandidate, type PlacementCore } from './core.ts';

/**
 * Disturbs a choice in one neighbourhood, so that the search that follows may end elsewhere: a breadth-first ball of
 * about a tenth of the nodes `from` to `to - 1` (at most 500) takes random candidates. Reproducible: `seed` decides
 * all. O(edges of the ball).
 */
export function perturb(core: PlacementCore, choice: Int32Array, from: number, to: number, seed: number): void {
  const { incidentStart, incidentNode, listLabels } = core;
  const random = RandomNumbers.after(Math.imul(seed + 1, 0x9e3779b1) | 1);
  const below = (bound: number): number => random.next() % bound;
  const size = Math.min(500, Math.max(3, Math.ceil((to - from) / 10)));
  const ball = [from + below(to - from)];
  const seen = new Set(ball);
  for (let i = 0; i < ball.length && ball.length < size; i++) {
    for (let a = incidentStart[ball[i]!]!; a < incidentStart[ball[i]! + 1]!; a++) {
      const other = incidentNode[a]!;
      if (seen.has(other)) continue;
      seen.add(other);
      ball.push(other);
    }
  }
  for (const node of ball) {
    const base = firstCandidate(core, node);
    choice[node] = listLabels[base + below(endOfCandidates(core, node) - base)]!;
  }
}
