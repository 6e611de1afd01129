import type { Distribution } from '../../model/distribution.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import type { Replicas } from '../../model/service.ts';
import type { NeededContainer } from '../place/needed-containers.ts';
import type { Request } from '../planner.ts';
import type { PreparedRequest } from '../prepare-request.ts';

/** How often each service runs. */
export type Counts = ReadonlyMap<string, number>;

/** A request and a policy for a part of what was asked for. */
export interface ReducedRequest {
  readonly request: Request;
  readonly policy: Policy;
}

/** What is reduced. */
export interface WholeRequest {
  readonly prepared: PreparedRequest;
  readonly policy: Policy;
  /** How often services should run. */
  readonly wanted: Counts;
  /** How many replicas of each run on targets that are there. */
  readonly running: Counts;
  /** Containers that services bring and others go into. */
  readonly containers: readonly NeededContainer[];
  /** Those of them all of whose providers are left out: only targets that have them will do. */
  readonly withoutProviders: readonly NeededContainer[];
}

/**
 * The same with fewer replicas, or none, of some services. Rules speak of the replicas that are left, and ask no more
 * of them than so few can do. O(services + candidates + sizes of rules).
 */
export function reduceRequest(
  { prepared, policy, wanted, withoutProviders }: WholeRequest,
  kept: Counts,
): ReducedRequest {
  const { services, infrastructure, listed, previous, moveStateful } = prepared;
  const isKept = (service: string): boolean => (kept.get(service) ?? 0) > 0;
  const mappings = new Map([...listed.mappings].filter(([service]) => isKept(service)));
  for (const { service, has } of withoutProviders) {
    const pin = prepared.pins.get(service)?.target;
    // A pin to where the container is missing leaves no candidate; it is no mistake of the pin.
    const left = (mappings.get(service) ?? []).filter(
      ({ target }) => has.has(target) && (pin === undefined || target === pin),
    );
    if (isKept(service)) mappings.set(service, left);
  }
  const replicas = new Map<string, Replicas>(policy.replicas);
  for (const [service, count] of kept) if (count < (wanted.get(service) ?? 0)) replicas.set(service, count);
  const candidates: Distribution = { mappings };
  return {
    request: { services, infrastructure, candidates, previous, moveStateful },
    policy: { ...policy, replicas, rules: policy.rules.flatMap(rule => reduceRule(rule, wanted, kept)) },
  };
}

/** A rule for the replicas that are left; nothing where it has nothing to say any more. */
function reduceRule(rule: Rule, wanted: Counts, kept: Counts): readonly Rule[] {
  const countIn = (services: readonly string[], counts: Counts): number =>
    services.reduce((sum, service) => sum + (counts.get(service) ?? 0), 0);
  const isKept = (service: string): boolean => (kept.get(service) ?? 0) > 0;
  switch (rule.kind) {
    case 'together':
      return rule.services.filter(isKept).length < 2 && rule.by === undefined && rule.services.length > 1 ? [] : [rule];
    case 'near':
      return rule.to.some(isKept) || !rule.to.some(service => wanted.has(service)) ? [rule] : [];
    case 'spread': {
      const left = countIn(rule.services, kept);
      if (left === countIn(rule.services, wanted)) return [rule];
      const least = rule.least === undefined ? undefined : Math.min(rule.least, left);
      const maxSkew = rule.maxSkew === undefined ? undefined : Math.max(rule.maxSkew, 1);
      return left === 0 ? [] : [{ ...rule, least, maxSkew }];
    }
    default:
      return [rule];
  }
}

/**
 * Whether leaving replicas out never makes anything impossible: where a rule wants replicas for the sake of others, it
 * may.
 */
export function isMonotone({ containers, policy, wanted }: WholeRequest): boolean {
  const isMany = (service: string): boolean => (wanted.get(service) ?? 1) > 1;
  return (
    containers.length === 0 &&
    policy.rules.every(
      rule =>
        rule.soft !== undefined ||
        (rule.kind !== 'spread' &&
          rule.kind !== 'near' &&
          !(rule.kind === 'together' && rule.by === undefined && rule.services.some(isMany))),
    )
  );
}
