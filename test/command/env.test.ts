import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

const files = {
  'services.nix': `{ ... }:
let ids = if builtins.pathExists ./ids.nix then (import ./ids.nix).ids else { }; in rec {
  db = { name = "db"; type = "process"; pkg = null; requiresUniqueIdsFor = [ "ports" ]; port = ids.ports.db or 0; };
  web = { name = "web"; type = "process"; pkg = null; dependsOn = { inherit db; }; };
}`,
  'infrastructure.nix': `{
  m1 = { properties.hostname = "m1"; containers = { process = { }; wrapper = { }; }; };
  m2 = { properties.hostname = "m2"; containers.process = { }; };
}`,
  'augment.nix': `{ infrastructure, lib }:
lib.mapAttrs (name: machine: machine // { properties = machine.properties // { zone = "a"; }; }) infrastructure`,
  'qos.nix':
    '{ initialDistribution, lib, ... }: lib.mapAttrs (name: targets: [ (lib.head targets) ]) initialDistribution',
  'idresources.nix': '{ ports = { min = 8000; max = 8010; }; }',
  'packages.nix': '{ }',
  'discover.json': '{ "m2": { "properties": { "hostname": "m2", "memory": "512" }, "containers": { "process": {} } } }',
  'bin/discover':
    '#!/bin/sh\nprintf "%s|" "$@" > asked\ncat discover.json\nexit $(cat discovery-code 2>/dev/null || echo 0)\n',
  // Writes down what it was given, as whole words, and ends as it is told to.
  'bin/disnix-env': `#!/bin/sh
for word in "$@"; do printf '%s\\n' "$word"; done > seen
cp "$4" seen-infrastructure.nix
cp "$6" seen-distribution.nix
cp ids.nix seen-ids.nix 2>/dev/null
exit $(cat code 2>/dev/null || echo 0)
`,
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
  for (const name of readdirSync(join(folder.path, 'bin'))) chmodSync(join(folder.path, 'bin', name), 0o755);
});
afterEach(() => folder.remove());

const models = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-q', 'qos.nix'];

function env(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const path = `${join(folder.path, 'bin')}${delimiter}${process.env['PATH'] ?? '/bin'}`;
  return runIn(folder.path, ['env', '--state', 'state', ...words], { environment: { PATH: path, ...environment } });
}

/** The words that disnix-env was given, with the folder left out. */
function seen(): readonly string[] {
  return (folder.read()['seen'] ?? '').replaceAll(`${folder.path}/`, '').trimEnd().split('\n');
}

const read = (file: string): string => folder.read()[file] ?? '';

