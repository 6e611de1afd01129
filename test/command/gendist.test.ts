import { afterAll, describe, expect, test } from 'vitest';
import { errorCodeOf, makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  's.nix': `{ pkgs, ... }: rec {
  a = { name = "a"; mem = 100; type = "x"; zones = [ "private" ]; zone = "private"; stateful = true; pkg = throw "built"; };
  b = { name = "b"; mem = 100; type = "y"; zones = [ "private" "public" ]; zone = "public"; dependsOn = { inherit a; }; };
  c = { name = "c"; mem = 100; type = "x"; zones = [ "public" ]; zone = "public"; dependsOn = { inherit a b; }; };
}`,
  'i.nix': `{
  t1 = { properties = { hostname = "h1"; mem = 250; cost = 100; zone = "private"; supportedTypes = [ "x" ]; }; };
  t2 = { properties = { hostname = "h2"; mem = 300; cost = 200; zone = "public"; supportedTypes = [ "x" "y" ]; }; };
  t3 = { properties = { hostname = "h3"; mem = 150; cost = 50; zone = "public"; supportedTypes = [ "y" "x" ]; }; };
}`,
  'previous.nix': '{ infrastructure }: { a = [ infrastructure.t2 ]; b = [ infrastructure.t3 ]; gone = [ "t9" ]; }',
  'initial.nix': '{ a = [ "t3" ]; b = [ "t1" "t2" ]; c = [ ]; }',
  'd.nix': '{ infrastructure }: builtins.mapAttrs (n: v: builtins.attrValues infrastructure) { a = 1; b = 1; c = 1; }',
  'filters.nix':
    '{ pkgs, referenceFilters }: referenceFilters // { none = { distribution }: builtins.mapAttrs (n: v: [ ]) distribution; }',
});
afterAll(() => folder.remove());

async function gendist(body: string, extra: readonly string[] = []) {
  const model = makeFolder({
    'q.nix': `{services, infrastructure, initialDistribution, previousDistribution, filters, lib}: ${body}`,
  });
  const run = await runIn(folder.path, [
    'gendist',
    '-s',
    's.nix',
    '-i',
    'i.nix',
    '-q',
    `${model.path}/q.nix`,
    '--json',
    ...extra,
  ]);
  model.remove();
  const plan =
    run.exitCode === 0
      ? (JSON.parse(run.stdout) as { distribution: Record<string, string[]> }).distribution
      : undefined;
  return { ...run, plan };
}

const all = 'inherit services infrastructure; distribution = initialDistribution;';

