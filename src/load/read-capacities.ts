import { formatAmount, readAmount, toCommonScale } from '../model/amount.ts';
import { readAttribute } from '../model/decode-value.ts';
import type { AttributeSetValue } from '../nix/index.ts';
import type { Capacity, Resource } from '../plan/index.ts';
import type { LoadedModels } from './load-models.ts';

/** What services need and targets have of resources. */
export function readCapacities(
  resources: readonly Resource[],
  { services, infrastructure }: LoadedModels,
): readonly Capacity[] {
  return resources.map(({ serviceProperty: need, targetProperty: have }) => {
    const amounts = new Map<string, NonNullable<ReturnType<typeof readAmount>>>();
    const collect = (key: string, set: AttributeSetValue, property: string): void => {
      const found = readAttribute(set, property);
      const amount = found && readAmount(found.value);
      if (amount) amounts.set(key, amount);
    };
    for (const { key, attributes } of services.services.values()) collect(`service ${key}`, attributes, need);
    for (const { name, properties } of infrastructure.targets.values()) collect(`target ${name}`, properties, have);
    const { units, scale } = toCommonScale([...amounts.values()]);
    const byKey = new Map([...amounts.keys()].map((key, number) => [key, units[number]]));
    return {
      name: have,
      needOf: service => byKey.get(`service ${service}`),
      capacityOf: target => byKey.get(`target ${target}`),
      format: amount => formatAmount(amount, scale),
    };
  });
}
