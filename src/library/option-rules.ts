import { didYouMean } from '../base/suggest.ts';

/** What an option must be, in words, where it is not that: TypeScript sees to it, JavaScript does not. */
export type OptionRule = (value: unknown) => string | undefined;

/** A rule for each option of a function. */
export type OptionRules<Options> = { readonly [Name in keyof Required<Options>]: OptionRule };

export const seconds: OptionRule = value =>
  typeof value === 'number' && value >= 0 ? undefined : 'a number of seconds from 0 on';
export const text: OptionRule = value => (typeof value === 'string' ? undefined : 'a string');
export const flag: OptionRule = value => (typeof value === 'boolean' ? undefined : 'true or false');
export const callback: OptionRule = value => (typeof value === 'function' ? undefined : 'a function');
export const data: OptionRule = value => (typeof value === 'object' && value !== null ? undefined : 'an object');

export function oneOf(...names: readonly string[]): OptionRule {
  const choices = names.map(name => JSON.stringify(name));
  return value =>
    names.includes(value as string) ? undefined : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

export function listOf(rule: OptionRule, what: string): OptionRule {
  return value =>
    Array.isArray(value) && value.every(one => rule(one) === undefined) ? undefined : `a list of ${what}`;
}

/**
 * What is wrong with the options of a call, in a sentence; undefined where nothing is. What is undefined counts as left
 * out. O(options).
 *
 * @example
 * describeWrongOption({ timelimit: 3 }, { timeLimit: seconds })
 * // 'there is no option "timelimit": did you mean "timeLimit"?'
 */
export function describeWrongOption<Options>(
  options: unknown,
  rules: OptionRules<Options>,
  required: readonly (keyof Options & string)[] = [],
): string | undefined {
  if (typeof options !== 'object' || options === null) return `the options are ${show(options)}, but must be an object`;
  const given = new Map(Object.entries(options).filter(([, value]) => value !== undefined));
  const missing = required.find(name => !given.has(name));
  if (missing !== undefined) return `the option ${missing} is missing: it must be ${rules[missing](undefined)}`;
  const known = Object.keys(rules);
  for (const [name, value] of given) {
    if (!Object.hasOwn(rules, name)) {
      return `there is no option ${show(name)}: ${didYouMean(name, known) ?? `there are ${known.join(', ')}`}`;
    }
    const wanted = rules[name as keyof Options](value);
    if (wanted !== undefined) return `${name} is ${show(value)}, but must be ${wanted}`;
  }
  return undefined;
}

/** @throws TypeError where a planner is called with options that it does not have */
export function checkOptions<Options>(
  options: unknown,
  rules: OptionRules<Options>,
  required: readonly (keyof Options & string)[] = [],
): void {
  const wrong = describeWrongOption<Options>(options, rules, required);
  if (wrong !== undefined) throw new TypeError(wrong);
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
