import { describeValue, listOf, textOf } from '../../model/decode-value.ts';
import { force, NixFloat, type Slot } from '../../nix/value.ts';

/** A property in a few words: texts, numbers and lists of them as they are, of anything else what it is. */
export function describeSlot(slot: Slot): string {
  const value = force(slot);
  if (value instanceof NixFloat) return String(value.value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') {
    return String(value);
  }
  const elements = listOf(value);
  if (elements !== undefined) return elements.map(describeElement).join(', ');
  return textOf(value) ?? describeValue(value);
}

function describeElement(slot: Slot): string {
  const value = force(slot);
  return listOf(value) === undefined ? describeSlot(value) : describeValue(value);
}
