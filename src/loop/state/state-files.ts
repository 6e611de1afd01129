import { fileExists } from '../../ports/disk/file-exists.ts';
import { createNodeHost } from '../../ports/nix/create-node-host.ts';
import { readSavedPlan } from '../saved-plan/read-saved-plan.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';

/** The plan that was applied last, in the folder that remembers a deployment. */
export function currentPlanFile(folder: string): string {
  return `${folder}/current.json`;
}

/**
 * The plan that was applied last; undefined where none was.
 * @throws UserError where the file cannot be read, or is no saved plan
 */
export function readCurrentPlan(folder: string): SavedPlan | undefined {
  const file = currentPlanFile(folder);
  return fileExists(file) ? readSavedPlan(file, createNodeHost({}).files.read(file)) : undefined;
}
