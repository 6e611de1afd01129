import type { Choices } from './choices.ts';

/** What a generated expression evaluates to. */
export type Type =
  | 'int'
  | 'float'
  | 'bool'
  | 'null'
  | 'string'
  | 'path'
  | { readonly list: Type }
  | { readonly set: readonly (readonly [name: string, type: Type])[] }
  | { readonly from: Type; readonly to: Type };

export const names = ['a', 'b', 'c', 'x', 'y', 'foo-bar', "q'", '_z', 'or', 'a b', '', 'if', '1', '$', '"'] as const;

/** A name as it is written before `=` and behind a dot. */
export function writeName(name: string): string {
  return /^[a-z_][a-z'-]*$/.test(name) && name !== 'if' ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

export function anyType(choices: Choices, depth: number): Type {
  const scalar = () => choices.pick(['int', 'string', 'bool', 'float', 'null', 'path', 'int', 'string'] as const);
  if (depth <= 0) return scalar();
  switch (choices.below(8)) {
    case 5:
      return { list: anyType(choices, depth - 1) };
    case 6:
      return anySet(choices, depth);
    case 7:
      return { from: anyType(choices, depth - 1), to: anyType(choices, depth - 1) };
    default:
      return scalar();
  }
}

/** A type of sets with up to three names. */
export function anySet(choices: Choices, depth: number): Type & object {
  const fields = new Map<string, Type>();
  for (let i = choices.below(4); i > 0; i--) fields.set(choices.pick(names), anyType(choices, depth - 1));
  return { set: [...fields] };
}

export function sameType(a: Type, b: Type): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
