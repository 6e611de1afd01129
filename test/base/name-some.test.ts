import { expect, test } from 'vitest';
import { countNouns } from '../../src/base/count-nouns.ts';
import { nameSome } from '../../src/base/name-some.ts';

test('a list of names ends with how many more there are', () => {
  expect(nameSome(['a', 'b'], 2)).toBe('a, b');
  expect(nameSome(['a', 'b', 'c', 'd', 'e'], 2)).toBe('a, b, and 3 more');
  expect(nameSome(['a', 'b', 'c'], 2, '; ')).toBe('a; b; and 1 more');
  expect(nameSome([], 2)).toBe('');
});

test('one thing has the singular, none and many the plural', () => {
  expect([0, 1, 2].map(number => countNouns(number, 'target'))).toEqual(['0 targets', '1 target', '2 targets']);
  expect(countNouns(3, 'dependency', 'dependencies')).toBe('3 dependencies');
});