describe('filters', () => {
  test.each([
    ['initialDistribution', [], { a: ['t1', 't2', 't3'], b: ['t1', 't2', 't3'], c: ['t1', 't2', 't3'] }],
    [
      'filters.createCartesianProduct { inherit services infrastructure; }',
      [],
      { a: ['t1', 't2', 't3'], b: ['t1', 't2', 't3'], c: ['t1', 't2', 't3'] },
    ],
    [
      `filters.mapAttrOnList { ${all} serviceProperty = "type"; targetPropertyList = "supportedTypes"; }`,
      [],
      { a: ['t1', 't2', 't3'], b: ['t2', 't3'], c: ['t1', 't2', 't3'] },
    ],
    [
      `filters.mapListOnAttr { ${all} servicePropertyList = "zones"; targetProperty = "zone"; }`,
      [],
      { a: ['t1'], b: ['t1', 't2', 't3'], c: ['t2', 't3'] },
    ],
    [
      `filters.mapAttrOnAttr { ${all} serviceProperty = "zone"; targetProperty = "zone"; }`,
      [],
      { a: ['t1'], b: ['t2', 't3'], c: ['t2', 't3'] },
    ],
    ['filters.divideRoundRobin { distribution = initialDistribution; }', [], { a: ['t1'], b: ['t2'], c: ['t3'] }],
    [
      'filters.order { inherit infrastructure; distribution = initialDistribution; targetProperty = "cost"; }',
      [],
      { a: ['t3', 't1', 't2'], b: ['t3', 't1', 't2'], c: ['t3', 't1', 't2'] },
    ],
    [
      'filters.mapStatefulToPrevious { inherit services previousDistribution; distribution = initialDistribution; }',
      ['--previous', 'previous.nix'],
      { a: ['t2'], b: ['t1', 't2', 't3'], c: ['t1', 't2', 't3'] },
    ],
    [
      'filters.mapBoundServicesToPrevious { inherit services previousDistribution; distribution = initialDistribution; }',
      ['--previous', 'previous.nix'],
      { a: ['t2'], b: ['t3'], c: ['t1', 't2', 't3'] },
    ],
    [
      'filters.mapBoundServicesToPrevious { inherit services previousDistribution; distribution = initialDistribution; }',
      [],
      { a: ['t1', 't2', 't3'], b: ['t1', 't2', 't3'], c: ['t1', 't2', 't3'] },
    ],
    [
      `filters.divide { strategy = "greedy"; ${all} serviceProperty = "mem"; targetProperty = "mem"; }`,
      [],
      { a: ['t1'], b: ['t1'], c: ['t2'] },
    ],
    [
      `filters.divide { strategy = "highest-bidder"; ${all} serviceProperty = "mem"; targetProperty = "mem"; }`,
      [],
      { a: ['t2'], b: ['t1'], c: ['t2'] },
    ],
    [
      `filters.divide { strategy = "lowest-bidder"; ${all} serviceProperty = "mem"; targetProperty = "mem"; }`,
      [],
      { a: ['t3'], b: ['t1'], c: ['t1'] },
    ],
    [
      `filters.divide { strategy = "exact"; ${all} serviceProperty = [ "mem" "mem" ]; targetProperty = [ "mem" "cost" ]; }`,
      [],
      { a: ['t1'], b: ['t2'], c: ['t2'] },
    ],
    ['filters.multiwaycut { distribution = initialDistribution; }', [], { a: ['t1'], b: ['t1'], c: ['t1'] }],
    [`filters.multiwaycut { ${all} }`, [], { a: ['t1'], b: ['t1'], c: ['t1'] }],
    [`filters.minsetcover { ${all} targetProperty = "cost"; }`, [], { a: ['t3'], b: ['t3'], c: ['t3'] }],
    ['filters.graphcol { inherit services infrastructure; }', [], { a: ['t1'], b: ['t2'], c: ['t3'] }],
    ['initialDistribution', ['-d', 'initial.nix'], { a: ['t3'], b: ['t1', 't2'], c: [] }],
    [
      'if previousDistribution == null then initialDistribution else previousDistribution // { c = [ "t1" ]; }',
      ['--previous', 'previous.nix'],
      { a: ['t2'], b: ['t3'], c: ['t1'] },
    ],
    [
      'lib.mapAttrs (name: service: lib.optional (service ? dependsOn) "t1" ++ lib.optional (lib.elem "b" (service.dependsOn or [ ])) "t2") services',
      [],
      { a: [], b: ['t1'], c: ['t1', 't2'] },
    ],
    ['filters.none { distribution = initialDistribution; }', ['-F', 'filters.nix'], { a: [], b: [], c: [] }],
    // Lazy: what nobody asks for is not computed.
    ['let broken = filters.divide { }; in lib.genAttrs [ "a" ] (name: [ "t1" ])', [], { a: ['t1'] }],
  ] as [string, string[], Record<string, string[]>][])('%s %j', async (body, extra, expected) => {
    const { plan, stderr } = await gendist(body, extra);
    expect(plan, stderr).toEqual(expected);
  });
});

test('services without a target left are named on stderr', async () => {
  expect((await gendist('filters.none { distribution = initialDistribution; }', ['-F', 'filters.nix'])).stderr).toMatch(
    /"a"[\s\S]*"b"[\s\S]*"c"/,
  );
});

describe('wrong QoS models are refused, with exit code 2 and no plan on stdout', () => {
  test.each([
    ['x: x', /yields a function/],
    ['{ a = [ "t4" ]; }', /unknown target "t4"/],
    ['{ zz = [ "t1" ]; }', /names service "zz"/],
    [
      `filters.mapAttrOnAttr { ${all} serviceProperty = "tpye"; targetProperty = "zone"; }`,
      /property "tpye"[\s\S]*did you mean "type"/,
    ],
    [
      `filters.mapAttrOnAttr { ${all} serviceProperty = "type"; targetProperty = "zoen"; }`,
      /property "zoen", which target "t1" lacks[\s\S]*did you mean "zone"/,
    ],
    [
      'filters.order { inherit infrastructure; distribtion = initialDistribution; targetProperty = "cost"; }',
      /no argument 'distribtion'[\s\S]*did you mean "distribution"/,
    ],
    [
      `filters.divide { strategy = "greddy"; ${all} serviceProperty = "mem"; targetProperty = "mem"; }`,
      /no strategy "greddy"/,
    ],
  ] as [string, RegExp][])('%s', async (body, message) => {
    const run = await gendist(body);
    expect(run.stderr).toMatch(message);
    expect([run.exitCode, errorCodeOf(run)]).toEqual([2, expect.stringMatching(/^[a-z-]+$/)]);
  });
});

