import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import { compareDeployments } from '../../../src/plan/deployment/compare-deployments.ts';
import { type Deployment, isSamePlace } from '../../../src/plan/deployment/deployment.ts';
import { describeDeployment } from '../../../src/plan/deployment/describe-deployment.ts';
import { distribution, type ServiceSketch, servicesModel } from '../../graph/models.ts';
import { rounds } from '../../rounds.ts';

type Sketches = readonly (readonly [string, ServiceSketch])[];
type Places = readonly (readonly [string, readonly string[]])[];

function deployment(sketches: Sketches, places: Places): Deployment {
  const findings = new Findings();
  const found = describeDeployment(servicesModel(sketches), distribution(places), text => `#${text.length}`, findings);
  expect(findings.all).toEqual([]);
  return found;
}

const shop: Sketches = [
  ['db', { type: 'process', stateful: true }],
  ['api', { type: 'process', dependsOn: ['db'], attributes: [['port', 80]] }],
  ['web', { type: 'process', dependsOn: ['api'] }],
  ['log', { type: 'process', connectsTo: ['db'] }],
  ['jobs', { type: 'process', attributes: [['activatesAfter', ['log']]] }],
];

const places: Places = [
  ['db', ['t1']],
  ['api', ['t1']],
  ['web', ['t2', 't3']],
  ['log', ['t1']],
  ['jobs', ['t3']],
];

/** Steps in short: kind, service, and for whose sake. */
function steps(before: Deployment, after: Deployment): readonly string[] {
  return compareDeployments(before, after).steps.map(({ kind, service, restartsFor }) =>
    [kind, service, ...restartsFor.map(other => other.service)].join(' '),
  );
}

/** The plan with other places for some services. */
function placed(changed: Readonly<Record<string, readonly string[]>>): Places {
  return places.map(([service, targets]) => [service, changed[service] ?? targets]);
}

describe('steps', () => {
  const now = deployment(shop, places);

  test('there are none between equal deployments', () => {
    expect(compareDeployments(now, deployment(shop, places))).toEqual({ steps: [], kept: 5 });
  });

  test('who depends on a service that moves restarts, whoever depends on these, too; data comes first', () => {
    expect(steps(now, deployment(shop, placed({ db: ['t2'] })))).toEqual([
      'move db',
      'restart api db',
      'restart web api',
    ]);
  });

  test('connectsTo restarts nobody, activatesAfter does', () => {
    expect(steps(now, deployment(shop, placed({ log: ['t2'] })))).toEqual(['move log', 'restart jobs log']);
  });

  test('a service that only comes to a target, or only leaves one, scales', () => {
    const { steps: found, kept } = compareDeployments(now, deployment(shop, placed({ web: ['t2', 't3', 't1'] })));
    expect(found).toMatchObject([
      { service: 'web', kind: 'scale', comes: [{ target: 't1', container: 'process' }], leaves: [] },
    ]);
    expect(kept).toBe(4);
    expect(steps(now, deployment(shop, placed({ web: ['t2'] })))).toEqual(['scale web']);
  });

  test('all places together are a start or a stop', () => {
    const without = deployment(shop, placed({ web: [] }));
    expect(steps(now, without)).toEqual(['stop web']);
    expect(steps(without, now)).toEqual(['start web']);
  });

  test('what changed in a service is told by its property', () => {
    const changed = shop.map(([key, sketch]) =>
      key === 'api'
        ? ([key, { ...sketch, dependsOn: [], attributes: [['port', 81]] }] as const)
        : ([key, sketch] as const),
    );
    const [step] = compareDeployments(now, deployment(changed, places)).steps;
    expect(step).toMatchObject({
      service: 'api',
      kind: 'change',
      changes: [
        { property: 'dependsOn', before: 'db', after: undefined },
        { property: 'port', before: '80', after: '81' },
      ],
      restartsFor: [],
    });
  });

  test('who is in a container that another service provides follows it', () => {
    const inside: Sketches = [
      [
        'tomcat',
        {
          type: 'process',
          attributes: [
            ['providesContainer', 'servlets'],
            ['heap', 1],
          ],
        },
      ],
      ['app', { type: 'servlets' }],
    ];
    const heap = inside.map(([key, sketch]) =>
      key === 'app'
        ? ([key, sketch] as const)
        : ([
            key,
            {
              ...sketch,
              attributes: [
                ['providesContainer', 'servlets'],
                ['heap', 2],
              ],
            },
          ] as const),
    );
    const both: Places = [
      ['tomcat', ['t1', 't2']],
      ['app', ['t1']],
    ];
    expect(steps(deployment(inside, both), deployment(heap as Sketches, both))).toEqual([
      'change tomcat',
      'restart app tomcat',
    ]);
  });

  test('properties that nobody knows are no change', () => {
    const [[, api] = []] = [...now.services].filter(([key]) => key === 'api');
    if (api === undefined) throw new Error('api');
    const unknown = { services: new Map([...now.services, ['api', { ...api, properties: undefined }] as const]) };
    expect(steps(unknown, now)).toEqual([]);
  });
});

const system = fc.array(
  fc.record({
    dependsOn: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
    after: fc.uniqueArray(fc.nat(5), { maxLength: 1 }),
    port: fc.nat(1),
    targets: fc.uniqueArray(fc.constantFrom('t1', 't2', 't3'), { maxLength: 2 }),
    stateful: fc.boolean(),
  }),
  { minLength: 6, maxLength: 6 },
);

function deploymentOf(list: typeof system extends fc.Arbitrary<infer T> ? T : never): Deployment {
  const sketches = list.map(({ dependsOn, after, port, stateful }, i): readonly [string, ServiceSketch] => [
    `s${i}`,
    {
      stateful,
      dependsOn: dependsOn.map(other => `s${other}`),
      attributes: [
        ['port', port],
        ['activatesAfter', after.map(other => `s${other}`)],
      ],
    },
  ]);
  return deployment(
    sketches,
    list.map(({ targets }, i) => [`s${i}`, targets]),
  );
}

test('steps lead from one deployment to the other, and whatever follows a step is one', () => {
  fc.assert(
    fc.property(system, system, (first, second) => {
      const before = deploymentOf(first);
      const after = deploymentOf(second);
      const { steps: found, kept } = compareDeployments(before, after);
      const stepOf = new Map(found.map(step => [step.service, step]));
      expect(stepOf.size).toBe(found.length);
      expect(kept + found.length).toBe(new Set([...before.services.keys(), ...after.services.keys()]).size);
      for (const service of new Set([...before.services.keys(), ...after.services.keys()])) {
        const step = stepOf.get(service);
        const from = before.services.get(service)?.places ?? [];
        const to = after.services.get(service)?.places ?? [];
        const left = from.filter(place => !step?.leaves.some(gone => isSamePlace(gone, place)));
        expect(new Set([...left, ...(step?.comes ?? [])].map(({ target }) => target))).toEqual(
          new Set(to.map(({ target }) => target)),
        );
        // What stays as it is waits for nothing that does not.
        const waitsFor = after.services.get(service)?.waitsFor ?? [];
        const causes = waitsFor.filter(other => other.service !== service && stepOf.has(other.service));
        if (step === undefined) expect(causes).toEqual([]);
        else expect(step.restartsFor).toEqual(step.stays.length === 0 ? [] : causes);
        if (step?.kind === 'restart') expect(causes.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: rounds({ short: 300, long: 20_000 }), seed: 7 },
  );
});
