import { UserError } from '../base/diagnostic.ts';
import { listOf, textOf } from '../model/decode-value.ts';
import { describeValue, force, NixFloat, type Slot } from '../nix/index.ts';

/**
 * A property in a few words: texts, numbers and lists of them as they are, of anything else what it is. One that fails
 * (`throw`, `abort`) says so: a page has no need of it.
 */
export function describeSlot(slot: Slot): string {
  try {
    return describeForced(slot);
  } catch (error) {
    if (!(error instanceof UserError) || error.fatal) throw error;
    return `(fails: ${error.message})`;
  }
}

function describeForced(slot: Slot): string {
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
  return listOf(value) === undefined ? describeForced(value) : describeValue(value);
}
