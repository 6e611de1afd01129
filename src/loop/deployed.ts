import { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { type DeployedService, type Deployment, describeDeployment } from '../plan/index.ts';
import type { DeployedSource } from '../write/plan-heading.ts';
import { nothingDeployed, type SavedPlan } from './saved-plan/saved-plan.ts';
import type { StateFiles } from './state/state-files.ts';

/** What is deployed, and how that is known. */
export interface Deployed {
  readonly source: DeployedSource;
  readonly deployment: Deployment;
  /** The same as a plan: where services are. */
  readonly distribution: Distribution;
}

/** Nothing runs, as far as anybody knows. */
export const deployedNothing: Deployed = {
  source: { kind: 'nothing' },
  deployment: nothingDeployed,
  distribution: { mappings: new Map() },
};

/** What the state remembers. */
export function deployedByState(state: StateFiles): Deployed {
  const current = state.readCurrent();
  return current === undefined ? deployedNothing : deployedByPlan(current);
}

/** What a plan deployed when it was applied. */
function deployedByPlan({ made, deployment, distribution }: SavedPlan): Deployed {
  return { source: { kind: 'applied', made }, deployment, distribution };
}

/** A plan that somebody says is deployed: of what services are there nothing is known but what they are called. */
export function deployedAsGiven(source: DeployedSource, plan: Distribution, services: ServicesModel): Deployed {
  const described = describeDeployment(services, plan, text => text, new Findings()).services;
  const unknown = [...described].map(([name, service]): readonly [string, DeployedService] => [
    name,
    { ...service, properties: undefined },
  ]);
  return { source, deployment: { services: new Map(unknown) }, distribution: plan };
}
