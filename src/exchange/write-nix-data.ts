import { NixFloat, writeNixExpression } from '../nix/index.ts';
import { writeNixName, writeNixText } from '../write/nix-text.ts';
import type { ImportedData } from './imported-models.ts';

/** How wide a line may be before a set or list is broken into lines. */
const width = 100;

/**
 * Plain data as the Nix expression that a person would write: names without needless quotes, small sets and lists on
 * one line. Texts are escaped, so that no text of a file can become code. O(size · depth).
 * @param indent what stands before the lines after the first
 */
export function writeNixData(data: ImportedData, indent: string): string {
  const flat = writeFlat(data);
  if (typeof data !== 'object') return flat;
  // Several sets are read more easily one below the other.
  const isTable = isList(data) && data.length > 1 && !data.some(item => !(item instanceof Map));
  if (flat.length + indent.length <= width && !isTable) return flat;
  const inner = `${indent}  `;
  if (!isList(data)) return `{\n${writeMembers(data, inner)}${indent}}`;
  return `[\n${data.map(item => `${inner}${inList(item, writeNixData(item, inner))}\n`).join('')}${indent}]`;
}

/** The members of a set, a line or more each. */
export function writeMembers(data: ReadonlyMap<string, ImportedData>, indent: string): string {
  return [...data]
    .map(([name, value]) => `${indent}${writeNixName(name)} = ${writeNixData(value, indent)};\n`)
    .join('');
}

function writeFlat(data: ImportedData): string {
  if (typeof data === 'string') return writeNixText(data);
  if (typeof data === 'number') return writeNixExpression(Number.isInteger(data) ? data : new NixFloat(data));
  if (typeof data !== 'object') return String(data);
  if (isList(data)) {
    return data.length === 0 ? '[ ]' : `[ ${data.map(item => inList(item, writeFlat(item))).join(' ')} ]`;
  }
  const members = [...data].map(([name, value]) => `${writeNixName(name)} = ${writeFlat(value)};`);
  return members.length === 0 ? '{ }' : `{ ${members.join(' ')} }`;
}

/** In a list, `-1` would be a subtraction. */
function inList(item: ImportedData, text: string): string {
  return typeof item === 'number' && item < 0 ? `(${text})` : text;
}

function isList(data: ImportedData): data is readonly ImportedData[] {
  return Array.isArray(data);
}
