import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { type Distribution, targetsOf } from '../../src/model/distribution.ts';
import { noIdAssignments } from '../../src/model/ids.ts';
import { planGraphCol } from '../../src/plan/graphcol.ts';
import type { Outcome, Plan, Request } from '../../src/plan/planner.ts';
import { planners } from '../../src/plan/planners.ts';
import { prepareRequest } from '../../src/plan/prepare-request.ts';
import { distribution, type ServiceSketch, servicesModel, targetsWith } from '../graph/models.ts';

const infrastructure = targetsWith(
  ['t1', 't2', 't3'].map((name, i) => [
    name,
    [
      ['memory', 4],
      ['cost', i + 1],
    ],
  ]),
);
const resources = [{ serviceProperty: 'memory', targetProperty: 'memory' }];
const plans = {
  multiwaycut: (request: Request, findings: Findings) =>
    planners.multiwaycut(request, { algorithm: 'auto', timeLimit: 2 }, findings),
  graphcol: (request: Request, findings: Findings) =>
    planners.graphcol(request, { algorithm: 'auto', timeLimit: 2 }, findings),
  divide: (request: Request, findings: Findings) =>
    planners.divide(request, { strategy: 'highest-bidder', resources, timeLimit: 2 }, findings),
  minsetcover: (request: Request, findings: Findings) =>
    planners.minsetcover(request, { targetProperty: 'cost', algorithm: 'greedy', timeLimit: 2 }, findings),
} satisfies Record<string, (request: Request, findings: Findings) => Outcome<Plan<unknown, unknown>>>;

type Sketches = Record<string, ServiceSketch>;

function requestOf(sketches: Sketches, more: Partial<Request> = {}): Request {
  const all = Object.entries(sketches).map(([key, sketch]): [string, ServiceSketch] => [
    key,
    { ...sketch, attributes: [['memory', 1], ...(sketch.attributes ?? [])] },
  ]);
  return { services: servicesModel(all), infrastructure, ...more };
}

const provides = (container: string): ServiceSketch => ({ attributes: [['providesContainer', container]] });

describe.each(Object.entries(plans))('%s', (_, plan) => {
  const planned = (request: Request): Distribution => {
    const findings = new Findings();
    const outcome = plan(request, findings);
    expect(findings.all).toEqual([]);
    if (outcome.kind !== 'planned') throw new Error(`no plan: ${JSON.stringify(outcome.reason)}`);
    return outcome.distribution;
  };

  test('gives each replica a target of its own', () => {
    const found = planned(requestOf({ web: { replicas: 2, dependsOn: ['db'] }, db: {} }));
    expect(new Set(targetsOf(found, 'web')).size).toBe(2);
    expect(targetsOf(found, 'db')).toHaveLength(1);
  });

  test('takes "all" for all candidates', () => {
    const candidates = distribution([['agent', ['t1', 't3']]]);
    const found = planned(requestOf({ agent: { replicas: 'all' } }, { candidates }));
    expect(targetsOf(found, 'agent')).toEqual(['t1', 't3']);
  });

  test('leaves what has data where it is, unless it may move or its target is gone', () => {
    const sketches: Sketches = { db: { stateful: true }, web: {}, cache: {} };
    const previous = distribution([
      ['db', ['t3']],
      ['web', ['t2']],
    ]);
    expect(targetsOf(planned(requestOf(sketches, { previous })), 'db')).toEqual(['t3']);
    const moved = planned(
      requestOf(
        { db: { stateful: true } },
        { previous, moveStateful: true, candidates: distribution([['db', ['t1']]]) },
      ),
    );
    expect(targetsOf(moved, 'db')).toEqual(['t1']);
    const gone = distribution([['db', ['t9']]]);
    expect(targetsOf(planned(requestOf(sketches, { previous: gone })), 'db')).toHaveLength(1);
    const outcome = plan(
      requestOf({ db: { stateful: true } }, { previous, candidates: distribution([['db', ['t1']]]) }),
      new Findings(),
    );
    expect(outcome).toMatchObject({
      kind: 'impossible',
      reason: { kind: 'no-candidates', services: ['db'], removals: [{ because: 'stateful', names: ['t3'] }] },
    });
  });

  test('leaves old replicas with data where they are, and finds places for the new ones', () => {
    const previous = distribution([['db', ['t2']]]);
    const found = planned(requestOf({ db: { stateful: true, replicas: 2 } }, { previous }));
    expect(targetsOf(found, 'db')).toContain('t2');
    expect(targetsOf(found, 'db')).toHaveLength(2);
  });

  test('puts services into containers where these are', () => {
    const candidates = distribution([
      ['mongo', ['t1', 't2', 't3']],
      ['users', ['t2', 't3']],
      ['zips', ['t1', 't2', 't3']],
    ]);
    const sketches: Sketches = { mongo: provides('mongodb'), users: { type: 'mongodb' }, zips: { type: 'mongodb' } };
    const found = planned(requestOf(sketches, { candidates }));
    const [there] = targetsOf(found, 'mongo');
    expect(targetsOf(found, 'users')).toEqual([there]);
    expect(targetsOf(found, 'zips')).toEqual([there]);
  });

  test('says which container is missing', () => {
    const candidates = distribution([
      ['mongo', ['t1']],
      ['users', ['t2', 't3']],
    ]);
    expect(
      plan(requestOf({ mongo: provides('mongodb'), users: { type: 'mongodb' } }, { candidates }), new Findings()),
    ).toMatchObject({
      kind: 'impossible',
      reason: {
        kind: 'no-candidates',
        services: ['users'],
        removals: [{ because: 'container', names: ['mongodb'], targets: ['t2', 't3'] }],
      },
    });
  });
});

