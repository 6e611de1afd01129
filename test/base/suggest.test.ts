import { expect, test } from 'vitest';
import { didYouMean, nearestName } from '../../src/base/suggest.ts';

test.each([
  ['dependOn', 'dependsOn'],
  ['conectsTo', 'connectsTo'],
  ['DEPENDSON', 'dependsOn'],
  ['depnedsOn', 'dependsOn'],
  ['port', undefined],
])('%s is near %s', (mistaken, expected) => {
  expect(nearestName(mistaken, ['connectsTo', 'dependsOn', 'type'])).toBe(expected);
});

test('equal distances go to the first name in byte order, whatever the order of the names', () => {
  expect(nearestName('tesx', ['test', 'tesa'])).toBe('tesa');
  expect(nearestName('tesx', ['tesa', 'test'])).toBe('tesa');
});

test('the hint is a question', () => {
  expect(didYouMean('serivces', ['services'])).toBe('did you mean "services"?');
  expect(didYouMean('x', [])).toBeUndefined();
});
