import type { Position } from '../../base/source.ts';
import { makeSet } from '../../model/xml/read-property.ts';
import type { AttributeSetValue, Slot } from '../../nix/index.ts';
import type { DeployedState, ServiceMapping } from './deployed-state.ts';

/** One place of a service. */
export interface DeployedPlace extends ServiceMapping {
  /** Whether the container is not simply the one of the service's type, which Disnix takes where none is named. */
  readonly isNamed: boolean;
}

/** Where each service is active, by the service's name and then by target and container. O(mappings). */
export function placesOf({ services, serviceMappings }: DeployedState): ReadonlyMap<string, readonly DeployedPlace[]> {
  const places = new Map<string, DeployedPlace[]>();
  for (const mapping of serviceMappings) {
    const service = services.get(mapping.service);
    if (service === undefined) continue;
    const list = places.get(service.name) ?? [];
    places.set(service.name, list);
    list.push({ ...mapping, isNamed: mapping.container !== service.type });
  }
  return places;
}

/**
 * What is deployed as a distribution, such as a model is, with places in the manifest: containers are named where they
 * are not those of the services' types. O(mappings).
 */
export function deployedDistribution(state: DeployedState): AttributeSetValue {
  return makeSet(
    [...placesOf(state)].flatMap(([name, places]) => {
      const [first] = places;
      return first === undefined ? [] : [[name, listPlaces(places, first.position), first.position] as const];
    }),
  );
}

function listPlaces(places: readonly DeployedPlace[], start: Position): Slot {
  if (!places.some(({ isNamed }) => isNamed)) return places.map(({ target }) => target);
  const targets = places.map(({ target, container, isNamed, position }) =>
    makeSet([['target', target, position] as const, ...(isNamed ? [['container', container, position] as const] : [])]),
  );
  return makeSet([['targets', targets, start] as const]);
}
