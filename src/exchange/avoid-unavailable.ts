import type { DraftModels } from './draft-models.ts';

/** A rule for all services against the machines whose property is there and is not the good value. */
export function avoidUnavailable(draft: DraftModels, property: string, good: string): void {
  const values = [...draft.targets.values()].map(({ properties }) => properties.get(property));
  const bad = [...new Set(values.filter(value => typeof value === 'string' && value !== good))].map(String).sort();
  if (bad.length === 0) return;
  for (const key of draft.services.keys()) draft.rules.target('avoid', key, new Map([[property, bad]]));
}
