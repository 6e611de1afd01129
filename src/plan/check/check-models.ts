import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { noIdAssignments } from '../../model/ids.ts';
import { assignNumbers, type IdRequest } from '../../solve/index.ts';
import { listHeldPorts } from '../list-held-ports.ts';
import { locatePinConflicts } from '../locate-pin-conflicts.ts';
import { readIdRequests } from '../read-id-requests.ts';
import type { PinConflictAtPlace } from '../reason.ts';
import { checkContainers } from './check-containers.ts';
import { checkDependencies } from './check-dependencies.ts';
import { checkDisnixTypes } from './check-disnix-types.ts';
import { checkDistribution } from './check-distribution.ts';
import { checkIds } from './check-ids.ts';
import { checkIdsMemory } from './check-ids-memory.ts';
import type { CheckInput } from './check-input.ts';
import { checkMachinePorts } from './check-machine-ports.ts';
import { checkPackageArguments } from './check-package-arguments.ts';
import { checkPools } from './check-pools.ts';
import { checkPorts } from './check-ports.ts';
import { checkProviders } from './check-providers.ts';
import { checkServices } from './check-services.ts';
import { checkTargets } from './check-targets.ts';

/**
 * Everything that can be known to be wrong before a deployment. Errors would break it, warnings may. Findings are in a
 * fixed order.
 * @param describePinConflict the words for a pin that cannot be, which `id-assign` has, too
 */
export function checkModels(
  input: CheckInput,
  describePinConflict: (conflict: PinConflictAtPlace) => Diagnostic,
  findings: Findings,
): void {
  checkServices(input, findings);
  checkDisnixTypes(input, findings);
  checkPackageArguments(input, findings);
  checkTargets(input, findings);
  checkDependencies(input, findings);
  checkDistribution(input, findings);
  checkContainers(input, findings);
  checkProviders(input, findings);
  const { services, infrastructure, distribution, resources, ids } = input;
  let requests: readonly IdRequest[] = [];
  if (resources !== undefined) {
    // Without a distribution it is not known who shares a machine.
    const pools = new Map(
      [...resources.pools].filter(([, { scope }]) => scope === 'global' || distribution !== undefined),
    );
    requests = readIdRequests(services, distribution, resources, input.serviceProperty, findings);
    const previous = ids ?? noIdAssignments;
    const held = listHeldPorts({ services, infrastructure, distribution, resources, previous }, requests);
    const { dry, pinConflicts } = assignNumbers({ pools, requests, previous, held });
    for (const conflict of locatePinConflicts(pinConflicts, resources, services, requests)) {
      findings.add(describePinConflict(conflict));
    }
    checkPools(input, requests, pinConflicts.length > 0 ? [] : dry, findings);
    checkIds(input, requests, findings);
    checkIdsMemory(input, requests, findings);
  }
  checkMachinePorts(input, requests, findings);
  checkPorts(input, requests, findings);
}
