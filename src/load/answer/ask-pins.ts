import { type Amount, readWrittenAmount } from '../../model/amount.ts';
import { readAttribute } from '../../model/decode-value.ts';
import { type IdResources, pinProperties } from '../../model/id-resources.ts';
import type { Service } from '../../model/service.ts';
import { AttributeSetValue, force } from '../../nix/index.ts';

/** The numbers that a service pins; in `ids` there may be other things, such as the whole ids file. */
export function readPins({ attributes }: Service): ReadonlyMap<string, number> {
  const sets = pinProperties.map(property => readAttribute(attributes, property)?.value);
  const pins = sets.flatMap(set => {
    if (!(set instanceof AttributeSetValue)) return [];
    return [...set.entries()].flatMap(([name, slot]) => {
      const value = force(slot);
      const id = typeof value === 'number' ? value : wholeOf(readWrittenAmount(value));
      return id === undefined ? [] : [[name, id] as const];
    });
  });
  return new Map(pins);
}

/** Numbers may be in quotes. */
function wholeOf(amount: Amount | undefined): number | undefined {
  const whole = amount === undefined ? Number.NaN : Number(amount.units) / 10 ** amount.scale;
  return Number.isSafeInteger(whole) ? whole : undefined;
}

/** The pool of a text, and what the number is called. A pool may have a colon in its own name. */
export function splitAtColon(text: string, { pools }: IdResources): readonly [pool: string, name: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 || pools.has(text) ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
