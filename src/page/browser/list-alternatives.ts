import { sortNaturallyBy } from '../../base/natural-order.ts';
import type { Alternative } from '../../plan/index.ts';
import type { PageState } from './page-state.ts';

/** Of more machines nobody reads the costs. */
const most = 100;

/** Where else a service could be: candidates first, then what costs least, then by name. */
export function listAlternatives(
  { plan, edited, places }: PageState,
  service: number,
): readonly (Alternative & { readonly machine: number })[] {
  if ((places.value[service] ?? []).length === 0) return [];
  const { alternatives } = edited.value.explain(places.value, service);
  return sortNaturallyBy(alternatives, ({ target }) => target)
    .sort((a, b) => Number(b.isCandidate) - Number(a.isCandidate) || a.extraWeight - b.extraWeight)
    .slice(0, most)
    .map(one => ({ ...one, machine: plan.machine(one.target) ?? 0 }));
}
