import { isList } from './expect.ts';
import { deepestValue, type Limits, nestedTooDeep } from './limits.ts';
import { SeenValues } from './seen-values.ts';
import { AttributeSetValue, force, type Slot, type Value } from './value.ts';

/**
 * Forces a value and all that it holds, in order; each list and set once, so that cyclic values end. Keeps its own
 * stack: a million nested lists are no deeper for JavaScript than one.
 * @throws EvaluationError of kind `too-deep` for a value nested deeper than a million levels
 */
export function forceDeep(slot: Slot, limits?: Limits): Value {
  const result = force(slot);
  const seen = new SeenValues();
  const stack: { slots: readonly Slot[]; next: number }[] = [];
  const enter = (value: Value): void => {
    const slots = isList(value) ? value : value instanceof AttributeSetValue ? value.slots : undefined;
    if (slots === undefined || slots.length === 0 || !seen.add(value)) return;
    if (stack.length >= deepestValue) throw nestedTooDeep();
    stack.push({ slots, next: 0 });
  };
  enter(result);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    limits?.tick();
    if (top.next >= top.slots.length) stack.pop();
    else enter(force(top.slots[top.next++] as Slot));
  }
  return result;
}