describe('one round', () => {
  test('plans by the QoS model, and deploys with disnix-env', async () => {
    expect(await env(models)).toMatchObject({ exitCode: 0 });
    const distribution = ['-d', 'state/distribution.nix', '--profile', 'default'];
    expect(seen()).toEqual(['-s', 'services.nix', '-i', 'infrastructure.nix', ...distribution]);
    expect(read('seen-distribution.nix')).toContain('db = [ infrastructure.m1 ]');
    expect(read('state/current.json')).toContain('"db"');
  });

  test('passes on every option that disnix-env knows: each one', async () => {
    const words = [
      ...['-P', 'packages.nix', '--interface', 'my-client', '--target-property', 'hostname', '-m', '4', '--keep', '2'],
      ...['--coordinator-profile-path', 'profiles', '--extra-params', '{ a = "b c"; }', '--deploy-state'],
      ...['--build-on-targets', '--no-upgrade', '--no-lock', '--no-coordinator-profile', '--no-target-profiles'],
      ...['--no-migration', '--delete-state', '--depth-first', '--show-trace', '--disnix-option=--new'],
    ];
    expect(await env([...models, '-p', 'shop', ...words])).toMatchObject({ exitCode: 0 });
    expect(seen().slice(6)).toEqual([
      ...[
        '--profile',
        'shop',
        '--packages',
        'packages.nix',
        '--interface',
        'my-client',
        '--target-property',
        'hostname',
      ],
      ...['--max-concurrent-transfers', '4', '--keep', '2', '--coordinator-profile-path', 'profiles'],
      ...['--extra-params', '{ a = "b c"; }', '--deploy-state', '--build-on-targets', '--no-upgrade', '--no-lock'],
      ...['--no-coordinator-profile', '--no-target-profiles', '--no-migration', '--delete-state', '--depth-first'],
      ...['--show-trace', '--new'],
    ]);
  });

  test.each([
    ['--geninfra', ['--geninfra', 'discover one two'], {}],
    ['DYDISNIX_GENINFRA', [], { DYDISNIX_GENINFRA: 'discover one two' }],
    [
      '--discover-command',
      ['--discover-command', 'discover', '--discover-argument', 'one', '--discover-argument', 'two'],
      {},
    ],
  ])('discovers machines by %s', async (_, words, environment) => {
    expect(await env(['-s', 'services.nix', '-q', 'qos.nix', ...words], environment)).toMatchObject({ exitCode: 0 });
    expect(read('asked')).toBe('one|two|');
    // For disnix-env it is a model as any other, in Nix.
    expect(seen().slice(2, 4)).toEqual(['-i', 'state/infrastructure.nix']);
    expect(read('seen-infrastructure.nix')).toMatch(/"m2" = \{[\s\S]*"memory" = "512"/);
    expect(read('seen-distribution.nix')).toContain('db = [ infrastructure.m2 ]');
  });

  test('with an infrastructure model discovers nothing', async () => {
    expect(await env(models, { DYDISNIX_GENINFRA: 'discover' })).toMatchObject({ exitCode: 0 });
    expect(read('asked')).toBe('');
  });

  test('augments what is known of machines, under any profile', async () => {
    const words = ['-a', 'augment.nix', '-p', 'shop', '--coordinator-profile-path', 'profiles'];
    expect(await env([...models, ...words])).toMatchObject({ exitCode: 0 });
    expect(read('seen-infrastructure.nix')).toContain('"zone" = "a"');
    const discovered = ['-s', 'services.nix', '--geninfra', 'discover', '-a', 'augment.nix', '-p', 'shop'];
    expect(await env(discovered)).toMatchObject({ exitCode: 0 });
    expect(read('seen-infrastructure.nix')).toMatch(/"m2" = \{[\s\S]*"zone" = "a"/);
  });

  test('hands the catalogue of filters to the QoS model, not to anybody else', async () => {
    folder.write({
      'filters.nix':
        '{ referenceFilters, ... }: referenceFilters // { mine = distribution: { db = [ "m2" ]; web = [ "m2" ]; }; }',
      'qos.nix': '{ filters, initialDistribution, ... }: filters.mine initialDistribution',
    });
    const pools = ['--id-resources', 'idresources.nix', '--ids', 'ids.nix'];
    expect(await env([...models, '-F', 'filters.nix', ...pools])).toMatchObject({ exitCode: 0 });
    expect(read('seen-distribution.nix')).toContain('db = [ infrastructure.m2 ]');
  });

  test('deploys the profile that DISNIX_PROFILE names', async () => {
    await env(models, { DISNIX_PROFILE: 'shop' });
    expect(seen().slice(6)).toEqual(['--profile', 'shop']);
  });

  test('leaves nothing in the folder of temporary files', async () => {
    const before = readdirSync(tmpdir()).filter(name => /dydisnix|infrastructure/.test(name));
    await env(['-s', 'services.nix', '--geninfra', 'discover', '-a', 'augment.nix']);
    const after = readdirSync(tmpdir()).filter(name => /infrastructure/.test(name));
    expect(after.filter(name => !before.includes(name))).toEqual([]);
  });
});

describe('ids', () => {
  const pools = ['--id-resources', 'idresources.nix', '--ids', 'ids.nix'];

  test('are there while disnix-env runs, and kept with success alone', async () => {
    expect(await env([...models, ...pools])).toMatchObject({ exitCode: 0 });
    expect(read('seen-ids.nix')).toContain('8000');
    expect(read('ids.nix')).toBe(read('seen-ids.nix'));
    folder.write({
      'services.nix': files['services.nix']
        .replaceAll('"ports" ]; port', '"ports" ]; level = 1; port')
        .replace('pkg = null; dependsOn', 'pkg = null; requiresUniqueIdsFor = [ "ports" ]; dependsOn'),
      code: '1',
    });
    const before = read('ids.nix');
    expect(await env([...models, ...pools])).toMatchObject({ exitCode: 6 });
    expect([read('ids.nix'), read('seen-ids.nix').includes('8001')]).toEqual([before, true]);
  });

  test('without pools are a mistake that says what is missing', async () => {
    const { exitCode, stderr } = await env([...models, '--ids', 'ids.nix']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('ids are taken from pools')]);
    expect(stderr).toContain('--id-resources');
  });
});

describe('what is refused before anything is changed', () => {
  test.each([
    ['fails', '2', '{}'],
    ['is not complete', '1', files['discover.json']],
    ['prints no model', '0', '{ "m1": '],
  ])('a discovery that %s', async (_, code, text) => {
    folder.write({ 'discovery-code': code, 'discover.json': text });
    const { exitCode } = await env(['-s', 'services.nix', '--geninfra', 'discover']);
    expect([exitCode, read('seen'), read('state/pending.json')]).toEqual([2, '', '']);
  });

  test('a plan of nothing, where anything runs', async () => {
    await env(models);
    folder.write({ 'qos.nix': '{ ... }: { }', seen: '' });
    const { exitCode, stderr } = await env(models);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('everything that runs would be stopped')]);
    expect(read('seen')).toBe('');
  });

  test('a round without machines', async () => {
    const { exitCode, stderr } = await env(['-s', 'services.nix']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('which machines there are')]);
  });
});

describe('what runs in containers unlike its type', () => {
  test('is known to filters, and stays: nothing is undeployed', async () => {
    const place = (name: string) =>
      `<mapping><container>wrapper</container><service>h-${name}</service><target>m1</target></mapping>`;
    const service = (name: string) =>
      `<service name="h-${name}"><name>${name}</name><pkg>/nix/store/${name}</pkg><type>process</type><dependsOn></dependsOn><connectsTo></connectsTo></service>`;
    folder.write({
      'store/manifest.xml': `<manifest version="2"><profiles><profile name="m1">/nix/store/p</profile></profiles><services>${service('db')}${service('web')}</services><infrastructure><target name="m1"><properties></properties><containers></containers></target></infrastructure><serviceMappings>${place('db')}${place('web')}</serviceMappings><snapshotMappings></snapshotMappings></manifest>`,
      'qos.nix': '{ previousDistribution, ... }: previousDistribution',
    });
    mkdirSync(join(folder.path, 'profiles'));
    symlinkSync('../store/manifest.xml', join(folder.path, 'profiles/default'));
    const { exitCode, stderr } = await env([...models, '--coordinator-profile-path', 'profiles']);
    expect([exitCode, stderr]).toEqual([0, expect.not.stringMatching(/stop|move/)]);
    expect(read('seen-distribution.nix')).toMatch(/web = \{[\s\S]*container = "wrapper"/);
  });
});

test('a deployment whose end nobody knows is exit code 7', async () => {
  folder.write({ code: '3' });
  expect(await env(models)).toMatchObject({ exitCode: 7 });
});
