import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { makeFolder, type Run, runCommand, runIn } from '../harness.ts';
import { lane } from '../rounds.ts';

const examples = 'examples/check';
const codes = readdirSync(examples).filter(name => !name.endsWith('.md'));
const files = [
  ['--services', 'services.nix'],
  ['--infrastructure', 'infrastructure.nix'],
  ['--distribution', 'distribution.nix'],
  ['--id-resources', 'idresources.nix'],
  ['--ids', 'ids.nix'],
  ['--policy', 'placement.nix'],
] as const;

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly hint?: string;
}

describe.each(codes)('%s', code => {
  it('is found in the failing model, and alone, with a place and a hint', async () => {
    const folder = join(examples, code, 'failing');
    const { findings } = JSON.parse((await runOn(folder, '--json')).stdout) as { findings: readonly Finding[] };
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.code).toBe(code);
      expect(finding.hint).toBeTruthy();
      expect(finding.file).toMatch(/\.nix$/);
    }
    const hasErrors = findings.some(({ severity }) => severity === 'error');
    expect((await runOn(folder)).exitCode).toBe(hasErrors ? 1 : 0);
    expect((await runOn(folder, '--strict')).exitCode).toBe(1);
    expect((await runOn(folder)).stdout).toBe(readFileSync(join(folder, 'expected.txt'), 'utf8'));
  });

  it('is not found in the passing model, nor anything else', async () => {
    const outcome = await runOn(join(examples, code, 'passing'), '--strict');
    expect(outcome).toMatchObject({ exitCode: 0, stdout: '', stderr: '0 errors, 0 warnings\n' });
  });
});

describe('containers', () => {
  const services =
    '{ ... }: rec { db.type = "sql"; worker.type = "process"; tool.type = "package"; other.type = "process"; }';
  const distribution = '{ db = [ "t1" ]; worker = [ "t2" ]; tool = [ "t1" ]; other = [ "t1" "t2" ]; }';

  test.each([
    ['are not known where no target speaks of them', '{ t1 = { }; t2 = { }; }', []],
    [
      'of a target that lists none are not known either, and told in a warning where another one lists some',
      '{ t1 = { }; t2.containers.process = { }; }',
      ['warning db', 'warning other'],
    ],
    [
      'of processes are a warning, once, where no target lists them',
      '{ t1.containers.sql = { }; t2 = { }; }',
      ['warning other and 1 other'],
    ],
    ['are none in an empty list', '{ t1.containers = { }; t2 = { }; }', ['error db t1', 'warning other and 1 other']],
    [
      'may be listed as supported types',
      '{ t1 = { properties.supportedTypes = [ "sql" "process" ]; containers = { }; }; t2.supportedTypes = [ "process" ]; }',
      [],
    ],
  ])('%s', async (_, infrastructure, expected) => {
    expect(await tellContainers({ services, infrastructure, distribution })).toEqual(expected);
  });

  test('that services provide are known by these', async () => {
    const provided = {
      services:
        '{ ... }: rec { engine = { type = "process"; providesContainer = "sql"; }; a.type = "sql"; b.type = "sql"; c.type = "web"; }',
      infrastructure: '{ t1 = { }; t2 = { }; }',
      distribution: '{ engine = [ "t1" ]; a = [ "t1" ]; b = [ "t2" ]; c = [ "t2" ]; }',
    };
    expect(await tellContainers(provided)).toEqual(['error b t2']);
  });

  test('that the distribution names are errors, whatever the type', async () => {
    const named = {
      services,
      infrastructure: '{ t1.containers.sql = { }; t2 = { }; }',
      distribution: '{ db = { targets = [ { target = "t1"; container = "sql2"; } ]; }; }',
    };
    expect(await tellContainers(named)).toEqual(['error db t1']);
  });
});

test('a service that goes into a container of another one shares its port', async () => {
  const engine = 'engine = { type = "process"; providesContainer = "web"; httpPort = 8080; }';
  const models = (type: string) => ({
    services: `{ ... }: { ${engine}; shop = { type = "${type}"; port = 8080; }; }`,
    infrastructure: '{ t1 = { }; }',
    distribution: '{ engine = [ "t1" ]; shop = [ "t1" ]; }',
  });
  expect(await codesFoundIn(models('web'))).toEqual([]);
  expect(await codesFoundIn(models('process'))).toEqual(['port-conflict']);
});

