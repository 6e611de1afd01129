import type { Position } from '../base/source.ts';
import type { Limits } from './limits.ts';
import { AttributeSetValue, dynamicShape, firstNotBelow, Shape, type Slot } from './value.ts';

/** Up to so many attributes are inserted one by one. */
const few = 4;

/**
 * `left // right` with a shape of its own: all attributes of both, those of `right` where both have one. Linear; names
 * are compared only O(small · log large) times where one set is much smaller. Sets from the same two literals are
 * merged without comparing any name.
 */
export function mergeFlat(left: AttributeSetValue, right: AttributeSetValue, limits?: Limits): AttributeSetValue {
  if (right.slots.length === 0) return left;
  if (left.slots.length === 0) return right;
  if (left.shape === right.shape) return new AttributeSetValue(right.shape, right.slots);
  const { merged } = left.shape;
  if (merged !== undefined && merged.right === right.shape) {
    return new AttributeSetValue(merged.shape, choose(merged.plan, left.slots, right.slots));
  }
  limits?.spend((left.slots.length + right.slots.length) >> 2);
  const generation = Math.max(left.shape.generation, right.shape.generation) + 1;
  if (generation > dynamicShape && right.slots.length <= few && left.slots.length > 8 * right.slots.length) {
    return withFew(left, right);
  }
  const plan = interleave(left.shape.names, right.shape.names);
  const shape = mergeShapes(left.shape, right.shape, plan);
  if (generation < dynamicShape) {
    shape.generation = generation;
    left.shape.merged = { right: right.shape, shape, plan };
  }
  return new AttributeSetValue(shape, choose(plan, left.slots, right.slots));
}

/** Copies the large set at the speed of memory and puts the few attributes of the other into the copy. */
function withFew(left: AttributeSetValue, right: AttributeSetValue): AttributeSetValue {
  const { names, positions } = left.shape;
  const fromRight = right.shape.positions;
  const places = positions === undefined && fromRight === undefined ? undefined : (positions ?? nowhere(left.shape));
  let allSlots: Slot[] | undefined;
  let allNames: string[] | undefined;
  let allPlaces: (Position | undefined)[] | undefined;
  // From the last name to the first, so that the places found in `names` stay right.
  for (let j = right.slots.length - 1; j >= 0; j--) {
    const name = right.shape.names[j] as string;
    const slot = right.slots[j] as Slot;
    const i = firstNotBelow(names, name, 0);
    if (names[i] === name) {
      allSlots ??= left.slots.slice();
      allSlots[i] = slot;
      if (places === undefined) continue;
      allPlaces ??= places.slice();
      allPlaces[i] = fromRight?.[j];
    } else {
      allSlots = insertOne(left.slots, allSlots, i, slot);
      allNames = insertOne(names, allNames, i, name);
      if (places !== undefined) allPlaces = insertOne(places, allPlaces, i, fromRight?.[j]);
    }
  }
  const keepsShape = allNames === undefined && places === undefined;
  const shape = keepsShape ? left.shape : new Shape(allNames ?? names, allPlaces);
  return new AttributeSetValue(shape, allSlots as Slot[]);
}

/**
 * Inserts into the copy of a list, which is made here when there is none yet: `toSpliced` copies once where `slice` and
 * `splice` do twice.
 */
function insertOne<T>(list: readonly T[], copy: T[] | undefined, index: number, item: T): T[] {
  if (copy === undefined) return list.toSpliced(index, 0, item);
  copy.splice(index, 0, item);
  return copy;
}

/**
 * Merges two sorted lists of names: the result has, for each name in order, its index in `a`, or the complement of its
 * index in `b` where `b` has it.
 */
function interleave(a: readonly string[], b: readonly string[]): number[] {
  if (a.length > 8 * b.length) return insert(a, b);
  const plan = new Array<number>(a.length + b.length);
  let length = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i] as string;
    const y = b[j] as string;
    if (x === y) {
      plan[length++] = ~j++;
      i++;
    } else plan[length++] = x < y ? i++ : ~j++;
  }
  while (i < a.length) plan[length++] = i++;
  while (j < b.length) plan[length++] = ~j++;
  plan.length = length;
  return plan;
}

/** The same for a short `b`: looks for the place of each of its names. */
function insert(a: readonly string[], b: readonly string[]): number[] {
  const plan = new Array<number>(a.length + b.length);
  let length = 0;
  let i = 0;
  for (let j = 0; j < b.length; j++) {
    const name = b[j] as string;
    const end = firstNotBelow(a, name, i);
    while (i < end) plan[length++] = i++;
    plan[length++] = ~j;
    if (a[i] === name) i++;
  }
  while (i < a.length) plan[length++] = i++;
  plan.length = length;
  return plan;
}

function mergeShapes(left: Shape, right: Shape, plan: readonly number[]): Shape {
  const names = plan.length === left.names.length ? left.names : choose(plan, left.names, right.names);
  if (!left.hasPositions && !right.hasPositions) return names === left.names ? left : new Shape(names);
  const a = left.positions ?? nowhere(left);
  const b = right.positions ?? nowhere(right);
  return new Shape(names, choose<Position | undefined>(plan, a, b));
}

function nowhere({ names }: Shape): undefined[] {
  return new Array<undefined>(names.length).fill(undefined);
}

/** What a plan takes from both sides. */
function choose<T>(plan: readonly number[], left: readonly T[], right: readonly T[]): T[] {
  const chosen = new Array<T>(plan.length);
  for (let i = 0; i < plan.length; i++) {
    const from = plan[i] as number;
    chosen[i] = from >= 0 ? (left[from] as T) : (right[~from] as T);
  }
  return chosen;
}
