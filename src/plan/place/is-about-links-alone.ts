import { targetsOf } from '../../model/distribution.ts';
import { demandsNothing, type Policy } from '../../model/policy.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import { findNeededContainers } from './needed-containers.ts';

/**
 * Whether a request under a policy is the plain problem of the fewest links: the policy demands nothing, no service
 * runs more than once or must stay where it is, and none needs another one for its container. O(services + candidates).
 */
export function isAboutLinksAlone(prepared: PreparedRequest, policy: Policy): boolean {
  if (!demandsNothing(policy)) return false;
  const { candidates, services, infrastructure, previous } = prepared;
  const stays = (name: string): boolean =>
    policy.moves.stateful === 'never' &&
    services.services.get(name)?.stateful === true &&
    targetsOf(previous, name).some(target => infrastructure.targets.has(target));
  if ([...candidates.mappings.keys()].some(stays)) return false;
  return findNeededContainers(candidates, services, infrastructure).every(({ service, has }) =>
    targetsOf(candidates, service).every(target => has.has(target)),
  );
}
