import type { Distribution, Mapping } from '../model/distribution.ts';

/**
 * A plan in the words of the models: each service with the candidate that was chosen, and the container that the model gives this. Where nobody
 * lists candidates every target is one; a service whose target is none of them (number -1, say) stands without a place.
 */
export function readBack(
  candidates: Distribution | undefined,
  services: readonly string[],
  targets: readonly string[],
  assignment: ArrayLike<number>,
): Distribution {
  const mappings = services.map((service, number): readonly [string, readonly Mapping[]] => {
    const target = targets[assignment[number] ?? -1];
    if (target === undefined) return [service, []];
    if (candidates === undefined) return [service, [{ target }]];
    const chosen = candidates.mappings.get(service)?.find(mapping => mapping.target === target);
    return [service, chosen === undefined ? [] : [chosen]];
  });
  return { mappings: new Map(mappings) };
}
