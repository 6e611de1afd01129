/**
 * Problem    Which labels can be left out of a placement problem without losing the fewest links?
 * Input      An instance; only its candidate lists matter.
 * Result     Label → a label that stands in for it, or itself; undefined where none can be left out.
 * Method     Where every node that may take h may take g as well, all that a plan has on h can go to g together:
 *            nothing is cut that was not cut, and no more labels are used. Of labels with the same nodes the first
 *            stays.
 * Guarantee  Among the plans with the fewest links, and the fewest labels with them, there is one that uses only labels
 *            which stand for themselves. Moves and names are not looked at.
 * Time       O(Σ length² over the distinct candidate lists + k²); not tried where that is too much.
 * Source     Our own; it is the rule of dominated labels for lists.
 * Ties       Of several stand-ins the one with the most candidate lists, then the first by name.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { PlacementCore } from './core.ts';
import type { PlacementInstance } from './placement-instance.ts';

/** About a tenth of a second. */
const mostWork = 2e7;

/** Label → the label that stands in for it, or itself; undefined where none can be left out, or it takes too long. */
export function findStandIns({ labelCount, listStart, listLabels }: PlacementInstance): Int32Array | undefined {
  let work = labelCount ** 2;
  for (let l = 0; l + 1 < listStart.length; l++) work += (listStart[l + 1]! - listStart[l]!) ** 2;
  if (work > mostWork) return undefined;
  // How many lists have both of two labels.
  const together = new Int32Array(labelCount ** 2);
  for (let l = 0; l + 1 < listStart.length; l++) {
    for (let i = listStart[l]!; i < listStart[l + 1]!; i++) {
      const row = listLabels[i]! * labelCount;
      for (let j = listStart[l]!; j < listStart[l + 1]!; j++) together[row + listLabels[j]!]!++;
    }
  }
  const standIn = Int32Array.from({ length: labelCount }, (_, h) => h);
  const countOf = (h: number): number => together[h * labelCount + h]!;
  let isAny = false;
  for (let h = 0; h < labelCount; h++) {
    const own = countOf(h);
    if (own === 0) continue;
    // Stand-ins have more lists, or as many and a smaller number: no label stands in for itself in the end.
    let best = h;
    for (let g = 0; g < labelCount; g++) {
      if (together[h * labelCount + g] !== own) continue;
      if (countOf(g) > countOf(best) || (countOf(g) === countOf(best) && g < best)) best = g;
    }
    standIn[h] = best;
    if (best !== h) isAny = true;
  }
  return isAny ? standIn : undefined;
}

/**
 * The same core with fewer candidates: only those that stand for themselves. A list of which only one would be left
 * keeps one more, so that nodes, edges and components stay what they are.
 */
export function narrow(core: PlacementCore, standIn: Int32Array): PlacementCore {
  const { listStart, listLabels } = core;
  const starts = new Int32Array(listStart.length);
  const labels = new Int32Array(listLabels.length);
  let length = 0;
  for (let l = 0; l + 1 < listStart.length; l++) {
    const from = listStart[l]!;
    const to = listStart[l + 1]!;
    let kept = 0;
    for (let i = from; i < to; i++) if (standIn[listLabels[i]!] === listLabels[i]) kept++;
    let extra = kept === 1 && to - from > 1 ? 1 : 0;
    for (let i = from; i < to; i++) {
      const isOwn = standIn[listLabels[i]!] === listLabels[i];
      if (isOwn || extra > 0) labels[length++] = listLabels[i]!;
      if (!isOwn) extra = 0;
    }
    starts[l + 1] = length;
  }
  return { ...core, listStart: starts, listLabels: labels.slice(0, length) };
}
