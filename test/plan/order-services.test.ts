import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderServices } from '../../src/plan/order-services.ts';
import { distribution, servicesModel } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

const model = servicesModel([
  ['api', { type: 'process', dependsOn: ['db', 'users'] }],
  ['db', { type: 'process', connectsTo: ['api'] }],
  ['log', { type: 'process', attributes: [['activatesAfter', ['api']]] }],
  ['mongo', { type: 'process', attributes: [['providesContainer', 'mongodb']] }],
  ['users', { type: 'mongodb' }],
]);

test('without a plan dependencies and activatesAfter give the order', () => {
  const order = orderServices(model, undefined);
  if (order.kind !== 'ordered') throw new Error(order.kind);
  expect(order.waves.map(wave => wave.map(({ service }) => service))).toEqual([
    ['db', 'mongo', 'users'],
    ['api'],
    ['log'],
  ]);
  expect(order.machines).toBeUndefined();
});

test('with a plan a service comes after its container, machines after what theirs depend on', () => {
  const plan = distribution([
    ['api', ['t2']],
    ['db', ['t1']],
    ['log', ['t2']],
    ['mongo', ['t1', 't2']],
    ['users', ['t1']],
  ]);
  const order = orderServices(model, plan);
  if (order.kind !== 'ordered') throw new Error(order.kind);
  expect(order.waves.map(wave => wave.map(({ service }) => service))).toEqual([
    ['db', 'mongo'],
    ['users'],
    ['api'],
    ['log'],
  ]);
  expect(order.waves[1]?.[0]?.waitsFor).toEqual([{ service: 'mongo', because: ['container'] }]);
  expect(order.machines).toEqual([[['t1']], [['t2']]]);
});

test('machines whose services wait for each other go together; what is placed nowhere does not count', () => {
  const services = servicesModel([
    ['a', { dependsOn: ['b'] }],
    ['b', {}],
    ['c', { dependsOn: ['d'] }],
    ['d', {}],
    ['e', { dependsOn: ['a'] }],
  ]);
  const plan = distribution([
    ['a', ['t1']],
    ['b', ['t2']],
    ['c', ['t2']],
    ['d', ['t1']],
  ]);
  expect(orderServices(services, plan)).toMatchObject({
    waves: [
      [{}, {}],
      [{}, {}],
    ],
    machines: [[['t1', 't2']]],
  });
});

test('a circle is told', () => {
  const services = servicesModel([
    ['a', { dependsOn: ['b'] }],
    ['b', { attributes: [['activatesAfter', ['a']]] }],
  ]);
  expect(orderServices(services, undefined)).toEqual({ kind: 'circular', circles: [['a', 'b']] });
});

test('whoever waits comes later, and no wave can be earlier', () => {
  const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 20 });
  fc.assert(
    fc.property(pairs, list => {
      const others = (v: number) => list.flatMap(([a, b]) => (a === v && b < v ? [`s${b}`] : []));
      const services = servicesModel(
        Array.from({ length: 10 }, (_, v) => [`s${v}`, { dependsOn: [...new Set(others(v))] }]),
      );
      const order = orderServices(services, undefined);
      if (order.kind !== 'ordered') throw new Error(order.kind);
      const waveOf = new Map(order.waves.flatMap((wave, i) => wave.map(({ service }) => [service, i] as const)));
      expect(waveOf.size).toBe(10);
      for (const { key, dependsOn } of services.services.values()) {
        const before = dependsOn.map(other => waveOf.get(other) ?? -1);
        expect(waveOf.get(key)).toBe(Math.max(-1, ...before) + 1);
      }
    }),
    { seed: 1962, numRuns: rounds({ short: 100, long: 3000 }) },
  );
});
