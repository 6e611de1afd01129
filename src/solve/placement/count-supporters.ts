// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import type { PlacementInstance } from './placement-instance.ts';

/** Target → how many services (or nodes of a core) may go there. O(services + candidates of the distinct lists). */
export function countSupporters({
  targetCount,
  listOf,
  listStart,
  listTargets,
}: Pick<PlacementInstance, 'targetCount' | 'listOf' | 'listStart' | 'listTargets'>): Float64Array {
  const users = new Int32Array(listStart.length - 1);
  for (const list of listOf) users[list]!++;
  const supporters = new Float64Array(targetCount);
  for (let list = 0; list < users.length; list++) {
    for (let i = listStart[list]!; i < listStart[list + 1]!; i++) supporters[listTargets[i]!]! += users[list]!;
  }
  return supporters;
}
