import { compareNames } from '../../base/order.ts';

/** Plain data as JSON has it: what a machine says of itself. Texts are byte strings. */
export type Description =
  | null
  | boolean
  | number
  | string
  | readonly Description[]
  | { readonly [name: string]: Description };

/** Whether a description is a set of named values. */
export function isSet(value: Description | undefined): value is { readonly [name: string]: Description } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What is known of a machine after an answer that may leave out properties: those that it gives, and the old ones where
 * it gives none, sets within sets. Lists are replaced as a whole. O(size).
 */
export function mergeDescriptions(before: Description, answer: Description): Description {
  if (!isSet(before) || !isSet(answer)) return answer;
  const merged = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(answer)) {
    const old = merged.get(name);
    merged.set(name, old === undefined ? value : mergeDescriptions(old, value));
  }
  return Object.fromEntries(merged);
}

/** What of a machine's description is no change. */
export interface Insignificance {
  /** Names of properties, at any depth, that do not count at all: a load, a time. */
  readonly ignored: readonly string[];
  /** Numbers (also in quotes) that count in steps of so much only, by the name of the property. */
  readonly rounded: Readonly<Record<string, number>>;
}

/**
 * A text that is equal for descriptions that differ in nothing that counts: names in byte order, without the
 * properties that are ignored, numbers rounded to the nearest step. O(size), and sorting.
 */
export function canonicalText(value: Description, unimportant: Insignificance): string {
  return JSON.stringify(simplify(value, undefined, unimportant));
}

function simplify(value: Description, step: number | undefined, unimportant: Insignificance): Description {
  if (Array.isArray(value)) return value.map((one: Description) => simplify(one, step, unimportant));
  if (isSet(value)) {
    const entries = Object.entries(value)
      .filter(([name]) => !unimportant.ignored.includes(name))
      .sort(([a], [b]) => compareNames(a, b))
      .map(([name, own]): [string, Description] => {
        const ownStep = Object.hasOwn(unimportant.rounded, name) ? unimportant.rounded[name] : undefined;
        return [name, simplify(own, ownStep, unimportant)];
      });
    // Pairs, since an object would put names that are numbers first.
    return entries;
  }
  if (step === undefined || step <= 0) return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.round(number / step) : value;
}
