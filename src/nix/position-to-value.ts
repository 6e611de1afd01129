import type { Position } from '../base/source.ts';
import { AttributeSetValue, Shape } from './value.ts';

const shape = new Shape(['column', 'file', 'line']);

/** A place as expressions see it: `{ column, file, line }`. */
export function positionToValue({ line, column, source }: Position): AttributeSetValue {
  return new AttributeSetValue(shape, [column, source.name, line]);
}
