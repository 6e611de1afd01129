import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { joinNames } from '../../base/name-some.ts';
import { sortNaturally } from '../../base/natural-order.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import type { CheckInput } from './check-input.ts';
import { isForDisnix } from './is-for-disnix.ts';

/**
 * Services on one target that provide one container: Disnix lets the first by name have all that goes into it. Told for
 * each group of services once, with the first target. O(services + places).
 */
export function checkProviders({ services, distribution }: CheckInput, findings: Findings): void {
  if (distribution === undefined || !isForDisnix(services)) return;
  const providers = new Map<string, Map<string, string[]>>();
  for (const [key, mappings] of distribution.mappings) {
    const service = services.services.get(key);
    if (service === undefined || mappings.length === 0) continue;
    for (const container of readProvidedContainers(service)) {
      const byTarget = providers.get(container) ?? new Map<string, string[]>();
      providers.set(container, byTarget);
      for (const target of new Set(mappings.map(mapping => mapping.target))) {
        byTarget.set(target, [...(byTarget.get(target) ?? []), key]);
      }
    }
  }
  for (const [container, byTarget] of providers) {
    const told = new Set<string>();
    for (const [target, found] of byTarget) {
      const keys = sortNaturally(found);
      const [first = ''] = found;
      const group = JSON.stringify(keys);
      if (keys.length < 2 || told.has(group)) continue;
      told.add(group);
      const who = joinNames(keys.map(key => `"${key}"`));
      const where = `on target "${target}", where Disnix uses one of them`;
      findings.warning('doubled-container', `services ${who} provide the container "${container}" ${where}`, {
        position: distribution.mappings.get(keys[1] ?? '')?.find(mapping => mapping.target === target)?.position,
        hint: `what goes into "${container}" there is activated in that of "${first}": put the others elsewhere`,
        subject: aboutService(keys[1] ?? first),
      });
    }
  }
}
