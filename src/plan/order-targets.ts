import type { Findings } from '../base/findings.ts';
import { compareNames } from '../base/order.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { readTargetAmounts } from './read-amounts.ts';

/**
 * The targets by a property, the least first and those without it last; by name without one, and among equals. O(n log
 * n).
 */
export function orderTargets(
  { targets }: InfrastructureModel,
  property: string | undefined,
  findings: Findings,
): readonly string[] {
  if (property === undefined) return [...targets.keys()];
  const sets = new Map([...targets].map(([name, { properties }]) => [name, properties]));
  const { units } = readTargetAmounts(sets, property, findings);
  return [...targets.keys()].sort((a, b) => {
    const [x, y] = [units.get(a), units.get(b)];
    if (x === y) return compareNames(a, b);
    if (x === undefined || y === undefined) return x === undefined ? 1 : -1;
    return x < y ? -1 : 1;
  });
}
