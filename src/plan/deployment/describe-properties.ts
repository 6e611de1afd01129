import { Findings } from '../../base/findings.ts';
import { listOf, textOf } from '../../model/decode-value.ts';
import type { Service } from '../../model/service.ts';
import { AttributeSetValue, escapeString, force, NixFloat, NixPath, type Slot, type Value } from '../../nix/index.ts';

/** What is told elsewhere, is never evaluated (`pkg`), or is said to planners alone. */
const others: ReadonlySet<string> = new Set([
  'name',
  'type',
  'pkg',
  'dependsOn',
  'activatesAfter',
  'stateful',
  'replicas',
  'pinnedTo',
  'linkWeights',
  'requiresUniqueIdsFor',
  'pinnedIds',
]);

/** A longer text is told by its digest. */
const longest = 200;

/** So many values of one property are looked at, and so far down; what is beyond does not count. */
const mostValues = 10_000;
const mostLevels = 64;

/**
 * The properties of a service that make it what it is where it runs, in texts that are equal where the values are, by
 * name in byte order. Packages are never evaluated, here or below; functions and what fails have a word instead of a
 * value; another service is told by its name. O(size of the values), which is bounded.
 */
export function describeProperties(
  { attributes }: Service,
  digest: (text: string) => string,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, slot] of attributes.entries()) {
    if (others.has(name)) continue;
    const text = new PropertyText().write(slot);
    texts.set(name, text.length <= longest ? text : `sha256 ${digest(text)}`);
  }
  return texts;
}

class PropertyText {
  #left = mostValues;

  write(slot: Slot, level = 0): string {
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
    if (set.has('pkg') || set.has('dependsOn')) return `<service ${this.write(set.get('name') ?? null, level)}>`;
    if (set.has('outPath')) return '<package>';
    const entries = [...set.entries()].map(([name, slot]) => `${escapeString(name)} = ${this.write(slot, level)};`);
    return `{ ${entries.join(' ')} }`;
  }
}
