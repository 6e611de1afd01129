import { sortNames } from '../base/order.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';

/** What differs between two distributions. Lists are in byte order of the services. */
export interface DistributionChanges {
  readonly kept: number;
  readonly added: readonly { readonly service: string; readonly to: readonly string[] }[];
  readonly removed: readonly { readonly service: string; readonly from: readonly string[] }[];
  /** Services that leave some targets for others. */
  readonly moved: readonly ServiceChange[];
  /** Services that stay where they are, and run on more targets; and those that run on fewer. */
  readonly scaledOut: readonly ServiceChange[];
  readonly scaledIn: readonly ServiceChange[];
  /** Services with data (`stateful`) that leave targets, moved or removed, where the services model is known. */
  readonly leftData: readonly ServiceChange[];
  /** Dependencies between services of both plans, where the services model is known. */
  readonly becameNetworkLinks: readonly (readonly [string, string])[];
  readonly becameLocal: readonly (readonly [string, string])[];
}

/** A service that both plans have, and all its targets in each. */
export type ServiceChange = {
  readonly service: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
};

/** O(services + dependencies), and sorting. The order of a service's targets does not count. */
export function compareDistributions(
  before: Distribution,
  after: Distribution,
  model?: ServicesModel | undefined,
): DistributionChanges {
  const names = sortNames(new Set([...before.mappings.keys(), ...after.mappings.keys()]));
  const added: DistributionChanges['added'][number][] = [];
  const removed: DistributionChanges['removed'][number][] = [];
  const moved: ServiceChange[] = [];
  const scaledOut: ServiceChange[] = [];
  const scaledIn: ServiceChange[] = [];
  for (const service of names) {
    const from = sortedTargetsOf(before, service);
    const to = sortedTargetsOf(after, service);
    if (from === undefined && to !== undefined) added.push({ service, to });
    else if (from !== undefined && to === undefined) removed.push({ service, from });
    else if (from && to && from.join('\0') !== to.join('\0')) {
      const isPart = (part: readonly string[], whole: readonly string[]): boolean =>
        part.length > 0 && part.every(target => whole.includes(target));
      (isPart(from, to) ? scaledOut : isPart(to, from) ? scaledIn : moved).push({ service, from, to });
    }
  }
  const links =
    model === undefined ? [] : listServiceLinks(model).filter(link => isIn(before, link) && isIn(after, link));
  const gone = [...moved, ...scaledIn, ...removed.map(({ service, from }) => ({ service, from, to: [] }))];
  const leftData = gone.flatMap(({ service, from, to }) => {
    const left = from.filter(target => !to.includes(target));
    return left.length > 0 && model?.services.get(service)?.stateful === true ? [{ service, from: left, to }] : [];
  });
  return {
    kept: names.length - added.length - removed.length - moved.length - scaledOut.length - scaledIn.length,
    added,
    removed,
    moved,
    scaledOut,
    scaledIn,
    leftData,
    becameNetworkLinks: links.filter(link => isLocal(before, link) && !isLocal(after, link)),
    becameLocal: links.filter(link => !isLocal(before, link) && isLocal(after, link)),
  };
}

/** Undefined where the distribution does not have the service. */
function sortedTargetsOf(distribution: Distribution, service: string): readonly string[] | undefined {
  return distribution.mappings.has(service) ? sortNames(targetsOf(distribution, service)) : undefined;
}

function isIn({ mappings }: Distribution, [a, b]: readonly [string, string]): boolean {
  return mappings.has(a) && mappings.has(b);
}

/** Whether two services share a target. */
function isLocal(distribution: Distribution, [a, b]: readonly [string, string]): boolean {
  const targets = new Set(targetsOf(distribution, a));
  return targetsOf(distribution, b).some(target => targets.has(target));
}
