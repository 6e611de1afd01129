import type { BinaryOperator } from './syntax.ts';
import * as T from './token.ts';

/** How strongly the operator of a token binds, from 1 (`->`) to 11 (`?`); 0 for other tokens. */
export const STRENGTH = new Uint8Array(T.STRING_END + 1);
export const OPERATORS: BinaryOperator[] = [];
for (const [token, strength, operator] of [
  [T.IMPLIES, 1, '->'],
  [T.OR, 2, '||'],
  [T.AND, 3, '&&'],
  [T.EQUAL, 4, '=='],
  [T.NOT_EQUAL, 4, '!='],
  [T.LESS, 5, '<'],
  [T.LESS_EQUAL, 5, '<='],
  [T.GREATER, 5, '>'],
  [T.GREATER_EQUAL, 5, '>='],
  [T.UPDATE, 6, '//'],
  [T.PLUS, 8, '+'],
  [T.MINUS, 8, '-'],
  [T.TIMES, 9, '*'],
  [T.DIVIDE, 9, '/'],
  [T.CONCAT, 10, '++'],
] as const) {
  STRENGTH[token] = strength;
  OPERATORS[token] = operator;
}
STRENGTH[T.QUESTION] = 11;
export const EQUALITY = 4;
export const COMPARISON = 5;
export const NEGATION = 7;
export const MINUS_SIGN = 12;
