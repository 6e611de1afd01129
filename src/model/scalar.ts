import { describeValue, NixFloat, type Value } from '../nix/index.ts';
import { textOf } from './decode-value.ts';

/**
 * A text, a number or a Boolean as text; undefined for any other value. In models that were captured from machines all
 * values are texts, so 1 and "1" are the same, and true and "true".
 */
export function scalarText(value: Value): string | undefined {
  const text = textOf(value);
  if (text !== undefined) return text;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return value instanceof NixFloat ? String(value.value) : undefined;
}

/** A value in a message: a number or text as it is written, anything else by its type. */
export function showScalar(value: Value): string {
  const text = textOf(value);
  if (text !== undefined) return text.length > 40 ? describeValue(value) : `"${text}"`;
  return scalarText(value) ?? describeValue(value);
}
