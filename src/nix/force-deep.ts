import { isList } from './expect.ts';
import { AttributeSetValue, force, type Slot, type Value } from './value.ts';

/**
 * Forces a value and all that it holds, in order; each list and set once, so that cyclic values end. Keeps its own
 * stack: a million nested lists are no deeper for JavaScript than one.
 */
export function forceDeep(slot: Slot): Value {
  const result = force(slot);
  const seen = new Set<Value>();
  const stack: { slots: readonly Slot[]; next: number }[] = [];
  const enter = (value: Value): void => {
    const slots = isList(value) ? value : value instanceof AttributeSetValue ? value.slots : undefined;
    if (slots === undefined || slots.length === 0 || seen.has(value)) return;
    seen.add(value);
    stack.push({ slots, next: 0 });
  };
  enter(result);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next >= top.slots.length) stack.pop();
    else enter(force(top.slots[top.next++] as Slot));
  }
  return result;
}
