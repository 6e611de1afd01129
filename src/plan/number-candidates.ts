import type { Distribution } from '../model/distribution.ts';

/** The candidates of each service as numbers of targets, ascending, each once. O(candidates) and sorting. */
export function numberCandidates(
  { mappings }: Distribution,
  services: readonly string[],
  targets: readonly string[],
): readonly (readonly number[])[] {
  const numbers = new Map(targets.map((name, number) => [name, number]));
  return services.map(service => {
    const list = (mappings.get(service) ?? []).map(({ target }) => numbers.get(target) ?? -1);
    return [...new Set(list)].sort((a, b) => a - b);
  });
}
