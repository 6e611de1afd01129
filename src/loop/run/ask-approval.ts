import { toBytes } from '../../base/bytes.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import { writeSavedPlan } from '../saved-plan/write-saved-plan.ts';
import { callProgram } from './call-program.ts';
import type { LoopSettings } from './loop-settings.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Asks whoever has to agree to a plan: the terminal, or a program, that ends with 0 for yes and with 1 for no.
 * Undefined where there is no answer yet.
 * @param summary the plan for people
 */
export function askApproval(
  plan: SavedPlan,
  digest: string,
  summary: string,
  { control, approveProgram }: LoopSettings,
  surroundings: Surroundings,
): { readonly plan: string; readonly isGiven: boolean } | undefined {
  if (control.gates.approval === 'terminal') {
    const isGiven = surroundings.ask(() => toBytes(`${summary}apply plan ${digest}?`));
    return isGiven === undefined ? undefined : { plan: digest, isGiven };
  }
  if (approveProgram === undefined) return undefined;
  const variables = new Map([['DYDISNIX_PLAN_DIGEST', digest]]);
  const end = callProgram(approveProgram, surroundings, { variables, input: writeSavedPlan(plan) });
  if (end.kind !== 'exit' || end.code > 1) return undefined;
  return { plan: digest, isGiven: end.code === 0 };
}
