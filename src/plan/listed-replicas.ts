import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { Replicas, ServicesModel } from '../model/service.ts';

/**
 * How often services run where a list of targets means all of them, as it does to whoever deploys it: once on each that
 * it names. O(services).
 */
export function replicasOfLists({ mappings }: Distribution): ReadonlyMap<string, Replicas> {
  return new Map([...mappings.keys()].map(service => [service, 'all' as const]));
}

/**
 * The services that list several targets and do not say how often they run: a planner puts each on one of them. In the
 * order of the distribution. O(candidates).
 * @param replicas what is said elsewhere of how often services run
 */
export function findChoices(
  candidates: Distribution,
  { services }: ServicesModel,
  replicas: ReadonlyMap<string, Replicas> = new Map(),
): readonly string[] {
  return [...candidates.mappings.keys()].filter(service => {
    const said = replicas.get(service) ?? services.get(service)?.replicas;
    return said === undefined && targetsOf(candidates, service).length > 1;
  });
}
