import { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { type DeployedService, type Deployment, describeDeployment } from '../plan/index.ts';
import { nothingDeployed, type SavedPlan } from './saved-plan/saved-plan.ts';

/** What is deployed, and how that is known. */
export interface Deployed {
  readonly source: DeployedSource;
  readonly deployment: Deployment;
  /** The same as a plan: where services are. */
  readonly distribution: Distribution;
}

/** Nothing is known to be deployed; the last plan that was applied; a plan that somebody gave. */
export type DeployedSource =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'applied'; readonly made: string }
  | { readonly kind: 'given'; readonly file: string };

export const deployedNothing: Deployed = {
  source: { kind: 'nothing' },
  deployment: nothingDeployed,
  distribution: { mappings: new Map() },
};

/** What a plan deployed when it was applied. */
export function deployedByPlan({ made, deployment, distribution }: SavedPlan): Deployed {
  return { source: { kind: 'applied', made }, deployment, distribution };
}

/** A plan that somebody says is deployed: of what services are there nothing is known but what they are called. */
export function deployedAsGiven(file: string, plan: Distribution, services: ServicesModel): Deployed {
  const described = describeDeployment(services, plan, text => text, new Findings()).services;
  const unknown = [...described].map(([name, service]): readonly [string, DeployedService] => [
    name,
    { ...service, properties: undefined },
  ]);
  return { source: { kind: 'given', file }, deployment: { services: new Map(unknown) }, distribution: plan };
}
