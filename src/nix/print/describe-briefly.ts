import { toBytes } from '../../base/bytes.ts';
import { formatFloat } from '../format-float.ts';
import {
  AttributeSetValue,
  ContextString,
  NixFloat,
  NixFunction,
  NixPath,
  type Slot,
  Thunk,
  type Value,
} from '../value.ts';
import { escapeName, escapeString } from './escape-string.ts';

const longestText = 60;
const mostParts = 5;
const deepest = 2;

const thunk = toBytes('«thunk»');
const more = toBytes('…');

/**
 * A value as a message shows it: on one line, long texts and large values cut, and nothing computed for it: what nobody
 * has evaluated yet is `«thunk»`. Bounded time and length.
 */
export function describeBriefly(value: Value, depth = 0): string {
  if (typeof value === 'string') return showText(value);
  if (value instanceof ContextString) return showText(value.text);
  if (value instanceof NixPath) return value.path;
  if (value instanceof NixFloat) return formatFloat(value);
  if (value instanceof NixFunction) return 'a function';
  if (value instanceof AttributeSetValue) {
    const { names } = value.shape;
    return wrap('{', names.length, '}', depth, i => {
      const name = names[i] as string;
      const shown = /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) ? name : escapeName(name);
      return `${shown} = ${describeSlot(value.slots[i] as Slot, depth + 1)};`;
    });
  }
  if (value instanceof Object)
    return wrap('[', value.length, ']', depth, i => describeSlot(value[i] as Slot, depth + 1));
  return String(value);
}

function describeSlot(slot: Slot, depth: number): string {
  const value = slot instanceof Thunk ? slot.peek() : slot;
  return value === undefined ? thunk : describeBriefly(value, depth);
}

function wrap(open: string, count: number, close: string, depth: number, show: (i: number) => string): string {
  if (count === 0) return `${open} ${close}`;
  if (depth > deepest) return `${open} ${more} ${close}`;
  const parts = Array.from({ length: Math.min(count, mostParts) }, (_, i) => show(i));
  return [open, ...parts, ...(count > mostParts ? [more] : []), close].join(' ');
}

function showText(text: string): string {
  return text.length <= longestText ? escapeString(text) : `${escapeString(text.slice(0, longestText))}${more}`;
}
