import { isList, typeOf } from '../expect.ts';
import type { Builtin } from '../host.ts';
import {
  AttributeSetValue,
  ContextString,
  force,
  NixFloat,
  NixFunction,
  NixPath,
  type Slot,
  type Value,
} from '../value.ts';

/** The builtins that ask for the type of a value. */
export const types: readonly Builtin[] = [
  { name: 'typeOf', arity: 1, run: (_host, slot) => typeOf(force(slot)) },
  test('isNull', value => value === null),
  test('isBool', value => typeof value === 'boolean'),
  test('isInt', value => typeof value === 'number' || typeof value === 'bigint'),
  test('isFloat', value => value instanceof NixFloat),
  test('isString', value => typeof value === 'string' || value instanceof ContextString),
  test('isPath', value => value instanceof NixPath),
  test('isList', isList),
  test('isAttrs', value => value instanceof AttributeSetValue),
  // A set with `__functor` can be called but is none.
  test('isFunction', value => value instanceof NixFunction),
];

function test(name: string, holds: (value: Value) => boolean): Builtin {
  return { name, arity: 1, run: (_host, slot: Slot) => holds(force(slot)) };
}
