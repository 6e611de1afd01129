import { type Distribution, targetsOf } from '../model/distribution.ts';
import { type CandidateSources, findRemoval, type Removal } from './find-removal.ts';

/** The targets that a service may go to, and what took it the others, before there is any plan. */
export interface CandidateExplanation {
  readonly service: string;
  readonly candidates: readonly string[];
  readonly removed: readonly { readonly target: string; readonly removal: Removal | undefined }[];
}

/**
 * Where a service may go, and why to no other of the targets. O(targets · (steps + candidates of the service)).
 * @param asked the targets that are told of where they are no candidates
 */
export function explainCandidates(
  candidates: Distribution,
  sources: CandidateSources,
  service: string,
  asked: readonly string[],
): CandidateExplanation {
  const allowed = targetsOf(candidates, service);
  const removed = asked
    .filter(target => !allowed.includes(target))
    .map(target => ({ target, removal: findRemoval(sources, service, target) }));
  return { service, candidates: allowed, removed };
}
