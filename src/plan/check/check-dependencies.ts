import type { Findings } from '../../base/findings.ts';
import { findCycles } from '../../solve/index.ts';
import type { CheckInput } from './check-input.ts';

/**
 * Services that depend on each other in a circle: there is no order in which they could be activated. (`connectsTo` has
 * no say in the order. That a dependency is in the model is checked when the model is read.)
 */
export function checkDependencies({ services: { services } }: CheckInput, findings: Findings): void {
  const list = [...services.values()];
  const indexOf = new Map(list.map(({ key }, i) => [key, i]));
  const edges = list.map(({ dependsOn }) => dependsOn.flatMap(key => indexOf.get(key) ?? []));
  for (const cycle of findCycles(edges)) {
    const keys = [...cycle, cycle[0] ?? 0].map(i => list[i]?.key ?? '');
    const [first] = cycle;
    const message =
      cycle.length === 1
        ? `service "${keys[0]}" depends on itself`
        : `services depend on each other in a circle: ${keys.join(' -> ')}`;
    findings.error('dependency-cycle', message, {
      position: list[first ?? 0]?.position,
      hint: 'use connectsTo for a dependency that need not be there before the service starts',
    });
  }
}
