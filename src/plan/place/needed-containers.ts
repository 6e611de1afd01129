import { listOf, readAttribute, textOf } from '../../model/decode-value.ts';
import type { Distribution, Mapping } from '../../model/distribution.ts';
import type { InfrastructureModel, Target } from '../../model/infrastructure.ts';
import type { ServicesModel } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import { force } from '../../nix/index.ts';

/** The type of what is only installed: it goes into no container. */
const packageType = 'package';

/** A service that goes into a container which other services provide. */
export interface NeededContainer {
  readonly service: string;
  readonly container: string;
  /** Services that provide it on the target where they are. */
  readonly providers: readonly string[];
  /** Targets that have it anyway, or where the service goes into another one. */
  readonly has: ReadonlySet<string>;
}

/**
 * The containers that services go into and others provide: the one that the candidates name, else that of the service's
 * type, as Disnix has it. Containers that nobody provides bind nobody: models often do not list them. A container that
 * a service provides itself does not serve it. O(services + candidates + containers of targets).
 */
export function findNeededContainers(
  candidates: Distribution,
  { services }: ServicesModel,
  { targets }: InfrastructureModel,
): readonly NeededContainer[] {
  const providers = new Map<string, string[]>();
  for (const key of candidates.mappings.keys()) {
    const service = services.get(key);
    for (const container of service === undefined ? [] : readProvidedContainers(service)) {
      const others = providers.get(container);
      if (others === undefined) providers.set(container, [key]);
      else others.push(key);
    }
  }
  if (providers.size === 0) return [];
  const owners = new Map(
    [...providers.keys()].map(container => {
      const has = [...targets.values()].filter(target => hasContainer(target, container)).map(({ name }) => name);
      return [container, new Set(has)] as const;
    }),
  );
  const needed: NeededContainer[] = [];
  for (const [service, mappings] of candidates.mappings) {
    const type = services.get(service)?.type;
    const containers = new Set(mappings.map(({ container }) => container ?? type));
    for (const container of containers) {
      if (container === undefined || container === packageType) continue;
      const others = (providers.get(container) ?? []).filter(key => key !== service);
      const has = owners.get(container);
      if (others.length === 0 || has === undefined) continue;
      // On targets for which the candidates name another container, this one is not missing.
      const elsewhere = mappings.filter(mapping => (mapping.container ?? type) !== container);
      const enough = elsewhere.length === 0 ? has : new Set([...has, ...elsewhere.map(({ target }) => target)]);
      needed.push({ service, container, providers: others, has: enough });
    }
  }
  return needed;
}

/**
 * The candidates without the targets where a container is missing that nobody can bring: services stay away from them,
 * and so do, in turn, those that go into what these bring. O(candidates · containers), once for each such turn.
 */
export function keepReachable(candidates: Distribution, needed: readonly NeededContainer[]): Distribution {
  const lists = new Map<string, readonly Mapping[]>();
  const listOf = (service: string): readonly Mapping[] => lists.get(service) ?? candidates.mappings.get(service) ?? [];
  for (let isNew = needed.length > 0; isNew; ) {
    isNew = false;
    for (const { service, providers, has } of needed) {
      const before = listOf(service);
      const reachable = new Set(providers.flatMap(provider => listOf(provider).map(({ target }) => target)));
      const after = before.filter(({ target }) => has.has(target) || reachable.has(target));
      if (after.length === before.length) continue;
      lists.set(service, after);
      isNew = true;
    }
  }
  if (lists.size === 0) return candidates;
  return { mappings: new Map([...candidates.mappings].map(([name, list]) => [name, lists.get(name) ?? list])) };
}

/** Whether a target lists the container, or the type in its property `supportedTypes`. */
export function hasContainer({ containers, properties }: Target, container: string): boolean {
  if (containers.has(container)) return true;
  const types = listOf(readAttribute(properties, 'supportedTypes')?.value ?? null) ?? [];
  return types.some(slot => textOf(force(slot)) === container);
}
