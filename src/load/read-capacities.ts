import { type Amount, formatAmount, toCommonScale } from '../model/amount.ts';
import { readAttribute } from '../model/decode-value.ts';
import type { Policy } from '../model/policy.ts';
import { readQuantity } from '../model/read-quantity.ts';
import { showScalar } from '../model/scalar.ts';
import type { AttributeSetValue } from '../nix/index.ts';
import type { Capacity, Resource } from '../plan/index.ts';
import type { LoadedModels } from './load-models.ts';

/** What services need and targets have of resources. */
export function readCapacities(
  resources: readonly Resource[],
  { services, infrastructure, findings }: Pick<LoadedModels, 'services' | 'infrastructure' | 'findings'>,
): readonly Capacity[] {
  return resources.map(({ serviceProperty: need, targetProperty: have }) => {
    const amounts = new Map<string, Amount>();
    const collect = (kind: 'service' | 'target', name: string, set: AttributeSetValue, property: string): void => {
      const found = readAttribute(set, property);
      const amount = found && readQuantity(found, `${property} of ${kind} "${name}"`, findings);
      if (amount) amounts.set(`${kind} ${name}`, amount);
      else if (found) {
        const what = `${property} of ${kind} "${name}" is ${showScalar(found.value)}`;
        const message = `${what}, which is no number, and is left out`;
        findings.warning('amount', message, { position: found.position, subject: { kind, name } });
      }
    };
    for (const { key, attributes } of services.services.values()) collect('service', key, attributes, need);
    for (const { name, properties } of infrastructure.targets.values()) collect('target', name, properties, have);
    const { units, scale } = toCommonScale([...amounts.values()]);
    const byKey = new Map([...amounts.keys()].map((key, number) => [key, units[number]]));
    return {
      name: have,
      needOf: service => byKey.get(`service ${service}`),
      capacityOf: target => byKey.get(`target ${target}`),
      format: amount => formatAmount(amount, scale),
      scale,
    };
  });
}

/** The resources whose loads are shown: those that are named, or else those of a policy that stand in properties. */
export function shownResources(policy: Policy | undefined, named: readonly Resource[] = []): readonly Resource[] {
  if (named.length > 0) return named;
  return (policy?.capacities ?? []).flatMap(({ need, have }) =>
    typeof need === 'string' && typeof have === 'string' ? [{ serviceProperty: need, targetProperty: have }] : [],
  );
}
