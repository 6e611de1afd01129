import type { Findings } from '../base/findings.ts';
import { sortNames } from '../base/order.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import { type Predecessor, readActivatesAfter } from '../model/read-activates-after.ts';
import type { ServicesModel } from '../model/service.ts';
import { readProvidedContainers } from '../model/service-details.ts';

/**
 * Why a service waits for another one: it depends on it, says that it activates after it, or goes into a container that
 * it provides on the same target.
 */
export const waitReasons = ['dependsOn', 'activatesAfter', 'container'] as const;
export type WaitReason = (typeof waitReasons)[number];

/** A service that another one waits for, and why, in the order of `WaitReason`. */
export interface AwaitedService {
  readonly service: string;
  readonly because: readonly WaitReason[];
}

/** Whether a service is awaited on its own target only, and only by a plan that has both there. */
export function isAwaitedByPlan({ because }: AwaitedService): boolean {
  return because.every(reason => reason === 'container');
}

/**
 * What each service waits for before it is activated, in byte order, as Disnix has it: what it depends on (`dependsOn`;
 * `connectsTo` has no say), what its `activatesAfter` names, and what provides the container that it goes into on the
 * same target. Containers are known with a plan only. O(services + dependencies + placements).
 * @param tellUnknown hears of names in `activatesAfter` that the model lacks
 */
export function listPredecessors(
  model: ServicesModel,
  plan: Distribution | undefined,
  findings: Findings,
  tellUnknown: (service: string, predecessor: Predecessor) => void = () => {},
): ReadonlyMap<string, readonly AwaitedService[]> {
  const { services } = model;
  const keyOfName = new Map([...services.values()].map(({ key, name }) => [name, key]));
  const providers = listProviders(model, plan);
  const awaited = new Map<string, readonly AwaitedService[]>();
  for (const service of services.values()) {
    const reasons = new Map<string, Set<WaitReason>>();
    const add = (other: string, reason: WaitReason): void => {
      const known = reasons.get(other);
      if (known === undefined) reasons.set(other, new Set([reason]));
      else known.add(reason);
    };
    for (const other of service.dependsOn) if (services.has(other)) add(other, 'dependsOn');
    for (const predecessor of findings.attempt(() => readActivatesAfter(service, model, keyOfName)) ?? []) {
      if (predecessor.key === undefined) tellUnknown(service.key, predecessor);
      else add(predecessor.key, 'activatesAfter');
    }
    for (const other of providers.get(service.key) ?? []) add(other, 'container');
    const names = sortNames(reasons.keys());
    awaited.set(
      service.key,
      names.map(name => ({ service: name, because: [...(reasons.get(name) ?? [])] })),
    );
  }
  return awaited;
}

/** Service → those that provide, on a target of it, the container that it goes into there. */
function listProviders(
  { services }: ServicesModel,
  plan: Distribution | undefined,
): ReadonlyMap<string, readonly string[]> {
  const providersOn = new Map<string, Map<string, string[]>>();
  for (const service of plan === undefined ? [] : services.values()) {
    const containers = readProvidedContainers(service);
    for (const target of containers.length === 0 ? [] : targetsOf(plan, service.key)) {
      const there = providersOn.get(target) ?? new Map<string, string[]>();
      providersOn.set(target, there);
      for (const container of containers) there.set(container, [...(there.get(container) ?? []), service.key]);
    }
  }
  const providers = new Map<string, readonly string[]>();
  for (const [key, mappings] of plan?.mappings ?? []) {
    const type = services.get(key)?.type;
    const found = mappings.flatMap(({ target, container }) => {
      const inside = container ?? type;
      return inside === undefined ? [] : (providersOn.get(target)?.get(inside) ?? []);
    });
    if (found.length > 0) providers.set(key, found);
  }
  return providers;
}
