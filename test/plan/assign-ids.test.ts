import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { drawIds } from '../../src/graph/draw-ids.ts';
import { buildIdGraph, type IdGraphBuilder } from '../../src/graph/id-graph.ts';
import { poolId, serviceId } from '../../src/graph/node-id.ts';
import type { Pool } from '../../src/model/id-resources.ts';
import { type IdAssignments, noIdAssignments } from '../../src/model/ids.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { planners } from '../../src/plan/planners.ts';
import { assignNumbers } from '../../src/solve/id-assignment/assign-numbers.ts';
import { distribution, type ServiceSketch, servicesModel } from '../graph/models.ts';
import { without } from '../graph/without-edges.ts';
import { lane, rounds } from '../rounds.ts';

const assignIds = planners['id-assign'];

const pool = (name: string, scope: Pool['scope']): readonly [string, Pool] => [
  name,
  {
    ...{ name, scope, min: 10, max: 15, step: 1, block: 1, reserved: [], space: undefined, position: undefined },
    ...{ kind: 'number', protocols: 3, usedBySystem: [] },
  },
];
const resources = { pools: new Map([pool('__proto__', 'global'), pool('ports', 'machine'), pool('uids', 'global')]) };
const options = { serviceProperty: 'requiresUniqueIdsFor' };
const runs = { seed: 20_261_129, numRuns: rounds({ fast: 30, short: 300, long: 3000 }) };

/** Who wants what where; the services are called by a function of their numbers. */
interface Wish {
  readonly pools: readonly string[];
  readonly targets: readonly string[];
  /** The id of `uids` that it pins. */
  readonly pin?: number | undefined;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  pools: fc.subarray([...resources.pools.keys()]),
  targets: fc.subarray(['t1', 't2'], { minLength: 1 }),
});

const plainName = (number: number): string => `s${number}`;

function requestOf(wishes: readonly Wish[], previous: IdAssignments = noIdAssignments, nameOf = plainName) {
  const attributesOf = ({ pools, pin }: Wish): NonNullable<ServiceSketch['attributes']> => [
    ['requiresUniqueIdsFor', [...pools]],
    ...(pin === undefined ? [] : [['pinnedIds', AttributeSetValue.from([['uids', pin]])] as const]),
  ];
  return {
    services: servicesModel(wishes.map((one, i) => [nameOf(i), { attributes: attributesOf(one) }])),
    distribution: distribution(wishes.map(({ targets }, i) => [nameOf(i), targets])),
    resources,
    previous,
  };
}

/** Pool → pairs of a service and its id. */
const listed = ({ ids }: Pick<IdAssignments, 'ids'>) => [...ids].map(([name, its]) => [name, [...its]]);

test('the graph of ids is what is solved, read back and drawn: the same numbers as without one', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 7 }), wishes => {
      const plan = assignIds(requestOf(wishes), options, new Findings());
      const requests = wishes.flatMap(({ pools, targets }, i) =>
        pools.length === 0 ? [] : [{ service: plainName(i), pools, targets, pins: new Map<string, number>() }],
      );
      const { assignments, dry } = assignNumbers({ pools: resources.pools, requests, previous: noIdAssignments });
      const edges = requests.reduce((sum, each) => sum + each.pools.length + each.targets.length, 0);
      expect(drawIds(plan.problem, 'ids').edgeCount()).toBe(edges);
      if (plan.kind !== 'planned') {
        expect(plan.reason).toEqual({
          kind: 'no-numbers',
          pools: dry.map(({ pool: name, services }) => ({ pool: resources.pools.get(name), services, held: [] })),
        });
        return;
      }
      expect(dry).toEqual([]);
      expect(listed(plan.assignments)).toEqual(listed(assignments));
      expect({ ...plan.assignments, ids: 0 }).toEqual({ ...assignments, ids: 0 });
      const drawn = drawIds(plan.resolved, 'ids');
      expect(drawn.edgeCount()).toBe(edges);
      const numbers = drawn.edges().flatMap(edge => {
        const { kind, label } = drawn.edge(edge);
        return kind === 'depends' && label !== undefined ? [`${edge.v} ${edge.w} ${label}`] : [];
      });
      const held = [...assignments.ids].flatMap(([name, its]) =>
        [...its].map(([service, id]) => `service:${service} pool:${name} ${id}`),
      );
      expect(numbers.sort()).toEqual(held.sort());
    }),
    runs,
  );
});

test('a service that stands on a target has an edge to it, and an id is on the edge of its wish', () => {
  const plan = assignIds(requestOf([{ pools: ['ports', 'uids'], targets: ['t1'], pin: 12 }]), options, new Findings());
  if (plan.kind !== 'planned') throw new Error('no ids');
  const { problem, resolved } = plan;
  expect(problem.edges().map(edge => [edge.v, edge.w, problem.edge(edge)])).toEqual([
    ['service:s0', 'pool:ports', { kind: 'wants' }],
    ['service:s0', 'pool:uids', { kind: 'wants', pin: 12 }],
    ['service:s0', 'target:t1', { kind: 'stands on' }],
  ]);
  expect(resolved.edges().map(edge => resolved.edge(edge))).toEqual([
    { kind: 'wants', id: 10 },
    { kind: 'wants', pin: 12, id: 12 },
    { kind: 'stands on' },
  ]);
});

