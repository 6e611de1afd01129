import type { Position } from '../base/source.ts';
import { AttributeSetValue, force, type Slot, type Value } from '../nix/index.ts';
import { listOf } from './decode-value.ts';

/** Where a part of an ids file is written: names of attributes and numbers of elements, from the outermost set in. */
export type LocateInIds = (path: readonly (string | number)[]) => Position | undefined;

/**
 * Where a part of a value is written, as far as that is known: where the path ends nowhere, or in something without a
 * place of its own, the innermost attribute on it. O(path), and what has to be evaluated for it.
 * @throws UserError where that fails
 */
export function locateInValue(root: Value, path: readonly (string | number)[]): Position | undefined {
  let place: Position | undefined;
  let value: Value = root;
  for (const step of path) {
    let slot: Slot | undefined;
    if (typeof step === 'number') slot = listOf(value)?.[step];
    else if (value instanceof AttributeSetValue) {
      place = value.positionOf(step) ?? place;
      slot = value.get(step);
    }
    if (slot === undefined) return place;
    value = force(slot);
  }
  return place;
}
