import { afterEach, describe, expect, test } from 'vitest';
import { makeFolder, type Run, runIn } from '../harness.ts';

const services = `{ system, pkgs, ... }: rec {
  a = { name = "a"; };
  b = { name = "b"; dependsOn = { inherit a; }; };
}`;
const infrastructure = '{ t1 = { properties.hostname = "t1"; }; t2 = { properties.hostname = "t2"; }; }';
const distribution = '{ infrastructure }: { a = [ infrastructure.t1 ]; b = [ infrastructure.t1 infrastructure.t2 ]; }';

let folder = makeFolder({});
afterEach(() => folder.remove());

async function plan(
  files: Record<string, string>,
  command = 'multiwaycut',
  extra: readonly string[] = [],
): Promise<Run> {
  folder.remove();
  folder = makeFolder({ 's.nix': services, 'i.nix': infrastructure, 'd.nix': distribution, ...files });
  const models =
    command === 'graphcol' ? ['-s', 's.nix', '-i', 'i.nix'] : ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];
  return await runIn(folder.path, [command, ...models, ...extra]);
}

/** The codes of the errors that a run told, in its order. */
function codesOf({ stderr }: Run): readonly (string | undefined)[] {
  return [...stderr.matchAll(/^error: .*\[([a-z-]+)\]$/gm)].map(([, code]) => code);
}

test('the models of this test are right', async () => {
  expect((await plan({})).exitCode).toBe(0);
  expect((await plan({}, 'graphcol')).exitCode).toBe(0);
});

