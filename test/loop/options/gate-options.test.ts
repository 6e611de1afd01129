import { expect, test } from 'vitest';
import { toLimit } from '../../../src/loop/options/gate-options.ts';

test.each([
  ['2', { count: 2, percent: null }],
  ['30%', { count: null, percent: 30 }],
  ['12.5 %', { count: null, percent: 12.5 }],
  ['2,10%', { count: 2, percent: 10 }],
  ['0', { count: 0, percent: null }],
])('the limit %s', (text, limit) => {
  expect(toLimit('most-moves', text)).toEqual(limit);
});

test.each(['', ',', '%', '10%,2', '2.5', '-1', 'all', '30%%'])('"%s" is no limit', text => {
  expect(() => toLimit('most-moves', text)).toThrow('is no limit');
});
