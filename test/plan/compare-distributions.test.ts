import { expect, test } from 'vitest';
import { compareDistributions } from '../../src/plan/compare-distributions.ts';
import { reportPlanChanges } from '../../src/write/changes-report.ts';
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
    scaledOut: [],
    scaledIn: [],
    leftData: [],
    becameNetworkLinks: [],
    becameLocal: [],
  });
});

test('to run on more or fewer targets is not to move', () => {
  const model = servicesModel(['in', 'out', 'part'].map(name => [name, { stateful: true }]));
  const changes = compareDistributions(
    distribution([
      ['in', ['t1', 't2']],
      ['out', ['t1']],
      ['part', ['t1', 't2']],
      ['from', []],
      ['to', ['t1']],
    ]),
    distribution([
      ['in', ['t2']],
      ['out', ['t7', 't1']],
      ['part', ['t2', 't3']],
      ['from', ['t1']],
      ['to', []],
    ]),
    model,
  );
  expect(changes).toMatchObject({
    kept: 0,
    scaledOut: [{ service: 'out', from: ['t1'], to: ['t1', 't7'] }],
    scaledIn: [{ service: 'in', from: ['t1', 't2'], to: ['t2'] }],
    moved: [{ service: 'from' }, { service: 'part' }, { service: 'to' }],
  });
  const { summary, lines } = reportPlanChanges(changes);
  expect(summary).toBe('kept 0, moved 3, scaled out 1, scaled in 1, added 0, removed 0');
  expect(lines.filter(line => !line.startsWith('danger'))).toEqual([
    'moved: from from nowhere to t1',
    'moved: part from t1 to t3, stays on t2',
    'moved: to from t1 to nowhere',
    'scaled out: out to t7, stays on t1',
    'scaled in: in leaves t1, stays on t2',
  ]);
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
