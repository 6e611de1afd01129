import type { Service } from '../../model/service.ts';
import { valueText } from '../../model/value-text.ts';

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
    const text = valueText(slot);
    texts.set(name, text.length <= longest ? text : `sha256 ${digest(text)}`);
  }
  return texts;
}
