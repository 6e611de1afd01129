import { compareDeployments } from '../../plan/index.ts';
import type { SavedIds, SavedPlan } from '../saved-plan/saved-plan.ts';

/**
 * The plan that leads from the current one back to an earlier one: what that deployed, with its ids.
 * @param idsNow the text of the ids file by now; undefined where there is none
 */
export function rollBackTo(
  earlier: SavedPlan,
  current: SavedPlan,
  idsNow: (file: string) => string | undefined,
  now: Date,
): SavedPlan {
  const { steps, kept } = compareDeployments(current.deployment, earlier.deployment);
  const ids: SavedIds | undefined = earlier.ids && { ...earlier.ids, before: idsNow(earlier.ids.file) };
  return { ...earlier, made: now.toISOString(), before: current.deployment, steps, kept, ids };
}
