import { displayText } from '../display-text.ts';
import type { DotAttributes } from './dot-attributes.ts';

/** Attributes in brackets, the label first. */
export function writeAttributes(attributes: DotAttributes, label?: readonly string[]): string {
  const parts = Object.entries(attributes).map(([name, value]) => `${name}=${quote(String(value))}`);
  if (label !== undefined) parts.unshift(`label=${writeLabel(label)}`);
  return `[${parts.join(', ')}]`;
}

/** A quoted identifier. Ids need no more care than this (see `node-id.ts`); titles may. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A label that shows its lines as they are: backslashes would start an escape such as `\N`, and `&` an entity. Line
 * ends inside a line become line ends of the label.
 */
function writeLabel(lines: readonly string[]): string {
  const text = lines.map(displayText).join('\n');
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('\n', '\\n')}"`;
}
