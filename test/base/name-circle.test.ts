import { expect, test } from 'vitest';
import { nameCircle } from '../../src/base/name-circle.ts';

test.each([
  [['a', 'b'], 'a -> b -> a'],
  [['s10', 's2', 's7'], 's2 -> s7 -> s10 -> s2'],
  [['s1'], 's1 -> s1'],
  [[], ''],
])('%j is the circle %j', (names, text) => {
  expect(nameCircle(names)).toBe(text);
});
