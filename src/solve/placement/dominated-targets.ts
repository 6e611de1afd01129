// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import type { PlacementInstance } from './placement-instance.ts';
import type { PlacementCore } from './reduce.ts';

/**
 * Problem    Which targets can be left out of a placement problem without losing the fewest links?
 * Input      An instance; only its candidate lists matter.
 * Result     Target → a target that stands in for it, or itself; undefined where none can be left out.
 * Method     Where every service that may take h may take g as well, all that a plan has on h can go to g together: nothing is
 *            cut that was not cut, and no more targets are used. Of targets with the same services the first stays.
 * Guarantee  Among the plans with the fewest links, and the fewest targets with them, there is one that uses only targets
 *            which stand for themselves. Moves and names are not looked at.
 * Time       O(Σ length² over the distinct candidate lists + k²); not tried where that is too much.
 * Source     Our own; it is the rule of dominated labels for lists.
 * Ties       Of several stand-ins the one with the most candidate lists, then the first by name.
 */
export function findStandIns({ targetCount, listStart, listTargets }: PlacementInstance): Int32Array | undefined {
  let work = targetCount ** 2;
  for (let l = 0; l + 1 < listStart.length; l++) work += (listStart[l + 1]! - listStart[l]!) ** 2;
  if (work > MOST_WORK) return undefined;
  // How many lists have both of two targets.
  const together = new Int32Array(targetCount ** 2);
  for (let l = 0; l + 1 < listStart.length; l++) {
    for (let i = listStart[l]!; i < listStart[l + 1]!; i++) {
      const row = listTargets[i]! * targetCount;
      for (let j = listStart[l]!; j < listStart[l + 1]!; j++) together[row + listTargets[j]!]!++;
    }
  }
  const standIn = Int32Array.from({ length: targetCount }, (_, h) => h);
  const countOf = (h: number): number => together[h * targetCount + h]!;
  let isAny = false;
  for (let h = 0; h < targetCount; h++) {
    const own = countOf(h);
    if (own === 0) continue;
    // Stand-ins have more lists, or as many and a smaller number: no target stands in for itself in the end.
    let best = h;
    for (let g = 0; g < targetCount; g++) {
      if (together[h * targetCount + g] !== own) continue;
      if (countOf(g) > countOf(best) || (countOf(g) === countOf(best) && g < best)) best = g;
    }
    standIn[h] = best;
    if (best !== h) isAny = true;
  }
  return isAny ? standIn : undefined;
}

/** About a tenth of a second. */
const MOST_WORK = 2e7;

/**
 * The same core with fewer candidates: only those that stand for themselves. A list of which only one would be left keeps
 * one more, so that nodes, edges and components stay what they are.
 */
export function narrow(core: PlacementCore, standIn: Int32Array): PlacementCore {
  const { listStart, listTargets } = core;
  const starts = new Int32Array(listStart.length);
  const targets = new Int32Array(listTargets.length);
  let length = 0;
  for (let l = 0; l + 1 < listStart.length; l++) {
    const from = listStart[l]!;
    const to = listStart[l + 1]!;
    let kept = 0;
    for (let i = from; i < to; i++) if (standIn[listTargets[i]!] === listTargets[i]) kept++;
    let extra = kept === 1 && to - from > 1 ? 1 : 0;
    for (let i = from; i < to; i++) {
      const isOwn = standIn[listTargets[i]!] === listTargets[i];
      if (isOwn || extra > 0) targets[length++] = listTargets[i]!;
      if (!isOwn) extra = 0;
    }
    starts[l + 1] = length;
  }
  return { ...core, listStart: starts, listTargets: targets.slice(0, length) };
}
