import type { Findings } from '../base/findings.ts';
import { sortNaturally } from '../base/natural-order.ts';
import { sortNames } from '../base/order.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import { emptyPolicy, one, type Policy, plainCapacity } from '../model/policy.ts';
import type { PlacePlan } from './place/place-plan.ts';
import { type PlacePlanOptions, planByPolicy } from './place.ts';
import type { Outcome } from './planner.ts';
import type { Resource } from './pose-division.ts';
import type { PreparedRequest } from './prepare-request.ts';

// What other planners want, as policies: where services have replicas, or bring containers with them, their plans are
// those of `place`, since their own algorithms know nothing of either.

/** No target is asked for more than it has; what has not the property has nothing of it. */
export function policyOfDivision(resources: readonly Resource[]): Policy {
  const capacities = resources.map(({ serviceProperty, targetProperty }) => ({
    ...plainCapacity,
    name: targetProperty,
    need: serviceProperty,
    have: targetProperty,
    fallback: none,
  }));
  // Any division is as good as any other: without a previous plan nothing moves.
  return { ...emptyPolicy, capacities, minimise: [new Map([['moves', one]])] };
}

/** The cheapest targets. */
export function policyOfCover(property: string): Policy {
  const cost = { property, fallback: undefined, position: undefined };
  return { ...emptyPolicy, cost, minimise: [new Map([['cost', one]])] };
}

/** Every dependency a network link, on the fewest targets. */
export function policyOfColouring({ services, candidates }: PreparedRequest): Policy {
  const placed = new Set(sortNames(candidates.mappings.keys()));
  const rules = listServiceLinks(services)
    .filter(pair => pair.every(name => placed.has(name)))
    .map(([a, b]) => ({
      kind: 'apart' as const,
      services: [a, b],
      by: undefined,
      name: `${sortNaturally([a, b])
        .map(name => `"${name}"`)
        .join(' and ')} talk to each other`,
      soft: undefined,
      position: undefined,
    }));
  return { ...emptyPolicy, rules, minimise: [new Map([['targets', one]])] };
}

/** The plan of `place` under such a policy; how often services run is as the request says. */
export function planAsPlace(
  prepared: PreparedRequest,
  policy: Policy,
  options: Omit<PlacePlanOptions, 'policy'>,
  findings: Findings,
): Outcome<PlacePlan> {
  return planByPolicy(prepared, { ...options, policy: { ...policy, replicas: prepared.replicas } }, findings);
}

const none = { units: 0n, scale: 0 };
