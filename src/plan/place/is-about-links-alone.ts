import { targetsOf } from '../../model/distribution.ts';
import { demandsNothing, type Policy } from '../../model/policy.ts';
import type { PreparedRequest } from '../prepare-request.ts';

/**
 * Whether a request under a policy is the plain problem of the fewest links: the policy demands nothing, no service
 * runs more than once (nor did, so that it has more homes than one), and none needs another one for its container.
 * O(services + candidates).
 */
export function isAboutLinksAlone(prepared: PreparedRequest, policy: Policy): boolean {
  if (!demandsNothing(policy) || !prepared.under({ ...prepared, replicas: policy.replicas }).isPlain) return false;
  const { candidates, previous } = prepared;
  if (previous === undefined) return true;
  return [...candidates.mappings.keys()].every(service => targetsOf(previous, service).length < 2);
}