describe('that there is no plan is exit code 1 with the reason, and can be caught', () => {
  test.each([
    [
      'filters.divide { strategy = "greedy"; inherit services infrastructure; distribution = { a = [ ]; }; serviceProperty = "mem"; targetProperty = "mem"; }',
      /service "a" has no candidate targets/,
    ],
    [
      'filters.graphcol { inherit services; infrastructure = { inherit (infrastructure) t1; }; }',
      /at least 3 targets are needed, but there is 1 target: a, b, c all depend on each other/,
    ],
    [
      'filters.graphcol { inherit services infrastructure; distribution = { a = [ "t1" ]; b = [ "t1" ]; }; }',
      /the candidates of a, b do not suffice/,
    ],
    [
      'filters.graphcol { services = services // { a = services.a // { dependsOn = [ "a" ]; }; }; inherit infrastructure; }',
      /service "a" depends on itself/,
    ],
    [
      'filters.divideRoundRobin { distribution = initialDistribution // { b = [ ]; }; }',
      /no candidate for the service "b"/,
    ],
  ] as [string, RegExp][])('%s', async (body, message) => {
    const run = await gendist(body);
    expect(run.stderr).toMatch(message);
    expect([run.exitCode, errorCodeOf(run)]).toEqual([1, 'no-plan']);
    const { status, reason } = JSON.parse(run.stdout);
    // The reason of a planner is data; divideRoundRobin is none, and has a sentence only.
    if (body.includes('RoundRobin')) expect(reason).toBeUndefined();
    else expect([status, reason.kind]).toEqual(['impossible', expect.stringMatching(/^[a-z-]+$/)]);
    if (body.includes('RoundRobin')) return;
    // One that the model catches before is not the reason why there is none.
    const other = 'filters.graphcol { inherit services; infrastructure = { }; }';
    const later = await gendist(`let r = builtins.tryEval (${other}); in if r.success then r.value else ${body}`);
    expect(JSON.parse(later.stdout).reason).toEqual(reason);
    const caught = await gendist(
      `let r = builtins.tryEval (${body}); in if r.success then r.value else { a = [ "t2" ]; }`,
    );
    expect(caught.plan, caught.stderr).toEqual({ a: ['t2'] });
  });
});

test('explicit containers come back where a service stays on its target', async () => {
  const initial = makeFolder({
    'd.nix':
      '{ infrastructure }: { a.targets = [ { target = infrastructure.t1; container = "jboss"; } { target = infrastructure.t2; container = "tomcat"; } ]; b = [ infrastructure.t3 ]; }',
    'q.nix':
      '{ initialDistribution, services, infrastructure, filters, ... }: filters.order { inherit infrastructure; distribution = initialDistribution; targetProperty = "cost"; } // { c = [ "t1" ]; }',
  });
  const files = ['-d', `${initial.path}/d.nix`, '-q', `${initial.path}/q.nix`];
  const run = await runIn(folder.path, ['gendist', '-s', 's.nix', '-i', 'i.nix', ...files]);
  initial.remove();
  expect(run).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: `{ infrastructure }:

{
  a = { targets = [ { target = infrastructure.t1; container = "jboss"; } { target = infrastructure.t2; container = "tomcat"; } ]; };
  b = [ infrastructure.t3 ];
  c = [ infrastructure.t1 ];
}
`,
  });
});

test('with --xml the QoS model is still Nix', async () => {
  const xml = makeFolder({
    's.xml': '<services><service name="a"><property name="name" type="string">a</property></service></services>',
    'i.xml':
      '<infrastructure version="2"><target name="t1"><properties type="attrs"><property name="hostname" type="string">h</property></properties></target></infrastructure>',
    'q.nix': '{ initialDistribution, ... }: initialDistribution',
  });
  const run = await runIn(xml.path, ['gendist', '--xml', '-s', 's.xml', '-i', 'i.xml', '-q', 'q.nix']);
  xml.remove();
  expect(run).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: '{ infrastructure }:\n\n{\n  a = [ infrastructure.t1 ];\n}\n',
  });
});

test('the forms of a distribution', async () => {
  const run = async (...words: string[]) =>
    (await runIn(folder.path, ['gendist', '-s', 's.nix', '-i', 'i.nix', '-d', 'initial.nix', ...words])).stdout;
  expect(await run()).toBe(
    '{ infrastructure }:\n\n{\n  a = [ infrastructure.t3 ];\n  b = [ infrastructure.t1 infrastructure.t2 ];\n  c = [ ];\n}\n',
  );
  expect(await run('--form', 'names')).toContain('"b" = [\n    "t1"\n    "t2"\n  ];');
  expect(await run('--output-xml')).toContain('<mapping>\n      <target>t3</target>\n    </mapping>');
});

