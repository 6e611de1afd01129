// `!` in this file only marks reads of typed arrays inside their bounds.

import { type Grouping, groupBy } from '../graph/group-by.ts';
import { endOfCandidates, firstCandidate, type PlacementCore } from './core.ts';
import type { WeightShares } from './shares/weight-shares.ts';

/**
 * The candidates that come within `slack` of their node's best, for the nodes of some ranges: label → nodes, in their
 * order; undefined if there are more than `limit`. Where an optimal choice exists that the bound meets, it uses no
 * candidate with more slack than the gap.
 */
export function nearBest(
  core: PlacementCore,
  shares: WeightShares,
  ranges: readonly { from: number; to: number }[],
  slack: number,
  limit: number,
): Grouping | undefined {
  const { listLabels, labelCount } = core;
  let nodes = new Int32Array(1024);
  let labels = new Int32Array(1024);
  let count = 0;
  for (const { from, to } of ranges) {
    for (let node = from; node < to; node++) {
      const given = shares.collectedBy(node);
      const base = firstCandidate(core, node);
      const length = endOfCandidates(core, node) - base;
      if (count > limit) return undefined;
      if (count + length > nodes.length) {
        nodes = enlarge(nodes, 2 * (count + length));
        labels = enlarge(labels, 2 * (count + length));
      }
      let top = 0;
      for (let h = 0; h < length; h++) if (given[h]! > top) top = given[h]!;
      for (let h = 0; h < length; h++) {
        if (given[h]! < top - slack * shares.unit) continue;
        nodes[count] = node;
        labels[count++] = listLabels[base + h]!;
      }
    }
  }
  return groupBy(labelCount, labels, nodes, count);
}

function enlarge(array: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(array);
  return larger;
}
