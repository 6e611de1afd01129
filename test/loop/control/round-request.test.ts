import { expect, test } from 'vitest';
import { holdInPlace, makeRoundRequest } from '../../../src/loop/control/index.ts';
import type { RoundModels, RoundRequest } from '../../../src/loop/control/round-request.ts';
import { targetsOf } from '../../../src/model/distribution.ts';
import { policyOfServices } from '../../../src/model/policy.ts';
import { distribution, infrastructureModel, type ServiceSketch, servicesModel } from '../../graph/models.ts';

/** A round of these services on four machines. */
function roundOf(
  services: Readonly<Record<string, ServiceSketch>>,
  previous: Readonly<Record<string, readonly string[]>>,
  change: Partial<RoundModels> = {},
): RoundRequest {
  const model = servicesModel(Object.entries(services));
  return makeRoundRequest({
    services: model,
    infrastructure: infrastructureModel(['t1', 't2', 't3', 't4'].map(name => [name, []])),
    policy: policyOfServices(model),
    previous: Object.entries(previous).map(([service, targets]) => ({
      service,
      places: targets.map(target => ({ target, container: null })),
    })),
    gone: new Set(),
    missing: new Set(),
    ...change,
  });
}

const candidates = ({ request }: RoundRequest, service: string): string =>
  targetsOf(request.candidates, service).join(' ');

test('only machines that are there take services, whatever the lists name', () => {
  const round = roundOf(
    { web: {}, job: {} },
    { web: ['t1'] },
    {
      gone: new Set(['t1']),
      candidates: distribution([
        ['job', ['t1', 't2']],
        ['web', ['t1']],
      ]),
    },
  );
  expect([...round.request.infrastructure.targets.keys()]).toEqual(['t2', 't3', 't4']);
  expect(candidates(round, 'job')).toBe('t2');
  expect(candidates(round, 'web')).toBe('');
  expect(round.waiting).toEqual([]);
});

test('data on a machine that is gone waits, replica by replica; what has enough elsewhere does not', () => {
  const stateful = true;
  const gone = new Set(['t1']);
  const services = {
    alone: { stateful },
    pair: { stateful, replicas: 2 },
    moved: { stateful },
    fresh: { stateful },
    all: { stateful, replicas: 'all' },
  } as const;
  const round = roundOf(
    services,
    { alone: ['t1'], pair: ['t1', 't2'], moved: ['t1', 't3'], all: ['t1', 't2', 't3', 't4'] },
    { gone },
  );
  expect(round.waiting).toEqual([
    { service: 'all', targets: ['t1'] },
    { service: 'alone', targets: ['t1'] },
    { service: 'pair', targets: ['t1'] },
  ]);
  expect(round.request.candidates?.mappings.has('alone')).toBe(false);
  expect(round.policy.replicas.get('pair')).toBe(1);
  expect(round.policy.replicas.get('all')).toBe('all');
  expect(candidates(round, 'fresh')).toBe('t2 t3 t4');
});

test('a service that is pinned to a machine that is gone goes nowhere', () => {
  const round = roundOf(
    { web: { attributes: [['pinnedTo', 't1']] }, db: { stateful: true, attributes: [['pinnedTo', 't1']] } },
    { db: ['t1'] },
    { gone: new Set(['t1']) },
  );
  expect(round.pinnedToGone).toEqual(['web']);
  expect(round.waiting).toEqual([{ service: 'db', targets: ['t1'] }]);
  expect(round.request.candidates?.mappings.size).toBe(0);
});

test('what is on a machine that does not answer stays, and nothing else comes', () => {
  const round = roundOf(
    { there: {}, pair: { replicas: 2 }, other: {}, fresh: {} },
    { there: ['t1'], pair: ['t1', 't2'], other: ['t2'] },
    { missing: new Set(['t1']) },
  );
  expect(candidates(round, 'there')).toBe('t1');
  expect(candidates(round, 'pair')).toBe('t1 t2');
  expect(candidates(round, 'other')).toBe('t2 t3 t4');
  expect(candidates(round, 'fresh')).toBe('t2 t3 t4');
});

test('held in place, only what has no place, or too few, may go anywhere', () => {
  const whole = roundOf(
    { stays: {}, short: { replicas: 2 }, fresh: {}, lost: {} },
    { stays: ['t2'], short: ['t2'], lost: ['t1'] },
    { gone: new Set(['t1']) },
  );
  const round = holdInPlace(whole);
  expect(candidates(round, 'stays')).toBe('t2');
  expect(candidates(round, 'short')).toBe('t2 t3 t4');
  expect(candidates(round, 'fresh')).toBe('t2 t3 t4');
  expect(candidates(round, 'lost')).toBe('t2 t3 t4');
  expect(candidates(holdInPlace(whole, new Set(['stays'])), 'stays')).toBe('t2 t3 t4');
});
