import { sortNames } from '../base/order.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import { minimiseConflict } from '../solve/index.ts';

/**
 * Whether services have a plan on their candidates, `unknown` where neither that nor its opposite was proved in time;
 * `certified`: whether it is recounted that they have none.
 */
export type Feasibility =
  | { readonly kind: 'possible' | 'unknown' }
  | { readonly kind: 'impossible'; readonly certified: boolean };

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
      /** Whether code that shares nothing with the search has recounted that there is no plan. */
      readonly certified: boolean;
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
      certified: true,
    };
  }
  const whole = decide(candidates);
  if (whole.kind !== 'impossible') return { kind: whole.kind };
  let minimal = true;
  const ask = (part: readonly string[]): Feasibility =>
    decide({ mappings: new Map(part.map(name => [name, candidates.mappings.get(name) ?? []])) });
  const services = minimiseConflict(names, part => {
    const { kind } = ask(part);
    if (kind === 'unknown') minimal = false;
    return kind === 'impossible';
  });
  const targets = sortNames(new Set(services.flatMap(service => targetsOf(candidates, service))));
  // What is left may never have been asked about as it is.
  const last = services.length === names.length ? whole : ask(services);
  if (last.kind === 'possible') throw new Error('services in conflict have a plan');
  const certified = last.kind === 'impossible' && last.certified;
  return { kind: 'impossible', conflicts: [{ services, targets }], minimal, certified };
}
