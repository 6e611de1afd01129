import type { Findings } from '../../base/findings.ts';
import { readIdRequests } from '../read-id-requests.ts';
import { checkContainers } from './check-containers.ts';
import { checkDependencies } from './check-dependencies.ts';
import { checkDistribution } from './check-distribution.ts';
import { checkIds } from './check-ids.ts';
import type { CheckInput } from './check-input.ts';
import { checkPools } from './check-pools.ts';
import { checkPorts } from './check-ports.ts';

/** Everything that can be known to be wrong before a deployment. Errors would break it, warnings may. Findings are in a fixed order. */
export function checkModels(input: CheckInput, findings: Findings): void {
  checkDependencies(input, findings);
  checkDistribution(input, findings);
  checkContainers(input, findings);
  const { services, distribution, resources } = input;
  if (resources !== undefined) {
    const requests = readIdRequests(services, distribution, resources, input.serviceProperty, findings);
    checkPools(input, requests, findings);
    checkIds(input, requests, findings);
  }
  checkPorts(input, findings);
}
