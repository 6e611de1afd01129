import type { Position } from '../base/source.ts';
import { AttributeSetValue, Shape, type Slot } from './value.ts';

/**
 * `left // right`: all attributes of both, those of `right` where both have one. Linear, and for a small set beside a large one
 * O(small · log large) comparisons and one copy.
 */
export function update(left: AttributeSetValue, right: AttributeSetValue): AttributeSetValue {
  if (right.size === 0) return left;
  if (left.size === 0) return right;
  if (left.shape === right.shape) return right;
  if (right.size * 8 < left.size) {
    const replaced = replace(left, right);
    if (replaced !== undefined) return replaced;
  }
  return merge(left, right);
}

/** When all names of the small set are in the large one, its shape can stay. */
function replace(left: AttributeSetValue, right: AttributeSetValue): AttributeSetValue | undefined {
  if (left.shape.hasPositions || right.shape.hasPositions) return undefined;
  const indices: number[] = [];
  for (const name of right.shape.names) {
    const i = search(left.shape.names, name, 0);
    if (left.shape.names[i] !== name) return undefined;
    indices.push(i);
  }
  const slots = left.slots.slice();
  for (let i = 0; i < indices.length; i++) slots[indices[i] as number] = right.slots[i] as Slot;
  return new AttributeSetValue(left.shape, slots);
}

function merge(left: AttributeSetValue, right: AttributeSetValue): AttributeSetValue {
  const a = left.shape.names;
  const b = right.shape.names;
  const aPositions = left.shape.positions;
  const bPositions = right.shape.positions;
  const places = aPositions !== undefined || bPositions !== undefined;
  const names: string[] = [];
  const slots: Slot[] = [];
  const positions: (Position | undefined)[] = [];
  const gallop = a.length > 8 * b.length ? 'left' : b.length > 8 * a.length ? 'right' : undefined;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i] as string;
    const y = b[j] as string;
    if (x < y) {
      const end = gallop === 'left' ? search(a, y, i + 1) : i + 1;
      for (; i < end; i++) {
        names.push(a[i] as string);
        slots.push(left.slots[i] as Slot);
        if (places) positions.push(aPositions?.[i]);
      }
    } else {
      const end = x === y ? j + 1 : gallop === 'right' ? search(b, x, j + 1) : j + 1;
      for (; j < end; j++) {
        names.push(b[j] as string);
        slots.push(right.slots[j] as Slot);
        if (places) positions.push(bPositions?.[j]);
      }
      if (x === y) i++;
    }
  }
  for (; i < a.length; i++) {
    names.push(a[i] as string);
    slots.push(left.slots[i] as Slot);
    if (places) positions.push(aPositions?.[i]);
  }
  for (; j < b.length; j++) {
    names.push(b[j] as string);
    slots.push(right.slots[j] as Slot);
    if (places) positions.push(bPositions?.[j]);
  }
  return new AttributeSetValue(new Shape(names, places ? positions : undefined), slots);
}

/** The first index from `start` on whose name is not less than `name`: doubling steps, then halving. */
function search(names: readonly string[], name: string, start: number): number {
  let step = 1;
  let low = start;
  while (low + step < names.length && (names[low + step] as string) < name) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, names.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] as string) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
