import { Graph } from '@dagrejs/graphlib';
import { describe, expect, it, vi } from 'vitest';
import {
  assignIds,
  check,
  diff,
  divide,
  explain,
  graphColouring,
  loadModels,
  minimumSetCover,
  multiwayCut,
  writeDisnix,
  writeNix,
  writePlanAsDot,
} from '../../../src/library/planning/index.ts';

const chain = 'rec { "wéb" = { dependsOn = { inherit db; }; }; db = { name = "db"; }; log = { name = "log"; }; }';
const twoTargets = '{ "tést1" = { }; test2 = { }; }';

describe('models', () => {
  it('are read from texts and files alike, in ordinary strings', async () => {
    const models = await loadModels({ services: chain, infrastructure: twoTargets });
    expect(models).toEqual({
      services: [
        { key: 'db', name: 'db', dependsOn: [], connectsTo: [] },
        { key: 'log', name: 'log', dependsOn: [], connectsTo: [] },
        { key: 'wéb', name: 'wéb', dependsOn: ['db'], connectsTo: [] },
      ],
      targets: ['test2', 'tést1'],
      distribution: undefined,
      warnings: [],
    });
    const folder = 'models/three-services';
    const { distribution } = await loadModels({
      services: { file: `${folder}/services.nix` },
      infrastructure: { file: `${folder}/infrastructure.nix` },
      distribution: { file: `${folder}/distribution.nix` },
    });
    expect(distribution?.['testService2']).toEqual(['testtarget1', 'testtarget2', 'testtarget3']);
  });

  it('get the arguments that they ask for', async () => {
    const models = await loadModels({
      services:
        '{ system, pkgs, distribution, invDistribution }: pkgs.lib.mapAttrs (_: places: { type = (builtins.head places).is; }) distribution',
      infrastructure: '{ system }: { test1 = { is = system; }; }',
      distribution: '{ infrastructure }: { a = [ infrastructure.test1 ]; b = [ "test1" ]; }',
    });
    expect(models.services.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('are refused with everything that is wrong', async () => {
    await expect(loadModels({ services: '{ a = 1; b = 2; }', infrastructure: '{ t = 3; }' })).rejects.toMatchObject({
      name: 'InputError',
      code: 'target',
      findings: [{ code: 'target' }, { code: expect.any(String) }, { code: expect.any(String) }],
    });
    await expect(multiwayCut({ services: [], targets: [], distribution: undefined, warnings: [] })).rejects.toThrow(
      'these are no models: loadModels makes them',
    );
  });

  it('are planned without Node, too', async () => {
    vi.stubGlobal('process', { nextTick: process.nextTick });
    try {
      const plan = await multiwayCut(await loadModels({ services: chain, infrastructure: twoTargets }));
      expect(plan).toMatchObject({ kind: 'planned', links: 0, optimal: true });
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('plans', () => {
  it('keep pins and candidates, and name the services in ordinary strings', async () => {
    const services = 'rec { "wéb" = { dependsOn = { inherit db; }; pinnedTo = "tést1"; }; db = { }; }';
    const models = await loadModels({ services, infrastructure: twoTargets });
    expect(await multiwayCut(models)).toMatchObject({ distribution: { db: ['tést1'], wéb: ['tést1'] }, links: 0 });
    expect(await graphColouring(models)).toMatchObject({
      ...{ distribution: { db: ['test2'], wéb: ['tést1'] }, targets: 2, certified: true },
    });
  });

  it('stay near the previous one', async () => {
    const models = await loadModels({
      services: chain,
      infrastructure: twoTargets,
      previous: '{ db = [ "tést1" ]; "wéb" = [ "tést1" ]; log = [ "tést1" ]; gone = [ "test2" ]; }',
    });
    const all = { links: true, targets: true, moves: true };
    expect(await multiwayCut(models)).toMatchObject({
      ...{ distribution: { db: ['tést1'] }, moves: 0, targets: 1, proved: all, certified: all },
    });
  });

  it('keep containers', async () => {
    const models = await loadModels({
      services: '{ a = { }; }',
      infrastructure: '{ t = { containers.web = { }; }; }',
      distribution: '{ infrastructure }: { a.targets = [ { target = infrastructure.t; container = "web"; } ]; }',
    });
    const plan = await multiwayCut(models);
    if (plan.kind !== 'planned') throw new Error(plan.message);
    expect(plan.distribution).toEqual({ a: [{ target: 't', container: 'web' }] });
    expect(await writeDisnix(plan.distribution)).toContain('{ target = infrastructure.t; container = "web"; }');
  });

  it('bring their graphs where they are asked for', async () => {
    const models = await loadModels({ services: chain, infrastructure: twoTargets });
    const plan = await multiwayCut(models, { graphs: true });
    if (plan.kind !== 'planned') throw new Error(plan.message);
    expect(plan.problem).toBeInstanceOf(Graph);
    expect(plan.problem?.edgeCount()).toBe(1 + 3 * 2);
    expect(plan.resolved?.edges().filter(({ w }) => w.startsWith('host:'))).toHaveLength(3);
    expect('problem' in (await multiwayCut(models))).toBe(false);
  });

  it('say why there is none', async () => {
    const infrastructure = '{ t = { }; }';
    const selfish = await loadModels({ services: 'rec { a = { dependsOn = { inherit a; }; }; }', infrastructure });
    expect(await graphColouring(selfish)).toMatchObject({
      kind: 'impossible',
      reason: 'self-dependency',
      certified: true,
      services: ['a'],
      message: 'service "a" depends on itself, which can never be a network link',
    });
    const nowhere = await loadModels({ services: '{ a = { }; }', infrastructure, distribution: '_: { a = [ ]; }' });
    expect(await multiwayCut(nowhere)).toMatchObject({
      kind: 'impossible',
      reason: 'no-candidates',
      services: ['a'],
      findings: [{ severity: 'error', code: 'no-plan', line: 1, subject: { kind: 'service', name: 'a' } }],
    });
  });

  it('divide what targets have, and cost as little as can be', async () => {
    const models = await loadModels({
      services: '{ "wéb" = { "spâce" = 3; }; db = { "spâce" = 2; }; }',
      infrastructure:
        '{ t1.properties = { "spâce" = 4; "prïce" = 4; few = 1; }; t2.properties = { "spâce" = 2; "prïce" = 2.5; }; }',
    });
    const resources = [{ serviceProperty: 'spâce', targetProperty: 'spâce' }];
    expect(await divide(models, { resources })).toMatchObject({ distribution: { db: ['t2'], wéb: ['t1'] } });
    expect(await divide(models, { resources: [{ serviceProperty: 'spâce', targetProperty: 'few' }] })).toMatchObject({
      kind: 'impossible',
      reason: 'shortage',
      certified: true,
    });
    expect(await minimumSetCover(models, { targetProperty: 'prïce' })).toMatchObject({
      ...{ targets: ['t2'], cost: '2.5', lowerBound: '2.5', optimal: true, certified: true },
    });
  });

  it('are explained, compared and written', async () => {
    const models = await loadModels({ services: chain, infrastructure: twoTargets });
    const [before, after] = [
      { db: ['tést1'], wéb: ['test2'] },
      { db: ['tést1'], wéb: ['tést1'] },
    ];
    const [db] = await explain(models, before);
    expect(db).toEqual({
      service: 'db',
      targets: ['tést1'],
      misplaced: [],
      localLinks: [],
      networkLinks: [{ other: 'wéb', weight: 1, reason: 'avoidable' }],
      alternatives: [{ target: 'test2', isCandidate: true, extraWeight: -1 }],
    });
    expect(await diff(models, before, after)).toEqual({
      kept: 1,
      added: [],
      removed: [],
      moved: [{ service: 'wéb', from: ['test2'], to: ['tést1'] }],
      scaledOut: [],
      scaledIn: [],
      becameNetworkLinks: [],
      becameLocal: [['db', 'wéb']],
    });
    expect(await writeNix(after)).toBe('{\n  "db" = [\n    "tést1"\n  ];\n  "wéb" = [\n    "tést1"\n  ];\n}\n');
    expect(await writePlanAsDot(models, after)).toMatch(/^digraph "distribution" \{.*wéb/s);
  });
});

describe('ids and checks', () => {
  const sources = {
    services: '{ a = { requiresUniqueIdsFor = [ "ports" ]; }; b = { requiresUniqueIdsFor = [ "ports" ]; }; }',
    infrastructure: '{ t = { }; }',
  };

  it('are assigned, and stay in the next run', async () => {
    const idResources = '{ ports = { min = 8000; max = 8009; }; }';
    const first = await assignIds(await loadModels({ ...sources, idResources }));
    if (first.kind !== 'assigned') throw new Error('no ids');
    expect(first.ids).toEqual({ ports: { a: 8000, b: 8001 } });
    const services = '{ b = { requiresUniqueIdsFor = [ "ports" ]; }; }';
    const second = await assignIds(await loadModels({ ...sources, services, idResources, ids: first.file }));
    expect(second).toMatchObject({ ids: { ports: { b: 8001 } } });
  });

  it('tell what changed, and adopt ids from before the model where that is asked for', async () => {
    const idResources = '{ ports = { min = 8000; max = 8999; }; }';
    const models = await loadModels({ ...sources, idResources, ids: '{ ids.ports = { a = 993; c = 8005; }; }' });
    expect(await assignIds(models)).toMatchObject({
      changes: {
        kept: 0,
        changed: [{ service: 'a', pool: 'ports', from: 993, to: 8000 }],
        assigned: [{ service: 'b', pool: 'ports', id: 8001 }],
        released: [{ service: 'c', pool: 'ports', id: 8005 }],
      },
      foreign: [],
    });
    expect(await assignIds(models, { keepForeign: ['ports'] })).toMatchObject({
      ids: { ports: { a: 993, b: 8000 } },
      changes: { kept: 1, changed: [] },
      foreign: [{ service: 'a', pool: 'ports', id: 993 }],
    });
    await expect(assignIds(models, { keepForeign: ['prots'] })).rejects.toThrow('"prots"');
  });

  it('say who gets nothing', async () => {
    const models = await loadModels({ ...sources, idResources: '{ ports = { min = 8000; max = 8000; }; }' });
    expect(await assignIds(models)).toMatchObject({
      kind: 'impossible',
      unserved: { ports: ['b'] },
      findings: [{ code: 'pool-dry', subject: { kind: 'pool', name: 'ports' } }],
    });
    await expect(assignIds(await loadModels(sources))).rejects.toThrow(TypeError);
  });

  it('find what would break a deployment', async () => {
    const models = await loadModels({
      services: '{ a = { name = "a"; type = "tomcat"; }; }',
      infrastructure: '{ t = { containers.web = { }; }; }',
      distribution: '{ infrastructure }: { a = [ infrastructure.t ]; }',
    });
    expect(await check(models)).toMatchObject([{ severity: 'error', code: 'missing-container', line: 1 }]);
  });

  it('test a plan against a policy, and moves from the plan before', async () => {
    const models = await loadModels({
      services: '{ a = { name = "a"; type = "web"; need = 2; }; b = { name = "b"; type = "web"; need = 2; }; }',
      infrastructure:
        '{ t = { properties.have = 3; containers.web = { }; }; u = { properties.have = 3; containers.web = { }; }; }',
      distribution: '{ infrastructure }: { a = [ infrastructure.t ]; b = [ infrastructure.t ]; }',
      previous: '{ a = [ "t" ]; b = [ "u" ]; }',
    });
    const policy = {
      capacities: { room: { need: 'need', have: 'have' } },
      rules: [{ apart: ['a', 'b'] }],
      moves: { atMost: 0 },
    };
    expect(await check(models)).toEqual([]);
    const found = await check(models, { policy });
    expect(found.map(({ code }) => code).sort()).toEqual(['broken-rule', 'overload', 'too-many-moves']);
    await expect(check(models, { policy: { rules: [{ apart: ['a', 'c'] }] } })).rejects.toMatchObject({
      name: 'InputError',
    });
  });
});
