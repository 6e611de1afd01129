import { InputError, UserError } from '../../base/diagnostic.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import type { StateFiles } from './state-files.ts';

/**
 * That what was deployed with a state is of a profile: one folder that is named for two of them would make each believe
 * that the other one's services run. A state that cannot be read is told by whoever needs it. O(size of its plans).
 * @throws InputError where plans of another profile were deployed with it
 */
export function requireProfile(state: StateFiles, profile: string): void {
  const other = readDeployed(state).flatMap(({ deploy }) => deploy?.by.profile ?? []);
  const [first] = other.filter(name => name !== profile);
  if (first === undefined) return;
  const message = `the state is of the profile "${first}", not of "${profile}"`;
  const hint = `name another folder with --state for this profile, or that profile with -p ${first}`;
  throw new InputError([{ severity: 'error', code: 'other-profile', message, hint, file: state.folder }]);
}

function readDeployed(state: StateFiles): readonly SavedPlan[] {
  try {
    return state.readDeployed();
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
