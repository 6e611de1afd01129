import { isList } from './expect.ts';
import { AttributeSetValue, ContextString, force, NixFloat, NixPath, type Slot, type Value } from './value.ts';

/**
 * Whether two cells (list elements, attributes, arguments) hold equal values. The same cell equals itself, whatever it
 * holds, so `[ f ] == [ f ]`; two different cells with the same function do not. Forces both, and of lists and sets
 * what is needed to decide.
 */
export function equalValues(a: Slot, b: Slot): boolean {
  const left = force(a);
  const right = force(b);
  return a === b || equalForced(left, right);
}

/**
 * What `==` does: its operands are values without a cell, so `f == f` is false. Numbers compare across integer and
 * float, strings without their contexts, two derivations by their `outPath` alone.
 */
export function equalForced(left: Value, right: Value): boolean {
  switch (typeof left) {
    case 'string':
      return left === right || (right instanceof ContextString && right.text === left);
    case 'boolean':
      return left === right;
    case 'number':
    case 'bigint':
      // A float converts a large integer to the nearest double, as C does.
      return left === right || (right instanceof NixFloat && right.value === Number(left));
  }
  if (left === null) return right === null;
  if (left instanceof AttributeSetValue) return right instanceof AttributeSetValue && equalSets(left, right);
  if (isList(left)) return isList(right) && equalLists(left, right);
  if (left instanceof ContextString) {
    return left.text === (right instanceof ContextString ? right.text : right);
  }
  if (left instanceof NixPath) return right instanceof NixPath && left.path === right.path;
  if (left instanceof NixFloat)
    return right instanceof NixFloat ? left.value === right.value : equalForced(right, left);
  return false;
}

function equalLists(left: readonly Slot[], right: readonly Slot[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (!equalValues(left[i] as Slot, right[i] as Slot)) return false;
  return true;
}

function equalSets(left: AttributeSetValue, right: AttributeSetValue): boolean {
  if (isDerivation(left) && isDerivation(right)) {
    const a = left.get('outPath');
    const b = right.get('outPath');
    if (a !== undefined && b !== undefined) return equalValues(a, b);
  }
  if (left.size !== right.size) return false;
  const { names } = left.shape;
  const others = right.shape.names;
  for (let i = 0; i < names.length; i++) {
    if (names[i] !== others[i] || !equalValues(left.slots[i] as Slot, right.slots[i] as Slot)) return false;
  }
  return true;
}

function isDerivation(set: AttributeSetValue): boolean {
  const type = set.get('type');
  return type !== undefined && force(type) === 'derivation';
}
