import { Findings } from '../base/findings.ts';
import { AttributeSetValue, escapeString, force, NixFloat, NixPath, type Slot, type Value } from '../nix/index.ts';
import { listOf, textOf } from './decode-value.ts';

/** So many values are looked at, and so far down; what is beyond does not count. */
const mostValues = 10_000;
const mostLevels = 64;

/** What has one of these is a service. */
const marksOfServices = ['pkg', 'dependsOn', 'connectsTo', 'activatesAfter'];

/**
 * A text of a value that is equal where the values are. Packages are never evaluated, at any depth; functions and what
 * fails have a word instead of a value; a service inside a value is told by its name. O(size of the value), which is
 * bounded.
 * @example valueText(AttributeSetValue.from([['port', 80]])) // '{ "port" = 80; }'
 */
export function valueText(slot: Slot): string {
  return new ValueText().write(slot, 0);
}

class ValueText {
  #left = mostValues;

  write(slot: Slot, level: number): string {
    if (--this.#left < 0 || level > mostLevels) return '...';
    // What throws in a property that nobody may ask for is no reason to fail.
    const value = new Findings().attempt(() => force(slot));
    return value === undefined ? '<fails>' : this.#writeValue(value, level + 1);
  }

  #writeValue(value: Value, level: number): string {
    const text = textOf(value);
    if (text !== undefined) return escapeString(text);
    if (value === null || typeof value !== 'object') return String(value);
    if (value instanceof NixFloat) return String(value.value);
    if (value instanceof NixPath) return value.path;
    const list = listOf(value);
    if (list !== undefined) return `[ ${list.map(element => this.write(element, level)).join(' ')} ]`;
    return value instanceof AttributeSetValue ? this.#writeSet(value, level) : '<function>';
  }

  #writeSet(set: AttributeSetValue, level: number): string {
    // A service that is named in a property of another one would bring all that it depends on.
    if (marksOfServices.some(name => set.has(name))) return `<service ${this.write(set.get('name') ?? null, level)}>`;
    if (set.has('outPath')) return '<package>';
    const entries = [...set.entries()].map(([name, slot]) => `${escapeString(name)} = ${this.write(slot, level)};`);
    return `{ ${entries.join(' ')} }`;
  }
}
