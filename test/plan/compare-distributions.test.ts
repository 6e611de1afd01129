import { expect, test } from 'vitest';
import { compareDistributions } from '../../src/plan/compare-distributions.ts';
import { distribution, servicesModel } from '../graph/models.ts';

const before = distribution([
  ['a', ['t1']],
  ['b', ['t1', 't2']],
  ['c', ['t2']],
  ['gone', ['t1']],
  ['none', []],
]);
const after = distribution([
  ['a', ['t2']],
  ['b', ['t2', 't1']],
  ['c', ['t2']],
  ['fresh', ['t3', 't1']],
  ['none', []],
]);

test('the order of targets does not count; what moved, came and went is told in byte order', () => {
  expect(compareDistributions(before, after)).toEqual({
    kept: 3,
    moved: [{ service: 'a', from: ['t1'], to: ['t2'] }],
    added: [{ service: 'fresh', to: ['t1', 't3'] }],
    removed: [{ service: 'gone', from: ['t1'] }],
    leftData: [],
    becameNetworkLinks: [],
    becameLocal: [],
  });
});

test('dependencies change only between services that are in both plans', () => {
  const model = servicesModel([
    ['a', { dependsOn: ['c', 'gone', 'none'] }],
    ['b', { connectsTo: ['a'] }],
    ['c', {}],
    ['fresh', { dependsOn: ['a'] }],
    ['gone', {}],
    ['none', {}],
  ]);
  expect(compareDistributions(before, after, model)).toMatchObject({
    becameLocal: [['a', 'c']],
    leftData: [],
    becameNetworkLinks: [],
  });
  expect(compareDistributions(after, before, model)).toMatchObject({
    becameLocal: [],
    becameNetworkLinks: [['a', 'c']],
  });
});

test('a plan and itself have no difference', () => {
  expect(compareDistributions(before, before)).toMatchObject({ kept: 5, moved: [], added: [], removed: [] });
});