test('pins are kept, or the reason names them', () => {
  const pinned = fc
    .tuple(wish, fc.option(fc.integer({ min: 9, max: 15 }), { nil: undefined }))
    .map(([one, pin]): Wish => ({ ...one, pin }));
  let conflicts = 0;
  fc.assert(
    fc.property(fc.array(pinned, { maxLength: 5 }), wishes => {
      const plan = assignIds(requestOf(wishes), options, new Findings());
      const pins = wishes.flatMap(({ pin }, i) => (pin === undefined ? [] : [[plainName(i), pin] as const]));
      const isWrong = pins.some(([, pin]) => pin < 10) || new Set(pins.map(([, pin]) => pin)).size < pins.length;
      expect(plan.kind !== 'planned' && plan.reason.kind === 'pin-conflict').toBe(isWrong);
      if (plan.kind === 'planned')
        for (const [name, pin] of pins) expect(plan.assignments.ids.get('uids')?.get(name)).toBe(pin);
      else if (plan.reason.kind === 'pin-conflict') {
        conflicts++;
        for (const { service, id, other } of plan.reason.conflicts) {
          expect(pins).toContainEqual([service, id]);
          if (other === undefined) expect(id).toBe(9);
          else expect(pins).toContainEqual([other.service, id]);
        }
      }
    }),
    runs,
  );
  expect(conflicts).toBeGreaterThan(10);
});

test('whoever gets nothing is named: of a pool of global scope those beyond its six ids', () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: 5, maxLength: 12 }), wishes => {
      const plan = assignIds(requestOf(wishes), options, new Findings());
      const wanting = wishes.flatMap(({ pools }, i) => (pools.includes('uids') ? [plainName(i)] : [])).sort();
      const reason = plan.kind !== 'planned' && plan.reason.kind === 'no-numbers' ? plan.reason : undefined;
      const unserved = reason?.pools.find(({ pool: { name } }) => name === 'uids')?.services ?? [];
      expect(unserved).toEqual(wanting.slice(6));
    }),
    runs,
  );
});

test('other names in the same order get the same ids; ids of the run before stay', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 6 }), fc.array(wish, { maxLength: 3 }), (wishes, more) => {
      const first = assignIds(requestOf(wishes), options, new Findings());
      const same = assignIds(
        requestOf(wishes, noIdAssignments, i => `x${i}y`),
        options,
        new Findings(),
      );
      expect(same.kind).toBe(first.kind);
      if (first.kind !== 'planned' || same.kind !== 'planned') return;
      const numbers = (ids: IdAssignments) => [...ids.ids].map(([name, its]) => [name, [...its.values()]]);
      expect(numbers(same.assignments)).toEqual(numbers(first.assignments));
      const next = assignIds(requestOf([...wishes, ...more], first.assignments), options, new Findings());
      if (next.kind !== 'planned') return;
      expect(next.proof.released).toEqual([]);
      for (const [name, its] of first.assignments.ids) {
        for (const [service, id] of its) expect(next.assignments.ids.get(name)?.get(service)).toBe(id);
      }
    }),
    runs,
  );
});

test('a builder that drops a wish changes what is drawn, who gets an id, and what the file says', () => {
  const request = requestOf([
    { pools: ['uids'], targets: ['t1'] },
    { pools: ['uids'], targets: ['t1'] },
  ]);
  const build: IdGraphBuilder = (models, sink) =>
    buildIdGraph(
      models,
      without(sink, (v, w) => v === serviceId('s0') && w === poolId('uids')),
    );
  const [whole, narrowed] = [buildIdGraph, build].map(each => {
    const plan = assignIds(request, options, new Findings(), each);
    if (plan.kind !== 'planned') throw new Error('no ids');
    const numbers = [plan.problem, plan.resolved].map(graph => {
      const drawn = drawIds(graph, 'ids');
      return drawn
        .edges()
        .flatMap(edge => (drawn.edge(edge).kind === 'depends' ? [[edge.v, drawn.edge(edge).label]] : []));
    });
    return {
      numbers,
      ids: [...(plan.assignments.ids.get('uids') ?? [])],
      last: plan.assignments.lastAssignments.get('uids'),
    };
  });
  expect(whole).toEqual({
    numbers: [
      [
        ['service:s0', undefined],
        ['service:s1', undefined],
      ],
      [
        ['service:s0', '10'],
        ['service:s1', '11'],
      ],
    ],
    ids: [
      ['s0', 10],
      ['s1', 11],
    ],
    last: 11,
  });
  expect(narrowed).toEqual({
    numbers: [[['service:s1', undefined]], [['service:s1', '10']]],
    ids: [['s1', 10]],
    last: 10,
  });
});

test.skipIf(lane === 'fast')(
  'so many wishes that graphlib would be slow are built into arrays, and give the same ids',
  () => {
    const pools = [...resources.pools.values()].map((one): [string, Pool] => [one.name, { ...one, max: 100_000 }]);
    const wide = { pools: new Map(pools) };
    const wishes = Array.from({ length: 6000 }, (): Wish => ({ pools: [...wide.pools.keys()], targets: ['t1'] }));
    const plan = assignIds({ ...requestOf(wishes), resources: wide }, options, new Findings());
    if (plan.kind !== 'planned') throw new Error('no ids');
    expect(plan.problem.edgeCount()).toBe(24_000);
    const names = wishes.map((_, i) => plainName(i)).sort();
    for (const [, its] of plan.assignments.ids) expect([...its]).toEqual(names.map((name, i) => [name, 10 + i]));
    const last = plan.resolved.edges().at(-2);
    expect(last && plan.resolved.edge(last)).toEqual({ kind: 'wants', id: 10 + 5999 });
  },
);
