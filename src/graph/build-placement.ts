import { sortNames } from '../base/order.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { buildPlacementInstance, type PlacementInstance } from '../solve/placement/placement-instance.ts';
import { listServiceLinks } from './service-links.ts';

/** A placement problem and the names behind its numbers. */
export interface NamedPlacement {
  readonly instance: PlacementInstance;
  /** Keys of the services in the distribution, in byte order: service 0, 1, … */
  readonly services: readonly string[];
  readonly targets: readonly string[];
}

/**
 * The placement problem of the services that the distribution names. A dependency on a service that is not distributed is left out.
 * O(services + dependencies + candidates), and sorting.
 */
export function buildPlacement(
  model: ServicesModel,
  infrastructure: InfrastructureModel,
  candidates: Distribution,
  options: { readonly weightOf?: LinkWeight | undefined; readonly previous?: Distribution | undefined } = {},
): NamedPlacement {
  const { weightOf = () => 1, previous } = options;
  const services = sortNames(candidates.mappings.keys());
  const targets = [...infrastructure.targets.keys()];
  const serviceNumbers = new Map(services.map((name, number) => [name, number]));
  const targetNumbers = new Map(targets.map((name, number) => [name, number]));
  const edgeU: number[] = [];
  const edgeV: number[] = [];
  const edgeWeight: number[] = [];
  for (const [a, b] of listServiceLinks(model)) {
    const u = serviceNumbers.get(a);
    const v = serviceNumbers.get(b);
    if (u === undefined || v === undefined) continue;
    edgeU.push(u);
    edgeV.push(v);
    edgeWeight.push(weightOf(a, b));
  }
  const numberOf = (target: string): number => targetNumbers.get(target) ?? -1;
  const instance = buildPlacementInstance({
    labelCount: targets.length,
    candidates: services.map(name => (candidates.mappings.get(name) ?? []).map(({ target }) => numberOf(target))),
    edgeU,
    edgeV,
    edgeWeight,
    previous: services.map(name => {
      const target = previous?.mappings.get(name)?.[0]?.target;
      return target === undefined ? -1 : (targetNumbers.get(target) ?? targets.length);
    }),
  });
  return { instance, services, targets };
}
