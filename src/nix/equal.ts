import { isList } from './expect.ts';
import type { Limits } from './limits.ts';
import { AttributeSetValue, ContextString, force, NixFloat, NixPath, type Slot, type Value } from './value.ts';

/**
 * Where two values differ first: the innermost cells that were compared and are not equal, in lists inside lists as
 * deep as these are of the same length.
 */
export interface Difference {
  cells: readonly [Slot, Slot] | undefined;
  /** With it, sets are looked into as well. The indices and names that lead to the cells, innermost first. */
  readonly steps?: (number | string)[];
}

/** Notes two cells that are not equal. Those inside them were noted before. */
function note(difference: Difference | undefined, a: Slot, b: Slot, step: number | string): false {
  if (difference === undefined) return false;
  difference.cells ??= [a, b];
  difference.steps?.push(step);
  return false;
}

/**
 * Whether two cells (list elements, attributes, arguments) hold equal values. The same cell equals itself, whatever it
 * holds, so `[ f ] == [ f ]`; two different cells with the same function do not. Forces both, and of lists and sets
 * what is needed to decide.
 */
export function equalValues(a: Slot, b: Slot, limits?: Limits, difference?: Difference): boolean {
  const left = force(a);
  const right = force(b);
  return a === b || equalForced(left, right, limits, difference);
}

/**
 * What `==` does: its operands are values without a cell, so `f == f` is false. Numbers compare across integer and
 * float, strings without their contexts, two derivations by their `outPath` alone.
 */
export function equalForced(left: Value, right: Value, limits?: Limits, difference?: Difference): boolean {
  switch (typeof left) {
    case 'string':
      return equalTexts(left, right instanceof ContextString ? right.text : right, limits);
    case 'boolean':
      return left === right;
    case 'number':
    case 'bigint':
      // A float converts a large integer to the nearest double, as C does.
      return left === right || (right instanceof NixFloat && right.value === Number(left));
  }
  if (left === null) return right === null;
  if (left instanceof AttributeSetValue) {
    const inSets = difference?.steps === undefined ? undefined : difference;
    return right instanceof AttributeSetValue && equalSets(left, right, limits, inSets);
  }
  if (isList(left)) return isList(right) && equalLists(left, right, limits, difference);
  if (left instanceof ContextString) {
    return equalTexts(left.text, right instanceof ContextString ? right.text : right, limits);
  }
  if (left instanceof NixPath) return right instanceof NixPath && left.path === right.path;
  if (left instanceof NixFloat)
    return right instanceof NixFloat ? left.value === right.value : equalForced(right, left, limits);
  return false;
}

/** Long texts of the same length take time, and be it to copy the parts of a sum together. */
function equalTexts(left: string, right: Value, limits: Limits | undefined): boolean {
  if (typeof right === 'string' && left.length === right.length) {
    limits?.readWhole(left);
    limits?.readWhole(right);
  }
  return left === right;
}

function equalLists(
  left: readonly Slot[],
  right: readonly Slot[],
  limits: Limits | undefined,
  difference: Difference | undefined,
): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    limits?.tick();
    const a = left[i] as Slot;
    const b = right[i] as Slot;
    if (!equalValues(a, b, limits, difference)) return note(difference, a, b, i);
  }
  return true;
}

function equalSets(
  left: AttributeSetValue,
  right: AttributeSetValue,
  limits: Limits | undefined,
  difference: Difference | undefined,
): boolean {
  if (isDerivation(left) && isDerivation(right)) {
    const a = left.get('outPath');
    const b = right.get('outPath');
    if (a !== undefined && b !== undefined) {
      return equalValues(a, b, limits, difference) || note(difference, a, b, 'outPath');
    }
  }
  if (left.size !== right.size) return false;
  const { names } = left.shape;
  const others = right.shape.names;
  for (let i = 0; i < names.length; i++) {
    limits?.tick();
    const name = names[i] as string;
    if (name !== others[i]) return false;
    const a = left.slots[i] as Slot;
    const b = right.slots[i] as Slot;
    if (!equalValues(a, b, limits, difference)) return note(difference, a, b, name);
  }
  return true;
}

function isDerivation(set: AttributeSetValue): boolean {
  const type = set.get('type');
  return type !== undefined && force(type) === 'derivation';
}
