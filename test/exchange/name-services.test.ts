import { expect, test } from 'vitest';
import { findCircles } from '../../src/exchange/find-circles.ts';
import { nameServices } from '../../src/exchange/name-services.ts';

test('the shortest name that is nobody else’s is the key', () => {
  expect(
    nameServices([
      ['web', 'a.web'],
      ['web', 'b.web'],
      ['db', 'a.db'],
    ]),
  ).toEqual(['a.web', 'b.web', 'db']);
});

test('a name that is the longest of another one is taken by neither twice', () => {
  const keys = nameServices([['x', 'x'], ['x', 'x'], ['x-2']]);
  expect(new Set(keys).size).toBe(3);
});

test('each circle is found once, and chains of any length are followed', () => {
  const chain = Array.from({ length: 50_000 }, (_, i): [string, string[]] => [`s${i}`, [`s${i + 1}`]]);
  expect(findCircles(new Map(chain))).toEqual([]);
  expect(
    findCircles(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['a']],
        ['c', ['c']],
      ]),
    ),
  ).toEqual([['a', 'b'], ['c']]);
});
