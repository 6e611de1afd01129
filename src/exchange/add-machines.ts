import { compareNames } from '../base/order.ts';
import type { ImportedData, ImportedModels, ImportedTarget } from './imported-models.ts';

/**
 * The models with machines to begin with, where the files speak of none: those that services name outright, and as many
 * more as the most replicas need, two at least. Each has the first of the values that rules ask of a machine, so that
 * there is a place for every service. O(services + machines × rules).
 */
export function addMachines(models: ImportedModels): ImportedModels {
  if (models.targets.size > 0) return models;
  const services = [...models.services.values()];
  const named = new Set(services.flatMap(({ pinnedTo }) => (pinnedTo === undefined ? [] : [pinnedTo])));
  const most = services.reduce((n, { replicas }) => (typeof replicas === 'number' ? Math.max(n, replicas) : n), 2);
  for (let i = 1; named.size < most; i++) named.add(`machine${i}`);
  const labels = models.rules.flatMap(rule => [...labelsOf(rule.get('only') === undefined ? undefined : rule)]);
  const properties = new Map<string, ImportedData>(labels.reverse());
  const targets = [...named].sort(compareNames).map((name): [string, ImportedTarget] => {
    const own = new Map<string, ImportedData>([['hostname', name], ...properties]);
    return [name, { system: undefined, properties: own }];
  });
  return { ...models, targets: new Map(targets) };
}

/** The plain values that a rule asks of machines. */
function labelsOf(rule: ReadonlyMap<string, ImportedData> | undefined): readonly (readonly [string, ImportedData])[] {
  const where = rule?.get('where');
  if (!(where instanceof Map)) return [];
  return [...where].filter((entry): entry is [string, string] => {
    return typeof entry[0] === 'string' && typeof entry[1] === 'string';
  });
}
