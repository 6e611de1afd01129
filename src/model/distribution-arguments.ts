import { AttributeSetValue, lazy, type Slot, type Value } from '../nix/index.ts';
import type { Distribution, Mapping } from './distribution.ts';
import type { InfrastructureModel, Target } from './infrastructure.ts';

/** Where the services of a model go, as it is before the model has been evaluated. */
export interface PlacedModels {
  readonly distribution: Distribution;
  readonly infrastructure: InfrastructureModel;
}

/** What a services model gets as `distribution`: the targets of each service, as a distribution gives them. */
export function makeDistributionArgument({
  distribution,
  infrastructure: { targets },
}: PlacedModels): AttributeSetValue {
  const toTarget = ({ target }: Mapping): Slot => targets.get(target)?.attributes ?? target;
  const toExplicit = (mapping: Mapping): Slot => {
    const container = mapping.container === undefined ? [] : [['container', mapping.container] as const];
    return AttributeSetValue.from([['target', toTarget(mapping)], ...container]);
  };
  return AttributeSetValue.from(
    [...distribution.mappings].map(([service, list]): [string, Slot] =>
      list.some(({ container }) => container !== undefined)
        ? [service, AttributeSetValue.from([['targets', list.map(toExplicit)]])]
        : [service, list.map(toTarget)],
    ),
  );
}

/**
 * What it gets as `invDistribution`, as Disnix makes it: each target with `services`, those services of the model that
 * are on it. They come from the value of the very model that is being evaluated, and so only when the model asks: a
 * proxy on each machine can depend on whatever else is there.
 */
export function makeInverseArgument(placement: PlacedModels, model: () => Value): AttributeSetValue {
  const pick = (names: readonly string[]): Value => {
    const services = model();
    if (!(services instanceof AttributeSetValue)) return AttributeSetValue.empty;
    return AttributeSetValue.from(
      names.flatMap(name => (services.has(name) ? [[name, services.get(name) ?? null] as const] : [])),
    );
  };
  return AttributeSetValue.from(
    groupByTarget(placement).map(({ target, services }) => {
      const here = lazy(() => pick(services));
      return [target.name, AttributeSetValue.from([['services', here], ...target.attributes.entries()])];
    }),
  );
}

/** The targets with the services on each. */
export function groupByTarget({
  distribution,
  infrastructure,
}: PlacedModels): readonly { readonly target: Target; readonly services: readonly string[] }[] {
  const there = new Map<string, Set<string>>();
  for (const [service, list] of distribution.mappings) {
    for (const { target } of list) there.set(target, (there.get(target) ?? new Set()).add(service));
  }
  return [...infrastructure.targets.values()].map(target => ({
    target,
    services: [...(there.get(target.name) ?? [])],
  }));
}
