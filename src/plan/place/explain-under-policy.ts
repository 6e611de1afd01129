import { type Distribution, targetsOf } from '../../model/distribution.ts';
import type { ExplainedLink, Explanation, PolicyLinkReason } from '../explain-placement.ts';
import { type ExplainedPlan, explainAlternative, type PlaceAlternative } from './explain-alternative.ts';
import type { PlaceConflictSearch } from './find-place-conflict.ts';

/** Why a service is where it is, and what other places would mean under a policy. */
export interface PlaceExplanation extends Explanation<PolicyLinkReason> {
  readonly underPolicy: readonly PlaceAlternative[];
}

/**
 * Adds to the explanation of a service in a plan what its policy says of other targets. A link that the service alone
 * could avoid is there for the policy where that does not let it move so. O(targets · size of the problem), and with
 * `search` the time that it allows for each target.
 */
export function explainUnderPolicy(
  explanation: Explanation,
  distribution: Distribution,
  plan: ExplainedPlan,
  targets: readonly string[],
  search?: PlaceConflictSearch,
): PlaceExplanation {
  const { service, networkLinks } = explanation;
  const mayJoin = (other: string): boolean =>
    targetsOf(distribution, other).some(target => isKept(explainAlternative(plan, service, target)));
  return {
    ...explanation,
    networkLinks: networkLinks.map(link =>
      link.reason === 'avoidable' && isAlone(link, service) && !mayJoin(link.other)
        ? { ...link, reason: 'policy' }
        : link,
    ),
    underPolicy: targets.flatMap(target => explainAlternative(plan, service, target, search) ?? []),
  };
}

/** Whether it is this service alone that would have to move. */
function isAlone({ meeting }: ExplainedLink, service: string): boolean {
  return meeting?.movers.length === 1 && meeting.movers[0] === service;
}

/** Whether a service may move to another target alone. */
function isKept(alternative: PlaceAlternative | undefined): boolean {
  if (alternative === undefined) return true;
  const { forbiddenBy, shortages, broken } = alternative;
  return forbiddenBy.length + shortages.length + broken.length === 0;
}