test('what planners refuse is told before', async () => {
  const models = (web: string) => ({
    services: `{ ... }: rec { db = { name = "db"; }; web = { name = "web"; dependsOn = { inherit db; }; ${web} }; }`,
    infrastructure: '{ t1 = { }; t2 = { }; }',
    distribution: '{ db = [ "t1" ]; web = [ "t1" ]; }',
  });
  expect(await codesFoundIn(models('linkWeights.db = 2; pinnedTo = "t1";'))).toEqual([]);
  expect(await codesFoundIn(models('linkWeights.dbb = 2;'))).toEqual(['link-weights']);
  expect(await codesFoundIn(models('linkWeights.db = 0;'))).toEqual(['link-weights']);
  expect(await codesFoundIn(models('pinnedTo = "t3";'))).toEqual(['pin']);
  expect(await codesFoundIn(models('activatesAfter = { inherit (throw "x") y; };'))).toEqual(['thrown']);
  expect(await codesFoundIn(models('activatesAfter.bd = { name = "bd"; };'))).toEqual(['unknown-dependency']);
  expect(await codesFoundIn(models('activatesAfter = { inherit db; };'))).toEqual([]);
});

test('an id that a service does not want any more is stale, and no port of it', async () => {
  const models = (wanted: string) => ({
    services: `{ ... }: { old.requiresUniqueIdsFor = [ ${wanted} ]; fresh.port = 3001; }`,
    infrastructure: '{ t1 = { }; }',
    distribution: '{ old = [ "t1" ]; fresh = [ "t1" ]; }',
    idresources: '{ ports = { min = 3000; max = 3009; }; }',
    ids: '{ ids.ports.old = 3001; lastAssignments.ports = 3001; }',
  });
  expect(await codesFoundIn(models('"ports"'))).toEqual(['port-conflict']);
  expect(await codesFoundIn(models(''))).toEqual(['id-stale']);
});

/** `error SERVICE TARGET` for each missing container, `warning SERVICE and so on` for those of processes. */
async function tellContainers(models: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = makeFolder(Object.fromEntries(Object.entries(models).map(([name, text]) => [`${name}.nix`, text])));
  const { findings } = JSON.parse((await runOn(folder.path, '--json')).stdout) as {
    findings: readonly (Finding & { readonly message: string })[];
  };
  folder.remove();
  return findings
    .filter(({ code }) => code === 'missing-container')
    .map(({ severity, message }) => {
      const [, service, more, target] =
        /^service "(\w+)"( and \d+ other)?s? go.*(?:target "(\w+)"|not list)/.exec(message) ?? [];
      return `${severity} ${service}${more ?? ''}${target === undefined ? '' : ` ${target}`}`;
    });
}