describe('wrong input ends in exit code 2, nothing on stdout, and a message with its place', () => {
  test.each([
    ['a syntax error', { 's.nix': '{\n  a = { name = ; };\n}' }, /syntax\][\s\S]*s\.nix:2:16/],
    [
      'an undefined variable',
      { 's.nix': '{ pkgs }: { a = { type = tpye; }; }' },
      /undefined variable 'tpye'[\s\S]*s\.nix:1:26/,
    ],
    ['a missing file', { 's.nix': 'import ./gone.nix' }, /gone\.nix[\s\S]*s\.nix:1:/],
    [
      'a dependency on a service that is not in the model',
      { 's.nix': '{ web = { dependsOn = { db = { name = "databse"; }; }; }; database = {}; }' },
      /depends on "databse"[\s\S]*s\.nix:1:25[\s\S]*did you mean "database"/,
    ],
    [
      'a distribution that names an unknown target',
      { 'd.nix': '{ infrastructure }: {\n  a = [ infrastructure.t3 ];\n}' },
      /attribute 't3' missing[\s\S]*d\.nix:2:\d+[\s\S]*did you mean/,
    ],
    [
      'a distribution that names an unknown service',
      { 'd.nix': '{ infrastructure }: {\n  aa = [ infrastructure.t1 ];\n}' },
      /names service "aa"[\s\S]*d\.nix:2:3/,
    ],
    ['a misspelt key', { 's.nix': '{ a = { dependOn = { }; }; }' }, /"dependOn"[\s\S]*did you mean "dependsOn"/],
    [
      'an argument that nobody gives',
      { 's.nix': '{ processManager }: { }' },
      /asks for the argument "processManager"[\s\S]*--extra-params/,
    ],
    ['a model that is no set', { 's.nix': '[ ]' }, /the services model is a list/],
  ])('%s', async (_, files, message) => {
    const run = await plan(files);
    expect(run.stderr).toMatch(message);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('a file that is not there names the nearest one that is', async () => {
    folder.remove();
    folder = makeFolder({ 'services.nix': services });
    const run = await runIn(folder.path, ['visualize-services', '-s', 'servces.nix']);
    expect(run.stderr).toMatch(/servces\.nix[\s\S]*did you mean "services\.nix"/);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('all mistakes of all models are told in one run', async () => {
    const run = await plan({ 's.nix': '{ a = { dependOn = {}; }; b = { type = 1; }; }', 'i.nix': '{ t1 = 3; }' });
    expect(run.stderr.match(/^error:/gm)).toHaveLength(3);
  });

  test('a wrong services model hides nothing about the others, and brings no complaints of its own about them', async () => {
    const broken = '{ a = { dependOn = {}; }; b = 3; }';
    const d = '{ infrastructure }: { a = [ "t1" ]; b = [ "t3" ]; c = [ "t1" ]; }';
    const run = await plan({ 's.nix': broken, 'd.nix': d });
    expect(codesOf(run)).toEqual(['service', 'misspelt-key', 'unknown-target', 'unknown-service']);
    expect(codesOf(await plan({ 's.nix': '{ a = ; }', 'd.nix': d }))).toEqual(['syntax', 'unknown-target']);
    expect(codesOf(await plan({ 's.nix': '[ ]', 'd.nix': d }))).toEqual(['services-model', 'unknown-target']);
  });

  test('what a wrong target brings about in the distribution is not told', async () => {
    expect(codesOf(await plan({ 'i.nix': '{ t1 = 3; t2 = throw "gone"; }' }))).toEqual(['target', 'thrown']);
    expect(codesOf(await plan({ 'i.nix': '{ t1 = ; }' }))).toEqual(['syntax']);
  });

  test('mistakes in the models, in the pools and in the ids file are told together', async () => {
    const files = { 's.nix': '{ a = 1; }', 'r.nix': '{ p = { min = 1; }; }', 'ids.nix': '{ ids = 1; }' };
    const run = await plan(files, 'id-assign', ['--id-resources', 'r.nix', '--ids', 'ids.nix']);
    expect(codesOf(run)).toEqual(['service', 'unknown-service', 'pool-range', 'ids-file']);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test.each([
    ['min above max', 'ports = { min = 9; max = 1; };', /ports[\s\S]*min/],
    ['a step below 1', 'ports = { min = 1; max = 9; step = 0; };', /step/],
    ['an unknown scope', 'ports = { min = 1; max = 9; scope = "globl"; };', /globl[\s\S]*did you mean "global"/],
    ['no max', 'ports = { min = 1; };', /max/],
    ['a misspelt key', 'ports = { min = 1; max = 9; stpe = 2; };', /stpe[\s\S]*did you mean "step"/],
  ])('a pool with %s', async (_, pool, message) => {
    const run = await plan({ 'r.nix': `{\n  ${pool}\n}` }, 'id-assign', ['--id-resources', 'r.nix']);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).toMatch(/r\.nix:2:/);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('"there is no such plan" is exit code 1 with the reason', () => {
  test('too few targets for a colouring', async () => {
    const run = await plan({ 'i.nix': '{ t1 = {}; }' }, 'graphcol');
    expect(run.stderr).toMatch(/at least 2 targets are needed.*there is 1 target.*a, b/s);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  });

  test('services without candidates, each named', async () => {
    const run = await plan({ 'd.nix': '{ infrastructure }: { a = [ ]; b = [ ]; }' });
    expect(run.stderr).toMatch(/"a"[\s\S]*"b"/);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  });

  test('a pool that runs dry names the pool, its range, and who got nothing', async () => {
    const s = 'rec { a = { requiresUniqueIdsFor = [ "p" ]; }; b = a // { name = "b"; }; c = a // { name = "c"; }; }';
    const files = { 's.nix': s, 'r.nix': '{ p = { min = 5; max = 6; }; }' };
    folder.remove();
    folder = makeFolder(files);
    const run = await runIn(folder.path, ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix']);
    expect(run.stderr).toMatch(/pool "p" \(5 to 6\).*: c gets nothing/);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

test('names of every kind are ordinary names in every command', async () => {
  const names = ['__proto__', 'constructor', 'a"b\\\\', '10', 'ünï', 'with space', '${x}', '<b>&amp;', 'toString'];
  const quoted = names.map(name => `"${name.replace(/"/g, '\\"').replace(/\$/g, '\\$')}"`);
  const files = {
    's.nix': `rec { ${quoted.map(name => `${name} = { name = ${name}; };`).join('\n')}
      last = { dependsOn = { x = { name = ${quoted[0]}; }; y = { name = ${quoted[2]}; }; }; requiresUniqueIdsFor = [ "__proto__" ]; }; }`,
    'i.nix': `{ ${quoted.map(name => `${name} = {};`).join('\n')} }`,
    'd.nix': `{ infrastructure }: { last = builtins.attrValues infrastructure; ${quoted.map(name => `${name} = [ ${name} ];`).join('\n')} }`,
    'r.nix': '{ "__proto__" = { min = 1; max = 2; }; }',
  };
  for (const extra of [
    [],
    ['--json'],
    ['--output-graph'],
    ['--output-resolved-graph'],
    ['--output-resolved-graph', '--format', 'svg'],
  ]) {
    expect(await plan(files, 'multiwaycut', extra)).toMatchObject({ exitCode: 0 });
    expect(await plan(files, 'graphcol', extra)).toMatchObject({ exitCode: 0 });
  }
  expect((await plan(files, 'multiwaycut')).stdout).toContain('"a\\"b\\\\" = [\n    "a\\"b\\\\"\n  ];');
  const ids = await plan(files, 'id-assign', ['--id-resources', 'r.nix']);
  expect(ids.stdout).toContain('"__proto__" = {\n      "last" = 1;');
  for (const command of ['visualize-services', 'visualize-infra']) {
    const model = command === 'visualize-infra' ? ['-i', 'i.nix'] : ['-s', 's.nix'];
    expect(await runIn(folder.path, [command, ...model, '--format', 'svg'])).toMatchObject({ exitCode: 0 });
  }
});

test('two runs print the same bytes', async () => {
  for (const extra of [[], ['--output-graph'], ['--output-graph', '--format', 'svg']]) {
    expect((await plan({}, 'multiwaycut', extra)).stdout).toBe((await plan({}, 'multiwaycut', extra)).stdout);
  }
});

test('-s - reads the services model from standard input', async () => {
  folder.remove();
  folder = makeFolder({});
  const run = await runIn(folder.path, ['visualize-services', '-s', '-'], { input: '{ fromStdin = {}; }' });
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(run.stdout).toContain('fromStdin');
});
