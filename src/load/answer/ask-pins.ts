import { readAttribute } from '../../model/decode-value.ts';
import type { IdResources } from '../../model/id-resources.ts';
import type { Service } from '../../model/service.ts';
import { AttributeSetValue, force } from '../../nix/index.ts';

/** The numbers that a service pins; in `ids` there may be other things, such as the whole ids file. */
export function readPins({ attributes }: Service): ReadonlyMap<string, number> {
  const sets = ['ids', 'pinnedIds'].map(property => readAttribute(attributes, property)?.value);
  const pins = sets.flatMap(set => {
    if (!(set instanceof AttributeSetValue)) return [];
    return [...set.entries()].flatMap(([name, slot]) => {
      const value = force(slot);
      return typeof value === 'number' ? [[name, value] as const] : [];
    });
  });
  return new Map(pins);
}

/** The pool of a text, and what the number is called. A pool may have a colon in its own name. */
export function splitAtColon(text: string, { pools }: IdResources): readonly [pool: string, name: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 || pools.has(text) ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
