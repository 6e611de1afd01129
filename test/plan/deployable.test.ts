import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import type { Distribution } from '../../src/model/distribution.ts';
import { policyOfServices } from '../../src/model/policy.ts';
import { checkModels } from '../../src/plan/check/check-models.ts';
import { replicasOfLists } from '../../src/plan/listed-replicas.ts';
import type { Outcome, Plan, Request } from '../../src/plan/planner.ts';
import { planners } from '../../src/plan/planners.ts';
import { distribution, type ServiceSketch, servicesModel, targetsWith } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

// What a planner prints is deployed: its plan has no error in `check` that its candidates did not have.

const infrastructure = targetsWith(
  ['t0', 't1', 't2'].map((name, i) => [
    name,
    [['memory', 9], ['cost', i + 1], ...(i === 0 ? [['supportedTypes', ['db']] as const] : [])],
  ]),
);
const resources = [{ serviceProperty: 'memory', targetProperty: 'memory' }];

const plans: Readonly<Record<string, (request: Request, findings: Findings) => Outcome<Plan<unknown, unknown>>>> = {
  multiwaycut: (request, findings) => planners.multiwaycut(request, { algorithm: 'auto', timeLimit: 30 }, findings),
  graphcol: (request, findings) => planners.graphcol(request, { algorithm: 'auto', timeLimit: 30 }, findings),
  divide: (request, findings) => planners.divide(request, { strategy: 'exact', resources, timeLimit: 30 }, findings),
  minsetcover: (request, findings) =>
    planners.minsetcover(request, { targetProperty: 'cost', algorithm: 'exact', timeLimit: 30 }, findings),
  place: (request, findings) => {
    const said = policyOfServices(request.services);
    const policy = request.replicas === undefined ? said : { ...said, replicas: request.replicas };
    return planners.place(request, { policy, timeLimit: 30 }, findings);
  },
};

interface Sketch {
  readonly sketch: ServiceSketch;
  readonly candidates: readonly string[];
  readonly home: string | null;
}

