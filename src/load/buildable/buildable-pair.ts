import { compareNames } from '../../base/order.ts';
import { readAttribute, textOf } from '../../model/decode-value.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { LoadedModels } from '../load-models.ts';

/** A service, and a system that some of its candidates have: they all get the same package. */
export interface BuildablePair {
  readonly service: string;
  readonly system: string;
  /** In the order of the candidates. */
  readonly targets: readonly string[];
}

/**
 * Each service with each system of its candidates, by service and then by system. O(candidates).
 * @param systemOf the system of a target
 */
export function listPairs({ mappings }: Distribution, systemOf: (target: string) => string): readonly BuildablePair[] {
  return [...mappings].flatMap(([service, list]) => {
    const bySystem = new Map<string, string[]>();
    for (const target of new Set(list.map(mapping => mapping.target))) {
      const system = systemOf(target);
      const targets = bySystem.get(system) ?? [];
      bySystem.set(system, [...targets, target]);
    }
    return [...bySystem]
      .sort(([a], [b]) => compareNames(a, b))
      .map(([system, targets]) => ({ service, system, targets }));
  });
}

/** The system of each target: what it says itself, else that of the evaluation. */
export function readSystems({ infrastructure, evaluator }: LoadedModels): (target: string) => string {
  const otherwise = evaluator.host.settings.system;
  const said = new Map(
    [...infrastructure.targets].map(([name, { attributes }]) => {
      const found = readAttribute(attributes, 'system')?.value;
      return [name, (found === undefined ? undefined : textOf(found)) ?? otherwise] as const;
    }),
  );
  return target => said.get(target) ?? otherwise;
}
