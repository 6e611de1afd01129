import { sortNames } from '../../base/order.ts';
import type { DeployedState } from '../../exchange/disnix/deployed-state.ts';
import { compareDeployments, type Deployment } from '../../plan/index.ts';
import type { MadePlan } from './complete-plan.ts';

/** The plan once its packages are built: a service of which another package runs changes. O(services). */
export function withBuiltPackages(made: MadePlan, { services }: DeployedState): MadePlan {
  const built = new Map<string, Set<string>>();
  for (const { name, pkg } of services.values()) built.set(name, (built.get(name) ?? new Set()).add(pkg));
  const known = [...made.deployment.services].map(([name, service]) => {
    const packages = built.get(name);
    return [name, packages === undefined ? service : { ...service, pkg: sortNames(packages).join(' ') }] as const;
  });
  const deployment: Deployment = { services: new Map(known) };
  return { ...made, deployment, changes: compareDeployments(made.deployed.deployment, deployment) };
}
