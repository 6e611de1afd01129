import { LayeredSet } from './layered-set.ts';
import type { Limits } from './limits.ts';
import { mergeFlat } from './merge-flat.ts';
import { type AttributeSetValue, dynamicShape } from './value.ts';

/** Sets with so many attributes get what is put over them as a layer; smaller ones are copied in no time. */
const layersFrom = 256;

/** Up to so many attributes are put into a layer. */
const few = 4;

/**
 * `left // right`: all attributes of both, those of `right` where both have one. Linear; a few attributes over a large
 * set that a program made take O(√n) time, over many updates, and so does the memory of the result.
 */
export function update(left: AttributeSetValue, right: AttributeSetValue, limits?: Limits): AttributeSetValue {
  if (left.size < layersFrom || right.size > few || right.size === 0) return mergeFlat(left, right, limits);
  const { base, overlay } = layersOf(left);
  if (base.shape.generation < dynamicShape) return mergeFlat(left, right, limits);
  const layer = overlay === undefined ? right : mergeFlat(overlay, right, limits);
  // As large as makes a layer for each update, and a new base now and then, least together.
  if (layer.size * layer.size <= base.size) return new LayeredSet(base, layer);
  return mergeFlat(base, layer, limits);
}

function layersOf(set: AttributeSetValue): { base: AttributeSetValue; overlay: AttributeSetValue | undefined } {
  if (!(set instanceof LayeredSet)) return { base: set, overlay: undefined };
  const { base, overlay } = set;
  return base === undefined ? { base: set.merge(), overlay: undefined } : { base, overlay };
}
