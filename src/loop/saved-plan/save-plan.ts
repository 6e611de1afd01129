import { readText } from '../../load/read-text.ts';
import type { World } from '../../load/world.ts';
import type { Deployer } from '../deploy/deployer.ts';
import { type DeploySurroundings, prepareDeploy } from '../deploy/prepare-deploy.ts';
import type { DisnixPreview } from '../deploy/preview-disnix.ts';
import type { MadePlan } from '../make-plan/complete-plan.ts';
import type { MatterInputs } from '../make-plan/plan-inputs.ts';
import { saveInputs } from './save-inputs.ts';
import type { SavedPlan } from './saved-plan.ts';

/** Who would deploy a plan, and what is there for that. */
export interface PlannedDeploy extends Omit<DeploySurroundings, 'read'> {
  readonly deployer: Deployer;
}

/**
 * What is kept of a plan, with how it would be deployed where somebody is named who does.
 * @throws UserError for what the deployer cannot say
 */
export function savePlan(
  made: MadePlan,
  inputs: MatterInputs,
  world: World,
  now: Date,
  deploy?: PlannedDeploy,
): SavedPlan {
  const { distribution, deployment, deployed, changes, ids, basis, placed, findings, models, listPorts } = made;
  const plan: SavedPlan = {
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
  if (deploy === undefined) return plan;
  return prepareDeploy(plan, { ...models, distribution, ports: listPorts() }, deploy.deployer, {
    ...deploy,
    read: readText,
  });
}

/** The same with what Disnix says that it would do. */
export function withPreview(plan: SavedPlan, preview: DisnixPreview | undefined): SavedPlan {
  const { deploy } = plan;
  return deploy === undefined || preview === undefined
    ? plan
    : { ...plan, deploy: { ...deploy, preview: preview.lines } };
}
