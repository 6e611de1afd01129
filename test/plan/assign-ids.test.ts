import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { drawIds } from '../../src/graph/draw-ids.ts';
import type { Pool } from '../../src/model/id-resources.ts';
import { noIdAssignments } from '../../src/model/ids.ts';
import { assignIds } from '../../src/plan/assign-ids.ts';
import { assignNumbers } from '../../src/solve/id-assignment/assign-numbers.ts';
import { distribution, servicesModel } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

const pool = (name: string, scope: Pool['scope']): readonly [string, Pool] => [
  name,
  { name, scope, min: 10, max: 15, step: 1, block: 1, reserved: [], space: undefined, position: undefined },
];
const resources = { pools: new Map([pool('__proto__', 'global'), pool('ports', 'machine'), pool('uids', 'global')]) };

test('the graph of ids is what is solved, read back and drawn: the same numbers as without one', () => {
  const wish = fc.record({
    pools: fc.subarray([...resources.pools.keys()]),
    targets: fc.subarray(['t1', 't2'], { minLength: 1 }),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 7 }), wishes => {
      const named = wishes.map(({ pools, targets }, i) => ({ service: `s${i}`, pools, targets, pins: new Map() }));
      const plan = assignIds(
        {
          services: servicesModel(
            named.map(({ service, pools }) => [service, { attributes: [['requiresUniqueIdsFor', [...pools]]] }]),
          ),
          distribution: distribution(named.map(({ service, targets }) => [service, targets])),
          resources,
          previous: noIdAssignments,
          serviceProperty: 'requiresUniqueIdsFor',
        },
        new Findings(),
      );
      const requests = named.filter(({ pools }) => pools.length > 0);
      const { assignments, dry } = assignNumbers({ pools: resources.pools, requests, previous: noIdAssignments });
      const listed = (ids: typeof assignments.ids) => [...ids].map(([name, its]) => [name, [...its]]);
      expect(listed(plan.assignments.ids)).toEqual(listed(assignments.ids));
      expect(plan.dry.map(each => each.pool.name)).toEqual(dry.map(each => each.pool));
      if (plan.graphs === undefined) throw new Error('so few ids have a graph');
      const drawn = drawIds(plan.graphs.resolved, 'ids');
      expect(drawn.edgeCount()).toBe(requests.reduce((sum, each) => sum + each.pools.length + each.targets.length, 0));
      const numbers = drawn.edges().flatMap(edge => {
        const { kind, label } = drawn.edge(edge);
        return kind === 'depends' && label !== undefined ? [`${edge.v} ${edge.w} ${label}`] : [];
      });
      const held = [...assignments.ids].flatMap(([name, its]) =>
        [...its].map(([service, id]) => `service:${service} pool:${name} ${id}`),
      );
      expect(numbers.sort()).toEqual(held.sort());
    }),
    { seed: 20_261_129, numRuns: rounds({ short: 300, long: 3000 }) },
  );
});

test('a service that stands on a target has an edge to it, and a pin is on the edge of its wish', () => {
  const plan = assignIds(
    {
      services: servicesModel([['a', { attributes: [['requiresUniqueIdsFor', ['ports', 'uids']]] }]]),
      distribution: distribution([['a', ['t1']]]),
      resources,
      previous: noIdAssignments,
      serviceProperty: 'requiresUniqueIdsFor',
    },
    new Findings(),
  );
  if (plan.graphs === undefined) throw new Error('so few ids have a graph');
  const { problem, resolved } = plan.graphs;
  expect(problem.edges().map(edge => [edge.v, edge.w, problem.edge(edge).kind])).toEqual([
    ['service:a', 'pool:ports', 'wants'],
    ['service:a', 'pool:uids', 'wants'],
    ['service:a', 'target:t1', 'stands on'],
  ]);
  expect(resolved.edges().map(edge => resolved.edge(edge))).toEqual([
    { kind: 'wants', id: 10 },
    { kind: 'wants', id: 10 },
    { kind: 'stands on' },
  ]);
});