describe('divide and minsetcover as commands', () => {
  const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];
  const divide = (strategy: string, ...extra: string[]) =>
    runIn(folder.path, [
      'divide',
      '--strategy',
      strategy,
      ...models,
      '--service-property',
      'mem',
      '--target-property',
      'mem',
      '--json',
      ...extra,
    ]);

  test.each([
    ['greedy', { a: ['t1'], b: ['t1'], c: ['t2'] }],
    ['highest-bidder', { a: ['t2'], b: ['t1'], c: ['t2'] }],
    ['lowest-bidder', { a: ['t3'], b: ['t1'], c: ['t1'] }],
  ])('%s gives what the original gives', async (strategy, distribution) => {
    expect(JSON.parse((await divide(strategy)).stdout)).toMatchObject({ distribution });
  });

  test('exact finds a division, in several dimensions', async () => {
    const run = await divide('exact', '--service-property', 'mem', '--target-property', 'cost');
    expect(JSON.parse(run.stdout).distribution).toEqual({ a: ['t1'], b: ['t2'], c: ['t2'] });
  });

  test('that there is none is exit code 1, with what is short', async () => {
    const run = await divide('exact', '--service-property', 'mem', '--target-property', 'hostnme');
    expect(run).toMatchObject({ exitCode: 2 });
    const small = makeFolder({
      'i.nix': '{ t1 = { properties.mem = 250; }; }',
      'd.nix':
        '{ infrastructure }: { a = [ infrastructure.t1 ]; b = [ infrastructure.t1 ]; c = [ infrastructure.t1 ]; }',
    });
    const words = [
      'divide',
      '--strategy',
      'exact',
      '-s',
      `${folder.path}/s.nix`,
      '-i',
      'i.nix',
      '-d',
      'd.nix',
      '--service-property',
      'mem',
      '--target-property',
      'mem',
    ];
    const none = await runIn(small.path, words);
    small.remove();
    expect(none.stderr).toMatch(/mem is short by 50 on "t1"/);
    expect(none).toMatchObject({ exitCode: 1, stdout: '' });
  });

  test('the cheapest targets', async () => {
    const run = await runIn(folder.path, ['minsetcover', ...models, '--target-property', 'cost', '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ distribution: { a: ['t3'], b: ['t3'], c: ['t3'] }, optimal: true });
    expect(run.stderr).toContain('cost 50 on 1 of 3 targets; no cover costs less');
  });

  test('a service without candidates is an answer', async () => {
    const run = await runIn(folder.path, [
      'minsetcover',
      '-s',
      's.nix',
      '-i',
      'i.nix',
      '-d',
      'initial.nix',
      '--target-property',
      'cost',
    ]);
    expect(run.stderr).toContain('service "c" has no candidate targets');
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

test('augment-infra prints the augmented infrastructure model, which every command reads', async () => {
  const extra = makeFolder({
    'augment.nix':
      '{ infrastructure, lib }: lib.mapAttrs (name: target: lib.recursiveUpdate target { properties.rack = "r-${name}"; }) infrastructure',
  });
  const run = await runIn(folder.path, [
    'augment-infra',
    '-i',
    'i.nix',
    '-a',
    `${extra.path}/augment.nix`,
    '--output-file',
    `${extra.path}/out.nix`,
  ]);
  expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  const value = await runIn(extra.path, ['eval', 'out.nix', '-A', 't2.properties.rack']);
  expect(value.stdout).toBe('"r-t2"\n');
  expect((await runIn(extra.path, ['visualize-infra', '-i', 'out.nix'])).exitCode).toBe(0);
  extra.remove();
});

test.each([[['-i', 'i.nix', '-d', 'initial.nix'], 'initial.nix', 'the distribution lists none for it']])(
  'without a QoS model a service without targets is told with its reason: %j',
  async (models, place, reason) => {
    const files = makeFolder({
      'none.nix': '{ }',
      's.nix': '{ c = { }; }',
      'i.nix': '{ t = { }; }',
      'initial.nix': '{ c = [ ]; }',
    });
    const run = await runIn(files.path, ['gendist', '-s', 's.nix', ...models, '--json']);
    files.remove();
    expect(JSON.parse(run.stdout)).toEqual({
      version: 1,
      distribution: { c: [] },
      findings: [
        {
          severity: 'warning',
          code: 'no-candidates',
          message: 'no target is left for service "c"',
          file: place,
          hint: reason,
          subject: { kind: 'service', name: 'c' },
        },
      ],
    });
    expect(run.stderr).toBe(
      `warning: no target is left for service "c" [no-candidates]\n  at ${place}\n  hint: ${reason}\n`,
    );
  },
);

test.each([[[]], [['--json']], [['-q', 'q.nix']]])('without any machine there is no distribution: %j', async more => {
  const files = makeFolder({
    'none.nix': '{ }',
    's.nix': '{ c = { name = "c"; type = "process"; }; }',
    'q.nix': '{ initialDistribution, ... }: initialDistribution',
  });
  const run = await runIn(files.path, ['gendist', '-s', 's.nix', '-i', 'none.nix', ...more]);
  files.remove();
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain(
    'error: the infrastructure model has no targets, so no service can be distributed [no-targets]',
  );
});
