import { type Description, isSet, mergeDescriptions } from '../control/description.ts';
import type { DescribedMachine } from './describe-machines.ts';

/**
 * What machines say, with what a model says of those beforehand that it does not come back with (`numOfCores`,
 * `targetProperty`). A program that asks machines may print all values as texts: where the model has a number or true
 * or false, a text that says one is read as that. Machines that only the model names did not answer. O(size).
 */
export function mergeSeed(
  seed: readonly DescribedMachine[],
  answer: readonly DescribedMachine[],
): readonly DescribedMachine[] {
  const known = new Map(seed.map(({ name, description }) => [name, description]));
  return answer.map(({ name, description }) => {
    const before = known.get(name);
    return { name, description: before === undefined ? description : merge(before, description) };
  });
}

function merge(before: Description, answer: Description): Description {
  return mergeDescriptions(before, typedAs(before, answer));
}

/** The same in the kinds of values that the model has. */
function typedAs(before: Description | undefined, value: Description): Description {
  if (isSet(before) && isSet(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, typedAs(before[name], own)]));
  }
  if (typeof value !== 'string') return value;
  if (typeof before === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return typeof before === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value;
}