const numbers = [0, 1, 2, 3, 4];
const sketches = fc
  .array(
    fc.record({
      type: fc.constantFrom('process', 'process', 'db', 'web'),
      provides: fc.constantFrom('', '', '', 'db', 'web'),
      port: fc.constantFrom(0, 0, 80, 81),
      adminPort: fc.constantFrom(0, 0, 81),
      others: fc.subarray(numbers, { maxLength: 2 }),
      later: fc.subarray(numbers, { maxLength: 1 }),
      replicas: fc.constantFrom(undefined, undefined, undefined, 2, 'all' as const),
      stateful: fc.boolean(),
      candidates: fc.subarray(['t0', 't1', 't2'], { minLength: 1 }),
      home: fc.constantFrom(null, 't0', 't1', 't2'),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map(list =>
    list.map(
      (one, v): Sketch => ({
        candidates: one.candidates,
        home: one.home,
        sketch: {
          type: one.type,
          dependsOn: one.others.filter(w => w < v).map(w => `s${w}`),
          ...(one.replicas === undefined ? {} : { replicas: one.replicas }),
          stateful: one.stateful,
          attributes: [
            ['memory', 1],
            ['port', one.port],
            ['adminPort', one.adminPort],
            ['activatesAfter', one.later.filter(w => w < list.length).map(w => `s${w}`)],
            ...(one.provides === '' ? [] : [['providesContainer', one.provides] as const]),
          ],
        },
      }),
    ),
  );

function errorsOf({ services }: Request, plan: Distribution | undefined): readonly string[] {
  const findings = new Findings();
  const models = { services, infrastructure, distribution: plan, resources: undefined, ids: undefined };
  checkModels(
    { ...models, serviceProperty: 'requiresUniqueIdsFor', idsFile: undefined },
    () => {
      throw new Error('nobody pins an id');
    },
    findings,
  );
  return findings.all.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);
}

describe.each(Object.entries(plans))('%s', (_, plan) => {
  test('a plan has no error in check that its input did not have', () => {
    let planned = 0;
    fc.assert(
      fc.property(sketches, fc.boolean(), (list, keeps) => {
        const candidates = distribution(list.map((one, v) => [`s${v}`, one.candidates]));
        const request: Request = {
          services: servicesModel(list.map((one, v) => [`s${v}`, one.sketch])),
          infrastructure,
          candidates,
          previous: distribution(list.flatMap((one, v) => (one.home === null ? [] : [[`s${v}`, [one.home]]]))),
          ...(keeps ? { replicas: replicasOfLists(candidates) } : {}),
        };
        const outcome = plan(request, new Findings());
        if (outcome.kind !== 'planned') return;
        planned++;
        // Those of the services among themselves are there whatever the plan.
        const before = new Set([...errorsOf(request, candidates), ...errorsOf(request, undefined)]);
        expect(errorsOf(request, outcome.distribution).filter(error => !before.has(error))).toEqual([]);
        if (keeps) expect(outcome.distribution.mappings.size).toBe(list.length);
      }),
      { seed: 2013, numRuns: rounds({ fast: 60, short: 150, long: 1500 }) },
    );
    expect(planned).toBeGreaterThan(20);
  });

  test('two services with the same port are never on one target, also where they said so in other words', () => {
    const port = (name: string): ServiceSketch => ({
      attributes: [
        [name, 8080],
        ['memory', 1],
      ],
    });
    const request: Request = {
      services: servicesModel([
        ['a', port('port')],
        ['b', port('httpPort')],
        ['c', { attributes: [['memory', 1]] }],
      ]),
      infrastructure,
      candidates: distribution([
        ['a', ['t0', 't1']],
        ['b', ['t0', 't1']],
        ['c', ['t0']],
      ]),
    };
    const outcome = plan(request, new Findings());
    if (outcome.kind !== 'planned') throw new Error('there is a plan');
    const { mappings } = outcome.distribution;
    expect(mappings.get('a')?.[0]?.target).not.toBe(mappings.get('b')?.[0]?.target);
    const crowded = plan(
      {
        ...request,
        candidates: distribution([
          ['a', ['t1']],
          ['b', ['t1']],
        ]),
      },
      new Findings(),
    );
    const demand = expect.objectContaining({ kind: 'port', name: '8080', services: ['a', 'b'] });
    const reason = { kind: 'demand-conflict', demands: expect.arrayContaining([demand]) };
    expect(crowded).toMatchObject({ kind: 'impossible', reason });
  });

  test('nobody waits for itself by way of a container: its provider is elsewhere, or the reason has the circle', () => {
    const memory = ['memory', 1] as const;
    const request = (others: readonly string[]): Request => ({
      services: servicesModel([
        ['guest', { type: 'web', attributes: [memory] }],
        ['later', { attributes: [memory, ['activatesAfter', ['guest']]] }],
        ['bringer', { dependsOn: ['later'], attributes: [memory, ['providesContainer', 'web']] }],
        ['another', { attributes: [memory, ['providesContainer', 'web']] }],
      ]),
      infrastructure,
      candidates: distribution([
        ['guest', ['t1']],
        ['later', ['t0']],
        ['bringer', ['t1', 't2']],
        ['another', others],
      ]),
    });
    const outcome = plan(request(['t1']), new Findings());
    if (outcome.kind !== 'planned') throw new Error('there is a plan');
    expect(outcome.distribution.mappings.get('bringer')?.[0]?.target).toBe('t2');
    const circle = { kind: 'order', services: ['bringer', 'later', 'guest'] };
    const reason = { kind: 'demand-conflict', demands: expect.arrayContaining([expect.objectContaining(circle)]) };
    expect(plan(request(['t2']), new Findings())).toMatchObject({ kind: 'impossible', reason });
  });
});
