import { Findings } from '../../base/findings.ts';
import { compareNames, sortNames } from '../../base/order.ts';
import { type DeployedPlace, placesOf } from '../../exchange/disnix/deployed-places.ts';
import type { DeployedService as BuiltService, DeployedState } from '../../exchange/disnix/deployed-state.ts';
import type { ServicesModel } from '../../model/service.ts';
import {
  type AwaitedService,
  type DeployedService,
  isSamePlace,
  listPredecessors,
  type Place,
} from '../../plan/index.ts';
import type { DeployedSource } from '../../write/plan-heading.ts';
import type { Deployed } from '../deployed.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';

/**
 * What a manifest of Disnix says that runs: places with containers, types, packages, and what is activated before what.
 * Services that are gone from the models, and machines, are in it all the same. Properties are not: they are those of
 * the plan that was applied last, as far as that has the service in the very same places; else nobody knows them.
 * O(manifest + models).
 */
export function deployedByManifest(
  source: DeployedSource,
  manifest: DeployedState,
  remembered: SavedPlan | undefined,
  services: ServicesModel,
): Deployed {
  const places = new Map([...placesOf(manifest)].sort(([a], [b]) => compareNames(a, b)));
  const distribution = {
    mappings: new Map(
      [...places].map(([name, list]) => [
        name,
        list.map(({ target, container, isNamed }) => (isNamed ? { target, container } : { target })),
      ]),
    ),
  };
  const awaited = listPredecessors(services, distribution, new Findings());
  const entriesOf = groupByName(manifest);
  const withData = new Set(manifest.snapshotMappings.map(({ service }) => manifest.services.get(service)?.name));
  const describe = (name: string, list: readonly DeployedPlace[]): DeployedService => {
    const entries = entriesOf.get(name) ?? [];
    const there = list.map(({ target, container }): Place => ({ target, container }));
    const known = remembered?.deployment.services.get(name);
    const isSame = known !== undefined && arePlacesEqual(known.places, there);
    return {
      type: entries[0]?.type,
      stateful: services.services.get(name)?.stateful ?? known?.stateful ?? withData.has(name),
      properties: isSame ? known.properties : undefined,
      waitsFor: listAwaited(entries, manifest, awaited.get(name) ?? []),
      pkg: sortNames(new Set(entries.map(({ pkg }) => pkg))).join(' '),
      places: there,
    };
  };
  const described = [...places].map(([name, list]) => [name, describe(name, list)] as const);
  return { source, distribution, deployment: { services: new Map(described) } };
}

/** A service on machines of two systems is two entries. */
function groupByName({ services }: DeployedState): ReadonlyMap<string, readonly BuiltService[]> {
  const groups = new Map<string, BuiltService[]>();
  for (const entry of services.values()) {
    const group = groups.get(entry.name);
    if (group === undefined) groups.set(entry.name, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** A manifest does not tell why a service waits for another one; the model does, as far as it has both. */
function listAwaited(
  entries: readonly BuiltService[],
  { services }: DeployedState,
  byModel: readonly AwaitedService[],
): readonly AwaitedService[] {
  const names = entries.flatMap(({ dependsOn }) =>
    dependsOn.flatMap(({ service }) => services.get(service)?.name ?? []),
  );
  return sortNames(new Set(names)).map(
    name => byModel.find(({ service }) => service === name) ?? { service: name, because: ['dependsOn'] },
  );
}

function arePlacesEqual(a: readonly Place[], b: readonly Place[]): boolean {
  return a.length === b.length && a.every(place => b.some(other => isSamePlace(place, other)));
}
