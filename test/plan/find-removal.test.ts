import { expect, test } from 'vitest';
import type { Distribution } from '../../src/model/distribution.ts';
import { findRemoval } from '../../src/plan/find-removal.ts';
import type { Narrowing } from '../../src/plan/narrowing.ts';
import { distribution, servicesModel } from '../graph/models.ts';

const services = servicesModel([
  ['free', {}],
  ['pinned', { attributes: [['pinnedTo', 't1']] }],
]);
const listed = distribution([
  ['free', ['t1', 't2', 't3']],
  ['pinned', ['t1', 't2']],
]);

function narrowTo(final: Distribution): Narrowing {
  const step = { filter: 'keep', settings: [], position: undefined, failure: undefined };
  const after = distribution([
    ['free', ['t1', 't2']],
    ['pinned', ['t1', 't2']],
  ]);
  return { initial: listed, steps: [{ ...step, before: listed, after }], final };
}

test('the first step that took a target away is the one that is named', () => {
  const narrowing = narrowTo(
    distribution([
      ['free', ['t1']],
      ['pinned', ['t1', 't2']],
    ]),
  );
  const sources = { services, listed, narrowing };
  expect(findRemoval(sources, 'free', 't4')).toMatchObject({ by: 'distribution' });
  expect(findRemoval(sources, 'free', 't3')).toMatchObject({ by: 'filter', step: { filter: 'keep' } });
  expect(findRemoval(sources, 'free', 't2')).toEqual({ by: 'qos model', position: undefined });
  expect(findRemoval(sources, 'pinned', 't2')).toMatchObject({ by: 'pin' });
  expect(findRemoval(sources, 'free', 't1')).toBeUndefined();
  expect(findRemoval(sources, 'pinned', 't1')).toBeUndefined();
});

test('without a distribution every target is a candidate, but for a pin', () => {
  const sources = { services, listed: undefined, narrowing: undefined };
  expect(findRemoval(sources, 'free', 't9')).toBeUndefined();
  expect(findRemoval(sources, 'pinned', 't9')).toMatchObject({ by: 'pin' });
  expect(findRemoval(sources, 'unknown', 't9')).toBeUndefined();
});

test('a service that the distribution does not name has no place there', () => {
  expect(findRemoval({ services, listed: distribution([]), narrowing: undefined }, 'free', 't1')).toEqual({
    by: 'distribution',
    position: undefined,
  });
});