test('every finding of the checks has its example', async () => {
  const sources = readdirSync('src/plan/check').map(name => readFileSync(join('src/plan/check', name), 'utf8'));
  const told = sources
    .flatMap(text => [...text.matchAll(/(?:error|warn|warning|tell)\(\s*'([a-z-]+)'/g)])
    .map(([, code]) => code);
  expect(told.length).toBeGreaterThan(12);
  expect(codes).toEqual(expect.arrayContaining([...new Set(told)]));
});

test('a model that cannot be read ends in exit code 2, and the others are still looked at', async () => {
  const folder = makeFolder({ 'services.nix': '{ a = { type = tpye; }; }', 'idresources.nix': '{ p = { mx = 1; }; }' });
  const outcome = await runOn(folder.path, '--json');
  folder.remove();
  expect(outcome.exitCode).toBe(2);
  const { findings } = JSON.parse(outcome.stdout) as { findings: readonly Finding[] };
  expect(new Set(findings.map(({ code }) => code))).toEqual(
    new Set(['undefined-variable', 'misspelt-key', 'pool-range']),
  );
});

test('what follows from a mistake in the pools or in the ids file is not told, what does not is', async () => {
  const services = 'let a = { requiresUniqueIdsFor = [ "p" ]; dependsOn.a = a; }; in { inherit a; }';
  const wrongPools = await codesFoundIn({
    services,
    idresources: '{ p = { min = 1; mx = 9; }; }',
    ids: '{ ids.p.a = 3; }',
  });
  expect(wrongPools).toEqual(['misspelt-key', 'pool-range', 'dependency-cycle']);
  const wrongIds = await codesFoundIn({
    services,
    idresources: '{ p = { min = 1; max = 9; }; }',
    ids: '{ ids.p = 3; }',
  });
  expect(wrongIds).toEqual(['ids-file', 'dependency-cycle']);
  const noIds = await codesFoundIn({ services, idresources: '{ p = { min = 1; max = 9; }; }', ids: '{' });
  expect(noIds).toEqual(['syntax', 'dependency-cycle']);
});

test('a model that is no XML cannot be read', async () => {
  const folder = makeFolder({ 'services.xml': '<services>' });
  expect(await run(folder.path, ['-s', 'services.xml', '--xml'])).toMatchObject({
    exitCode: 2,
    stderr: '1 error, 0 warnings\n',
  });
  folder.remove();
});

test('a target that fails is one finding', async () => {
  const folder = makeFolder({ 'infrastructure.nix': '{ t = throw "gone"; }' });
  expect(await run(folder.path, ['-i', 'infrastructure.nix'])).toMatchObject({
    exitCode: 2,
    stderr: '1 error, 0 warnings\n',
  });
  folder.remove();
});

test('what cannot be checked alone is refused', async () => {
  for (const [words, message] of [
    [[], 'nothing to check'],
    [['-d', 'd.nix'], 'only be checked with'],
    [['--ids', 'ids.nix'], 'only be checked with'],
  ] as const) {
    const { exitCode, stdout, stderr } = await run('.', words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  }
});

test('ports are compared wherever they come from', async () => {
  const folder = makeFolder({
    'services.nix': `{ ... }: {
      a = { httpPort = 8080; rpcPort = 8082; };
      b = { port = 8082; };
      c = { requiresUniqueIdsFor = [ "influxdbPorts" ]; };
      d = { port = 0; };
      e = { port = 0; report = 8080; };
    }`,
    'infrastructure.nix': '{ t = { }; }',
    'distribution.nix':
      '{ infrastructure }: builtins.mapAttrs (n: v: [ infrastructure.t ]) { a = 1; b = 1; c = 1; d = 1; e = 1; }',
    'idresources.nix': '{ influxdbPorts = { min = 8080; max = 8099; block = 3; }; }',
    'ids.nix': '{ ids.influxdbPorts.c = 8080; }',
  });
  const outcome = await runOn(folder.path);
  folder.remove();
  const pairs = [...outcome.stdout.matchAll(/services "(.)" .* and "(.)" .* both want port (\d+)/g)].map(match =>
    match.slice(1),
  );
  expect(pairs).toEqual([
    ['a', 'c', '8080'],
    ['b', 'c', '8082'],
    ['a', 'b', '8082'],
  ]);
});

test.skipIf(lane === 'fast')('a port that very many services have is told of each, and not for each two', async () => {
  const names = Array.from({ length: 400 }, (_, i) => `s${i}`);
  const codes = await codesFoundIn({
    services: `{ ${names.map(name => `${name}.port = 80;`).join(' ')} }`,
    infrastructure: '{ t = { }; }',
    distribution: `{ infrastructure }: { ${names.map(name => `${name} = [ infrastructure.t ];`).join(' ')} }`,
  });
  // Each is compared with the ten before it: with all of them it would be two million findings.
  expect(codes.length).toBe(names.reduce((sum, _, i) => sum + Math.min(i, 10), 0));
  expect(new Set(codes)).toEqual(new Set(['port-conflict']));
});

/** Checks the models that are in a folder. */
function runOn(folder: string, ...more: readonly string[]): Promise<Run> {
  const words = files.filter(([, name]) => existsSync(join(folder, name))).flat();
  return run(folder, [...words, ...more]);
}

function run(folder: string, words: readonly string[]): Promise<Run> {
  return runIn(folder, ['check', ...words]);
}

/** The codes of what is found in a folder with these models, in its order. */
async function codesFoundIn(models: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = makeFolder(Object.fromEntries(Object.entries(models).map(([name, text]) => [`${name}.nix`, text])));
  const outcome = await runOn(folder.path, '--json');
  folder.remove();
  const { findings } = JSON.parse(outcome.stdout) as { findings: readonly Finding[] };
  return findings.map(({ code }) => code);
}

test.each([
  ['a pinned id that is reserved takes none of the others', '{ min = 1; max = 2; reserved = [ 2 ]; }', '{ }', []],
  [
    'ids that nobody wants and that are no ids of the pool fill it not',
    '{ min = 1; max = 2; }',
    '{ x = 8; y = 9; }',
    [],
  ],
  ['released ids make room', '{ min = 1; max = 2; }', '{ a = 1; x = 2; }', []],
  ['a pool that is too small', '{ min = 2; max = 2; }', '{ }', ['pool-too-small']],
])('%s', async (_what, pool, assigned, expected) => {
  const services = '{ a.pinnedIds.p = 2; b.requiresUniqueIdsFor = [ "p" ]; }';
  const found = await codesFoundIn({ services, idresources: `{ p = ${pool}; }`, ids: `{ ids.p = ${assigned}; }` });
  const about = found.filter(code => !['id-stale', 'id-missing', 'id-not-pinned', 'pool-nearly-full'].includes(code));
  expect(about).toEqual(expected);
});

test('pools of one space that take each other the numbers', async () => {
  const services = '{ a.requiresUniqueIdsFor = [ "p" ]; b.requiresUniqueIdsFor = [ "q" ]; }';
  const pool = '{ min = 1; max = 1; space = "tcp"; }';
  const folder = makeFolder({ 'services.nix': services, 'idresources.nix': `{ p = ${pool}; q = ${pool}; }` });
  const { exitCode, stdout } = await runOn(folder.path);
  folder.remove();
  expect(exitCode).toBe(1);
  expect(stdout).toContain('pool "q" (1 to 1) has no id left for b, as pools of the space "tcp" share their numbers');
});

test('pools of machine scope are not too small where no distribution says who shares a machine', async () => {
  const services = '{ a.requiresUniqueIdsFor = [ "p" ]; b.requiresUniqueIdsFor = [ "p" ]; }';
  const idresources = '{ p = { min = 1; max = 1; scope = "machine"; }; }';
  expect(await codesFoundIn({ services, idresources, ids: '{ }' })).toEqual(['id-missing', 'id-missing']);
});

test('one id on many machines is doubled only where two of its services meet', async () => {
  const service = '{ requiresUniqueIdsFor = [ "p" ]; }';
  const folder = makeFolder({
    'services.nix': `{ a = ${service}; b = ${service}; c = ${service}; d = ${service}; }`,
    'infrastructure.nix': '{ s = { }; t = { }; u = { }; }',
    'distribution.nix': '{ infrastructure }: with infrastructure; { a = [ s ]; b = [ t ]; c = [ u t ]; d = [ u s ]; }',
    'idresources.nix': '{ p = { min = 1; max = 100; scope = "machine"; }; }',
    'ids.nix': '{ ids.p = { a = 5; b = 5; c = 5; d = 5; }; }',
  });
  const { stdout } = await runOn(folder.path);
  folder.remove();
  const pairs = [...stdout.matchAll(/services "(.)" and "(.)" both have the id 5/g)].map(match => match.slice(1));
  expect(pairs).toEqual([
    ['b', 'c'],
    ['c', 'd'],
  ]);
});

test('a service whose targets are all unknown is told once, and one that is listed nowhere as that', async () => {
  const { stdout } = await runCommand(
    'check',
    {
      's.nix':
        '{ ... }: rec { a = { name = "a"; dependsOn = { inherit b; }; }; b = { name = "b"; }; c = { name = "c"; }; }',
      'i.nix': '{ t1.properties = { }; }',
      'd.json': '{ "a": [ "t1" ], "b": [ "t2" ] }',
    },
    ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.json', '--json'],
  );
  const codes = JSON.parse(stdout).findings.map(({ code, subject }: Finding) => [code, subject?.name]);
  expect(codes).toEqual([
    ['unknown-target', 'b'],
    ['undistributed-service', 'c'],
  ]);
});

interface Finding {
  readonly code: string;
  readonly subject?: { readonly name: string };
}
