import type { World } from '../../load/world.ts';
import type { MadePlan } from '../make-plan/complete-plan.ts';
import type { MatterInputs } from '../make-plan/plan-inputs.ts';
import { saveInputs } from './save-inputs.ts';
import type { SavedPlan } from './saved-plan.ts';

/** What is kept of a plan. */
export function savePlan(made: MadePlan, inputs: MatterInputs, world: World, now: Date): SavedPlan {
  const { distribution, deployment, deployed, changes, ids, basis, placed, findings } = made;
  return {
    made: now.toISOString(),
    inputs: saveInputs(inputs, world),
    by: placed === undefined ? 'qos' : 'place',
    basis,
    distribution,
    deployment,
    before: deployed.deployment,
    steps: changes.steps,
    kept: changes.kept,
    ids: ids?.saved,
    findings: findings.map(({ severity, code, message }) => ({ severity, code, message })),
  };
}
