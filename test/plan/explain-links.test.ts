import { expect, test } from 'vitest';
import { explainLinks } from '../../src/plan/explain-links.ts';
import { distribution, infrastructureModel, servicesModel } from '../graph/models.ts';
import { cutGraph, placementGraph } from '../graph/problems.ts';

test('the links that a cut takes away, with the reason where no plan keeps them', () => {
  const models = {
    services: servicesModel([
      ['a', { dependsOn: ['b', 'c', 'd', 'e'] }],
      ['b', {}],
      ['c', {}],
      ['d', {}],
      ['e', {}],
    ]),
    infrastructure: infrastructureModel(['t1', 't2', 't3'].map(name => [name, []])),
    candidates: distribution([
      ['a', ['t1']],
      ['b', ['t1', 't2']],
      ['c', ['t2', 't3']],
      ['d', ['t3']],
      ['e', ['t1']],
    ]),
    weightOf: (a: string, b: string) => (a === 'a' && b === 'b' ? 5 : 1),
  };
  const plan = distribution([
    ['a', ['t1']],
    ['b', ['t2']],
    ['c', ['t2']],
    ['d', ['t3']],
    ['e', ['t1']],
  ]);
  const common = { from: 'a', fromTarget: 't1' };
  expect(explainLinks(placementGraph(models), cutGraph(models, plan))).toEqual([
    {
      ...common,
      to: 'b',
      toTarget: 't2',
      weight: 5,
      reason: 'cheaper',
      together: { target: 't1', extraWeight: -5, extraLinks: -1 },
    },
    { ...common, to: 'c', toTarget: 't2', weight: 1, reason: 'no-common-candidate', together: undefined },
    { ...common, to: 'd', toTarget: 't3', weight: 1, reason: 'pinned', together: undefined },
  ]);
});