test('two replicas of each of two services that talk to each other need four targets', () => {
  const request = requestOf({ a: { replicas: 2, dependsOn: ['b'] }, b: { replicas: 2 } });
  const outcome = planGraphCol(request, { algorithm: 'auto', timeLimit: 2 }, new Findings());
  expect(outcome).toMatchObject({
    kind: 'impossible',
    reason: { kind: 'too-few-targets', needed: 4, available: 3, services: ['a', 'b'] },
  });
  expect(outcome.problem.nodes()).toEqual(['service:a#1', 'service:a#2', 'service:b#1', 'service:b#2']);
});

test('what a request demands is kept with what it took from whom, also for some of the services', () => {
  const candidates = distribution([
    ['a', ['t1', 't2']],
    ['db', ['t1', 't2', 't3']],
    ['mongo', ['t1', 't2']],
    ['users', ['t1', 't2', 't3']],
  ]);
  const request = requestOf(
    {
      a: { attributes: [['pinnedTo', 't2']] },
      db: { stateful: true },
      mongo: provides('mongodb'),
      users: { type: 'mongodb' },
    },
    { candidates, previous: distribution([['db', ['t3']]]) },
  );
  const prepared = prepareRequest(request, new Findings());
  expect(prepared.removalsOf(['users', 'a', 'db', 'mongo'])).toEqual([
    { service: 'users', because: 'container', names: ['mongodb'], targets: ['t3'] },
    { service: 'a', because: 'pin', names: ['t2'], targets: ['t1'] },
    { service: 'db', because: 'stateful', names: ['t3'], targets: ['t1', 't2'] },
  ]);
  expect(targetsOf(prepared.listed, 'db')).toEqual(['t1', 't2', 't3']);
  expect(targetsOf(prepared.under({ replicas: new Map(), moveStateful: true }).candidates, 'db')).toHaveLength(3);
  // Who is alone is not asked for what others would bring.
  expect(prepared.restrictTo(['users']).containers).toEqual([]);
  expect(prepared.restrictTo(['mongo', 'users']).containers).toHaveLength(1);
});

test('providers that go into containers themselves pass on what they lack', () => {
  const candidates = distribution([
    ['base', ['t1']],
    ['middle', ['t1', 't2']],
    ['top', ['t1', 't2', 't3']],
  ]);
  const request = requestOf(
    { base: provides('x'), middle: { ...provides('y'), type: 'x' }, top: { type: 'y' } },
    { candidates },
  );
  const prepared = prepareRequest(request, new Findings());
  expect(['middle', 'top'].map(name => targetsOf(prepared.candidates, name))).toEqual([['t1'], ['t1']]);
});

test('a service has one number of a pool, however often it runs', () => {
  const ids = (replicas: number): unknown => {
    const attributes = [['requiresUniqueIdsFor', ['ports']] as const];
    const numbers = { min: 10, max: 10, step: 1, block: 1, reserved: [], usedBySystem: [] };
    const pool = { ...numbers, kind: 'port', protocols: 3, space: undefined, position: undefined } as const;
    const outcome = planners['id-assign'](
      {
        services: servicesModel([['web', { replicas, attributes }]]),
        distribution: distribution([['web', ['t1', 't2', 't3'].slice(0, replicas)]]),
        resources: { pools: new Map([['ports', { ...pool, name: 'ports', scope: 'global' }]]) },
        previous: noIdAssignments,
      },
      { serviceProperty: 'requiresUniqueIdsFor' },
      new Findings(),
    );
    return outcome.kind === 'planned' ? [...(outcome.assignments.ids.get('ports') ?? [])] : outcome.kind;
  };
  expect(ids(1)).toEqual([['web', 10]]);
  expect(ids(3)).toEqual(ids(1));
});
