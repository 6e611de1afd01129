import type { Findings } from '../../base/findings.ts';
import { didYouMean } from '../../base/suggest.ts';
import { readProvidedContainers } from '../../graph/service-details.ts';
import type { CheckInput } from './check-input.ts';

/**
 * Services on a target that lacks the container they go into: the one that the distribution names, otherwise the one of the service's
 * type. A service on the same target may provide it.
 */
export function checkContainers(input: CheckInput, findings: Findings): void {
  const provided = findProvidedContainers(input);
  for (const [key, mappings] of input.distribution?.mappings ?? []) {
    const service = input.services.services.get(key);
    for (const { target: name, container = service?.type, position } of mappings) {
      const target = input.infrastructure.targets.get(name);
      if (target === undefined || container === undefined) continue;
      const there = new Set([...target.containers.keys(), ...(provided.get(name) ?? [])]);
      if (there.has(container)) continue;
      const listed = there.size === 0 ? 'it has none' : `it has ${[...there].sort().join(', ')}`;
      findings.error(
        'missing-container',
        `service "${key}" goes into the container "${container}", which target "${name}" does not have`,
        { position: position ?? service?.position, hint: didYouMean(container, there) ?? listed },
      );
    }
  }
}

/** Target → the containers that services on it provide. */
function findProvidedContainers({ services, distribution }: CheckInput): ReadonlyMap<string, ReadonlySet<string>> {
  const provided = new Map<string, Set<string>>();
  for (const [key, mappings] of distribution?.mappings ?? []) {
    const service = services.services.get(key);
    const containers = service === undefined ? [] : readProvidedContainers(service);
    if (containers.length === 0) continue;
    for (const { target } of mappings) {
      const there = provided.get(target) ?? new Set();
      provided.set(target, there);
      for (const container of containers) there.add(container);
    }
  }
  return provided;
}
