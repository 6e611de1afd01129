import type { Findings } from '../../base/findings.ts';
import type { StateFiles } from './state-files.ts';

/** Tells that a deployment did not end well, so that it is not known what runs. @throws UserError */
export function warnOfPending(state: StateFiles, findings: Findings): void {
  const pending = state.readPending();
  if (pending === undefined) return;
  const message = `the deployment of the plan of ${pending.made} did not end well, so it is not known what runs`;
  findings.warning('inconsistent', message, { hint: 'dydisnix apply deploys all of a plan again' });
}
