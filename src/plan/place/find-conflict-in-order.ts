import { Findings } from '../../base/findings.ts';
import type { Policy } from '../../model/policy.ts';
import { planByPolicy } from '../place.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import { findPlaceConflict, type PlaceConflictAnswer, type PlaceConflictSearch } from './find-place-conflict.ts';

/**
 * Why there is no plan under a policy, as `findPlaceConflict`, also where it takes several containers to close a
 * circle of services that wait for each other: then it is planned.
 * @throws InputError with all findings when the request or the policy is wrong
 */
export function findConflictInOrder(
  request: PreparedRequest,
  policy: Policy,
  search: PlaceConflictSearch,
): PlaceConflictAnswer {
  const answer = findPlaceConflict(request, policy, search);
  if (answer.kind !== 'possible' || request.activation.waits.length === 0) return answer;
  const outcome = planByPolicy(request, { ...search, policy }, new Findings());
  if (outcome.kind === 'planned') return answer;
  const { reason } = outcome;
  const isTold =
    outcome.kind === 'impossible' && (reason.kind === 'demand-conflict' || reason.kind === 'no-candidates');
  return isTold ? { kind: 'impossible', reason } : { kind: 'unknown' };
}
