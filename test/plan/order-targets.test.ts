import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { AttributeSetValue } from '../../src/nix/index.ts';
import { orderTargets } from '../../src/plan/order-targets.ts';
import { infrastructureModel } from '../graph/models.ts';

const plain = infrastructureModel(['t1', 't2', 't3', 't4'].map(name => [name, []]));
const costs = new Map([
  ['t1', 7],
  ['t3', 2],
  ['t4', 2],
]);
const priced = {
  targets: new Map(
    [...plain.targets].map(([name, target]) => {
      const cost = costs.get(name);
      const properties = AttributeSetValue.from(cost === undefined ? [] : [['cost', cost]]);
      return [name, { ...target, properties }];
    }),
  ),
};

test('targets come by the property, equal ones by name, and those without it last', () => {
  const findings = new Findings();
  expect(orderTargets(priced, 'cost', findings)).toEqual(['t3', 't4', 't1', 't2']);
  expect(orderTargets(priced, undefined, findings)).toEqual(['t1', 't2', 't3', 't4']);
  expect(findings.all).toEqual([]);
});

test('a property that no target has is reported', () => {
  const findings = new Findings();
  orderTargets(priced, 'costs', findings);
  expect(findings.all).toMatchObject([{ code: 'unknown-property', hint: expect.stringContaining('cost') }]);
});
