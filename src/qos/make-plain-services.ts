import type { Service, ServicesModel } from '../model/service.ts';
import { AttributeSetValue, type Slot } from '../nix/index.ts';

/**
 * The services as QoS models see them: without `pkg`, and with `dependsOn` and `connectsTo` as lists of the names of
 * services.
 */
export function makePlainServices({ services }: ServicesModel): AttributeSetValue {
  return AttributeSetValue.from([...services].map(([key, service]) => [key, makePlainService(service, services)]));
}

function makePlainService(service: Service, services: ServicesModel['services']): AttributeSetValue {
  const { attributes, name, dependsOn, connectsTo } = service;
  const toNames = (keys: readonly string[]): readonly string[] => keys.map(key => services.get(key)?.name ?? key);
  const entries = [...attributes.entries()].filter(([key]) => key !== 'pkg');
  const plain = new Map<string, Slot>([['name', name], ...entries]);
  if (attributes.has('dependsOn')) plain.set('dependsOn', toNames(dependsOn));
  if (attributes.has('connectsTo')) plain.set('connectsTo', toNames(connectsTo));
  return AttributeSetValue.from(plain);
}
