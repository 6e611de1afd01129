import type { Position } from '../base/source.ts';
import { EvaluationError } from './error.ts';
import { describeBriefly } from './print/describe-briefly.ts';
import {
  AttributeSetValue,
  ContextString,
  force,
  NixFloat,
  NixFunction,
  type NixList,
  NixPath,
  type Slot,
  type Value,
} from './value.ts';

/** The name of a value's type as `typeOf` gives it. */
export function typeOf(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string' || value instanceof ContextString) return 'string';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof AttributeSetValue) return 'set';
  if (value instanceof NixPath) return 'path';
  if (value instanceof NixFloat) return 'float';
  return value instanceof NixFunction ? 'lambda' : 'list';
}

const descriptions: ReadonlyMap<string, string> = new Map([
  ['null', 'null'],
  ['string', 'a string'],
  ['int', 'an integer'],
  ['bool', 'a boolean'],
  ['set', 'an attribute set'],
  ['path', 'a path'],
  ['float', 'a float'],
  ['lambda', 'a function'],
  ['list', 'a list'],
]);

/** What a value is, as a sentence needs it: `a string`, `an attribute set`, `null`. */
export function describeValue(value: Value): string {
  return descriptions.get(typeOf(value)) ?? 'a value';
}

/** What a value is, and which: `an integer: 1`, or `null`. For the end of a sentence. */
export function nameValue(value: Value): string {
  const itself = value === null || value instanceof NixFunction ? '' : `: ${describeBriefly(value)}`;
  return `${describeValue(value)}${itself}`;
}

/** The error for a value of a wrong type: `expected a string but found an integer: 1`. */
export function typeMismatch(expected: string, value: Value, position?: Position): EvaluationError {
  return new EvaluationError('type', `expected ${expected} but found ${nameValue(value)}`, position);
}

/**
 * Each `expect…` forces a slot and returns its value, or fails with an error of kind `type` when it is of another type.
 */
export function expectString(slot: Slot, position?: Position): string | ContextString {
  const value = force(slot);
  if (typeof value === 'string' || value instanceof ContextString) return value;
  throw typeMismatch('a string', value, position);
}

/** A string without its context: for builtins whose result cannot carry one. */
export function expectText(slot: Slot, position?: Position): string {
  const value = expectString(slot, position);
  return typeof value === 'string' ? value : value.text;
}

/** A string that may not refer to a store path. */
export function expectPlainText(slot: Slot, position?: Position): string {
  const value = expectString(slot, position);
  if (typeof value === 'string') return value;
  const [first = ''] = value.context;
  throw new EvaluationError(
    'type',
    `the string '${value.text}' is not allowed to refer to a store path (such as '${first}')`,
    position,
    'builtins.unsafeDiscardStringContext removes the reference',
  );
}

/** An integer; as `expectString`. */
export function expectInteger(slot: Slot, position?: Position): number | bigint {
  const value = force(slot);
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  throw typeMismatch('an integer', value, position);
}

/** A boolean; as `expectString`. */
export function expectBoolean(slot: Slot, position?: Position): boolean {
  const value = force(slot);
  if (typeof value === 'boolean') return value;
  throw typeMismatch('a boolean', value, position);
}

/** A list, its elements unforced; as `expectString`. */
export function expectList(slot: Slot, position?: Position): NixList {
  const value = force(slot);
  if (isList(value)) return value;
  throw typeMismatch('a list', value, position);
}

/** An attribute set, its values unforced; as `expectString`. */
export function expectAttributeSet(slot: Slot, position?: Position): AttributeSetValue {
  const value = force(slot);
  if (value instanceof AttributeSetValue) return value;
  throw typeMismatch('an attribute set', value, position);
}

/** Something that can be called: a function, or a set with `__functor`. */
export function expectFunction(slot: Slot, position?: Position): NixFunction | AttributeSetValue {
  const value = force(slot);
  if (value instanceof NixFunction) return value;
  if (value instanceof AttributeSetValue && value.has('__functor')) return value;
  throw typeMismatch('a function', value, position);
}

/** Lists are the only JavaScript arrays among values (`Array.isArray` alone does not narrow a readonly array). */
export function isList(value: Value): value is NixList {
  return Array.isArray(value);
}
