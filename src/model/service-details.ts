import { sortNames } from '../base/order.ts';
import { AttributeSetValue, force } from '../nix/index.ts';
import { listOf, readAttribute, textOf } from './decode-value.ts';
import type { Service } from './service.ts';

/**
 * The group of a service, a path such as `Shop/Payment`: its property `group`, as a list of names from the outermost
 * in. Empty where it has none.
 */
export function readGroup(service: Service): readonly string[] {
  const found = readAttribute(service.attributes, 'group');
  const text = found && textOf(found.value);
  return text === undefined ? [] : splitGroup(text);
}

/** The names in the path of a group; doubled and outer slashes mean nothing. */
export function splitGroup(path: string): readonly string[] {
  return path.split('/').filter(name => name !== '');
}

/**
 * The containers that a service provides to others, in byte order: `providesContainer`, and `providesContainers`, whose
 * keys they are.
 */
export function readProvidedContainers(service: Service): readonly string[] {
  const names = new Set<string>();
  for (const property of ['providesContainer', 'providesContainers']) {
    const value = readAttribute(service.attributes, property)?.value ?? null;
    const text = textOf(value);
    if (text !== undefined) names.add(text);
    if (value instanceof AttributeSetValue) for (const name of value.shape.names) names.add(name);
    for (const slot of listOf(value) ?? []) {
      const element = textOf(force(slot));
      if (element !== undefined) names.add(element);
    }
  }
  return sortNames(names);
}
