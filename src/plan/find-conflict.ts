import { sortNames } from '../base/order.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import { minimiseConflict } from '../solve/index.ts';

/**
 * Whether services have a plan on their candidates, `unknown` where neither that nor its opposite was proved in time.
 */
export type Feasibility = 'possible' | 'impossible' | 'unknown';

/** Whether there is a plan, and where there is none, why. */
export type ConflictAnswer =
  | { readonly kind: 'possible' }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'impossible';
      readonly conflicts: readonly Conflict[];
      /**
       * Whether every question that this rests on was answered in time; if not, the conflicts are right, but may be
       * larger than need be.
       */
      readonly minimal: boolean;
    };

/**
 * Services that have no plan even on their own, and the targets that they may go to. Minimal: without any one of the
 * services the others have a plan, and so they do if any one of the targets takes whatever comes (for then the services
 * that may go there need no place elsewhere).
 */
export interface Conflict {
  readonly services: readonly string[];
  readonly targets: readonly string[];
}

/**
 * Why there is no plan: a conflict for each service without candidates, or one conflict of services that have some.
 * `decide` answers for the services of a distribution alone; fewer services have a plan sooner. O(k + k·log(n/k)) of
 * its answers for k services in conflict among n.
 */
export function findConflict(candidates: Distribution, decide: (part: Distribution) => Feasibility): ConflictAnswer {
  const names = [...candidates.mappings.keys()];
  const withoutCandidates = names.filter(name => targetsOf(candidates, name).length === 0);
  if (withoutCandidates.length > 0) {
    return {
      kind: 'impossible',
      conflicts: withoutCandidates.map(name => ({ services: [name], targets: [] })),
      minimal: true,
    };
  }
  const whole = decide(candidates);
  if (whole !== 'impossible') return { kind: whole };
  let minimal = true;
  const services = minimiseConflict(names, part => {
    const answer = decide({ mappings: new Map(part.map(name => [name, candidates.mappings.get(name) ?? []])) });
    if (answer === 'unknown') minimal = false;
    return answer === 'impossible';
  });
  const targets = sortNames(new Set(services.flatMap(service => targetsOf(candidates, service))));
  return { kind: 'impossible', conflicts: [{ services, targets }], minimal };
}
