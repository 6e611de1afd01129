import type { Findings } from '../../base/findings.ts';
import { didYouMean } from '../../base/suggest.ts';
import { targetsOf } from '../../model/distribution.ts';
import { readActivatesAfter } from '../../model/read-activates-after.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import { findCycles } from '../../solve/index.ts';
import type { CheckInput } from './check-input.ts';

/**
 * Services that wait for each other in a circle: there is no order in which they could be activated. A service waits
 * for what it depends on (`dependsOn`), for what it says in `activatesAfter`, and for what provides the container that
 * it goes into on the same target. (`connectsTo` has no say in the order. That a dependency is in the model is checked
 * when the model is read.)
 */
export function checkDependencies(input: CheckInput, findings: Findings): void {
  const list = [...input.services.services.values()];
  const indexOf = new Map(list.map(({ key }, i) => [key, i]));
  const dependencies = list.map(({ dependsOn }) => dependsOn.flatMap(key => indexOf.get(key) ?? []));
  const later = listPredecessors(input, findings);
  const providers = listProviders(input);
  const edges = list.map(({ key }, i) => [
    ...new Set([
      ...(dependencies[i] ?? []),
      ...[...(later.get(key) ?? []), ...(providers.get(key) ?? [])].flatMap(other => indexOf.get(other) ?? []),
    ]),
  ]);
  for (const cycle of findCycles(edges)) {
    const [first = 0] = cycle;
    const steps = [...cycle, first];
    const keys = steps.map(i => list[i]?.key ?? '');
    const isOfDependencies = cycle.every((from, i) => dependencies[from]?.includes(steps[i + 1] ?? -1));
    const position = list[first]?.position;
    if (isOfDependencies) {
      const message =
        cycle.length === 1
          ? `service "${keys[0]}" depends on itself`
          : `services depend on each other in a circle: ${keys.join(' -> ')}`;
      const hint = 'use connectsTo for a dependency that need not be there before the service starts';
      findings.error('dependency-cycle', message, { position, hint });
    } else {
      const message =
        cycle.length === 1
          ? `service "${keys[0]}" waits for itself: it activates after itself, or goes into its own container`
          : `services wait for each other in a circle: ${keys.join(' -> ')}`;
      const hint = 'a service waits for what it depends on, activates after, or goes into a container of';
      findings.error('activation-cycle', message, { position, hint });
    }
  }
}

/** Service → what its `activatesAfter` names. A name that the model lacks is told. */
function listPredecessors({ services }: CheckInput, findings: Findings): ReadonlyMap<string, readonly string[]> {
  const keyOfName = new Map([...services.services.values()].map(({ key, name }) => [name, key]));
  const known = new Set([...keyOfName.keys(), ...services.services.keys()]);
  const later = new Map<string, readonly string[]>();
  for (const service of services.services.values()) {
    const found = findings.attempt(() => readActivatesAfter(service, services, keyOfName)) ?? [];
    for (const { name, key, position } of found) {
      if (key !== undefined) continue;
      const message = `service "${service.key}" activates after "${name}", which is not in the services model`;
      findings.error('unknown-dependency', message, { position, hint: didYouMean(name, known) });
    }
    later.set(
      service.key,
      found.flatMap(({ key }) => key ?? []),
    );
  }
  return later;
}

/** Service → those that provide, on a target of it, the container that it goes into there. */
function listProviders({ services, distribution }: CheckInput): ReadonlyMap<string, readonly string[]> {
  const providersOn = new Map<string, Map<string, string[]>>();
  for (const service of services.services.values()) {
    const containers = distribution === undefined ? [] : readProvidedContainers(service);
    for (const target of containers.length === 0 ? [] : targetsOf(distribution, service.key)) {
      const there = providersOn.get(target) ?? new Map<string, string[]>();
      providersOn.set(target, there);
      for (const container of containers) there.set(container, [...(there.get(container) ?? []), service.key]);
    }
  }
  const providers = new Map<string, readonly string[]>();
  for (const [key, mappings] of distribution?.mappings ?? []) {
    const type = services.services.get(key)?.type;
    const found = mappings.flatMap(({ target, container }) => {
      const inside = container ?? type;
      return inside === undefined ? [] : (providersOn.get(target)?.get(inside) ?? []);
    });
    if (found.length > 0) providers.set(key, found);
  }
  return providers;
}
