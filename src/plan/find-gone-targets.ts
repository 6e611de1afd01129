import type { Position } from '../base/source.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';

/** A target that a plan uses, and that there is no longer. */
export interface GoneTarget {
  readonly target: string;
  /** The services that the plan has there, in its order. */
  readonly services: readonly string[];
  /** Where the plan names it first. */
  readonly position: Position | undefined;
}

/**
 * The targets of a plan that an infrastructure model does not have, in the order in which the plan names them first.
 * O(size of the plan).
 */
export function findGoneTargets({ mappings }: Distribution, { targets }: InfrastructureModel): readonly GoneTarget[] {
  const gone = new Map<string, { readonly services: Set<string>; readonly position: Position | undefined }>();
  for (const [service, list] of mappings) {
    for (const { target, position } of list) {
      if (targets.has(target)) continue;
      const known = gone.get(target) ?? { services: new Set(), position };
      gone.set(target, known);
      known.services.add(service);
    }
  }
  return [...gone].map(([target, { services, position }]) => ({ target, services: [...services], position }));
}
