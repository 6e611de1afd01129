import { equalValues } from './equal.ts';
import { isList } from './expect.ts';
import type { Limits } from './limits.ts';
import { describeBriefly } from './print/describe-briefly.ts';
import { AttributeSetValue, force, NixFunction, type Slot, type Value } from './value.ts';

/**
 * Where two values that `==` finds unequal differ first, and how: for a failed `assert a == b`. Forces what `==` has
 * forced. O(depth of the difference, times what a comparison takes).
 * @example `{ a = [ 1 2 ]; } == { a = [ 1 3 ]; }` // 'at a[1], the left side is 2, the right side is 3'
 */
export function explainInequality(left: Value, right: Value, limits?: Limits): string {
  let [a, b, path] = [left, right, ''];
  for (;;) {
    const found =
      isList(a) && isList(b)
        ? differentElement(a, b, limits)
        : a instanceof AttributeSetValue && b instanceof AttributeSetValue
          ? differentAttribute(a, b, limits)
          : undefined;
    if (found === undefined) return tell(path, compare(a, b));
    if (typeof found === 'string') return tell(path, found);
    path += path === '' && found.step.startsWith('.') ? found.step.slice(1) : found.step;
    [a, b] = [force(found.left), force(found.right)];
  }
}

interface Step {
  readonly step: string;
  readonly left: Slot;
  readonly right: Slot;
}

function differentElement(a: readonly Slot[], b: readonly Slot[], limits?: Limits): Step | string | undefined {
  if (a.length !== b.length) return `the left side has the length ${a.length}, the right side ${b.length}`;
  const i = a.findIndex((slot, at) => !equalValues(slot, b[at] as Slot, limits));
  return i < 0 ? undefined : { step: `[${i}]`, left: a[i] as Slot, right: b[i] as Slot };
}

function differentAttribute(a: AttributeSetValue, b: AttributeSetValue, limits?: Limits): Step | string | undefined {
  const onlyLeft = a.shape.names.find(name => !b.has(name));
  if (onlyLeft !== undefined) return `only the left side has the attribute '${onlyLeft}'`;
  const onlyRight = b.shape.names.find(name => !a.has(name));
  if (onlyRight !== undefined) return `only the right side has the attribute '${onlyRight}'`;
  for (const [name, left] of a.entries()) {
    const right = b.get(name);
    if (right !== undefined && !equalValues(left, right, limits)) return { step: `.${name}`, left, right };
  }
  return undefined;
}

function compare(a: Value, b: Value): string {
  if (a instanceof NixFunction && b instanceof NixFunction) return 'functions are never equal';
  return `the left side is ${describeBriefly(a)}, the right side is ${describeBriefly(b)}`;
}

function tell(path: string, difference: string): string {
  return path === '' ? difference : `at ${path}, ${difference}`;
}
