import type { Position } from '../base/source.ts';
import { AttributeSetValue, force, isList, type Slot } from '../nix/index.ts';
import { readAttribute, textOf } from './decode-value.ts';
import type { Service, ServicesModel } from './service.ts';

/** A service that another one wants to be activated before it. */
export interface Predecessor {
  /** As it is written: a name, or what the attribute is called. */
  readonly name: string;
  /** Its key in the model; undefined where the model has no such service. */
  readonly key: string | undefined;
  readonly position: Position | undefined;
}

/**
 * What a service lists in `activatesAfter`: services, as in `dependsOn`, or their names. Elements that are neither are
 * left out. O(elements), once the keys are known by name.
 * @param keyOfName the keys of the services of the model by their names
 */
export function readActivatesAfter(
  service: Service,
  { services }: ServicesModel,
  keyOfName: ReadonlyMap<string, string>,
): readonly Predecessor[] {
  const found = readAttribute(service.attributes, 'activatesAfter');
  if (found === undefined) return [];
  const { value, position } = found;
  const resolve = (slot: Slot, attribute: string | undefined, place: Position | undefined): readonly Predecessor[] => {
    const element = force(slot);
    const named = element instanceof AttributeSetValue ? readAttribute(element, 'name')?.value : element;
    const name = (named === undefined ? undefined : textOf(named)) ?? attribute;
    if (name === undefined) return [];
    return [{ name, key: keyOfName.get(name) ?? (services.has(name) ? name : undefined), position: place }];
  };
  if (isList(value)) return value.flatMap(slot => resolve(slot, undefined, position));
  if (!(value instanceof AttributeSetValue)) return [];
  return [...value.entries()].flatMap(([name, slot]) => resolve(slot, name, value.positionOf(name) ?? position));
}
