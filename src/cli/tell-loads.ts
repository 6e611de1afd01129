import type { PlacedModels } from '../exchange/placed-services.ts';
import { targetsOf } from '../model/distribution.ts';
import type { Capacity } from '../plan/index.ts';

/** What is said in a picture of the load of a target, a line for all; none where nothing is known of it. */
export function tellLoads(
  { services, distribution }: PlacedModels,
  capacities: readonly Capacity[],
): (target: string) => readonly string[] {
  const on = new Map<string, string[]>();
  for (const key of services.services.keys()) {
    for (const target of targetsOf(distribution, key)) {
      const known = on.get(target);
      if (known === undefined) on.set(target, [key]);
      else known.push(key);
    }
  }
  return target => {
    const told = capacities.flatMap(({ name, needOf, capacityOf }) => {
      const [has, needs] = [
        capacityOf(target),
        (on.get(target) ?? []).reduce((sum, key) => sum + (needOf(key) ?? 0n), 0n),
      ];
      if (has === undefined && needs === 0n) return [];
      const isOver = needs > (has ?? 0n);
      const share = has === undefined || has === 0n ? undefined : Number(needs) / Number(has);
      if (share === undefined) return isOver ? [`${name} overloaded`] : [];
      return [`${name} ${Math.round(100 * share)} %${isOver ? ' overloaded' : ''}`];
    });
    return told.length === 0 ? [] : [told.join(', ')];
  };
}
