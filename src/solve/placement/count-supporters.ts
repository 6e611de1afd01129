// `!` in this file only marks reads of typed arrays inside their bounds.
import type { PlacementInstance } from './placement-instance.ts';

/** Label → how many nodes (or nodes of a core) may go there. O(nodes + candidates of the distinct lists). */
export function countSupporters({
  labelCount,
  listOf,
  listStart,
  listLabels,
}: Pick<PlacementInstance, 'labelCount' | 'listOf' | 'listStart' | 'listLabels'>): Float64Array {
  const users = new Int32Array(listStart.length - 1);
  for (const list of listOf) users[list]!++;
  const supporters = new Float64Array(labelCount);
  for (let list = 0; list < users.length; list++) {
    for (let i = listStart[list]!; i < listStart[list + 1]!; i++) supporters[listLabels[i]!]! += users[list]!;
  }
  return supporters;
}
