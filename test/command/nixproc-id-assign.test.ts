import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { makeFolder, type Run, runIn } from '../harness.ts';

let folder = makeFolder({});
afterEach(() => folder.remove());

it('gives the system services of the post their ids', async () => {
  const models = resolve('models/system-services');
  const run = await runIn(models, [
    'nixproc-id-assign',
    '--id-resources',
    'idresources.nix',
    '--json',
    'processes.nix',
  ]);
  expect(run).toMatchObject({ exitCode: 0, stderr: 'kept 0, assigned 9, released 0\n' });
  const uids = { apache: 2000, influxdb: 2001, postgresql: 2002 };
  expect(JSON.parse(run.stdout)).toMatchObject({
    ids: {
      uids,
      gids: uids,
      httpPorts: { apache: 8080 },
      postgresqlPorts: { postgresql: 5432 },
      influxdbPorts: { influxdb: 8086 },
    },
    lastAssignments: { uids: 2002, gids: 2002, httpPorts: 8080, postgresqlPorts: 5432, influxdbPorts: 8086 },
  });
});

/** A processes model that tells through its pools what it was called with. */
const telltale = `
{ pkgs, system, stateDir ? "/var", runtimeDir ? "\${stateDir}/run", logDir ? "-", cacheDir ? "-", tmpDir ? "-", spoolDir ? "-"
, lockDir ? "-", libDir ? "-", forceDisableUserChange ? false, processManager }:
let
  force = if forceDisableUserChange then "yes" else "no";
  once = names: builtins.attrNames (builtins.listToAttrs (map (name: { inherit name; value = null; }) names));
in
{
  web = { name = "another"; type = "x"; requiresUniqueIdsFor = once [ stateDir runtimeDir logDir cacheDir tmpDir spoolDir lockDir libDir force processManager ]; pkg = throw "forced"; };
}`;

async function poolsAskedFor(words: readonly string[], environment: Record<string, string>): Promise<string[]> {
  folder.remove();
  const names = [
    '/var',
    '/var/run',
    '-',
    'no',
    'yes',
    'disnix',
    'systemd',
    '/s',
    '/s/run',
    '/r',
    '/l',
    '/c',
    '/t',
    '/sp',
    '/lo',
    '/li',
  ];
  const pools = names.map(name => `"${name}" = { min = 1; max = 9; };`).join(' ');
  folder = makeFolder({ 'processes.nix': telltale, 'r.nix': `{ ${pools} }` });
  const all = ['--id-resources', 'r.nix', '--json', ...words, 'processes.nix'];
  const { stdout } = await runIn(folder.path, ['nixproc-id-assign', ...all], { environment });
  const { ids } = JSON.parse(stdout) as { ids: Record<string, Record<string, number>> };
  return Object.keys(ids).filter(pool => ids[pool]?.['web'] !== undefined);
}

it('leaves to the model what is not given', async () => {
  expect(await poolsAskedFor([], {})).toEqual(['-', '/var', '/var/run', 'disnix', 'no']);
});

it('passes folders from options, which come first, and from variables', async () => {
  const variables = {
    NIXPROC_STATE_DIR: '/var',
    NIXPROC_CACHE_DIR: '/c',
    NIXPROC_TMP_DIR: '/t',
    NIXPROC_SPOOL_DIR: '/sp',
    NIXPROC_LOCK_DIR: '/lo',
    NIXPROC_LIB_DIR: '/li',
    NIXPROC_FORCE_DISABLE_USER_CHANGE: '1',
  };
  const options = ['--state-dir', '/s', '--runtime-dir', '/r', '--log-dir', '/l', '--process-manager', 'systemd'];
  expect(await poolsAskedFor(options, variables)).toEqual(
    ['/c', '/l', '/li', '/lo', '/r', '/s', '/sp', '/t', 'systemd', 'yes'].sort(),
  );
  expect(await poolsAskedFor(['--state-dir', '/s', '--force-disable-user-change'], {})).toEqual([
    '-',
    '/s',
    '/s/run',
    'disnix',
    'yes',
  ]);
});

it('takes the model of the environment where none is given, also under --restrict-eval', async () => {
  folder.remove();
  folder = makeFolder({
    'm/processes.nix': 'import ./more.nix',
    'm/more.nix': '{ web.requiresUniqueIdsFor = [ "p" ]; }',
    'r.nix': '{ p = { min = 7; max = 9; }; }',
  });
  const runWith = (environment: Record<string, string>, ...words: readonly string[]): Promise<Run> =>
    runIn(folder.path, ['nixproc-id-assign', '--id-resources', 'r.nix', ...words], { environment });
  const variable = { NIXPROC_PROCESSES: 'm/processes.nix' };
  expect((await runWith(variable)).stdout).toContain('"web" = 7;');
  expect((await runWith(variable, '--restrict-eval')).stdout).toContain('"web" = 7;');
  expect((await runWith({ NIXPROC_PROCESSES: 'gone.nix' }, 'm/processes.nix')).stdout).toContain('"web" = 7;');
  const { exitCode, stdout, stderr } = await runWith({});
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('needs PROCESSES');
});

it('says what is wrong with a model', async () => {
  folder.remove();
  const model = '{\n  web = 5;\n  db = { requiresUniqueIdsFor = [ "uid" ]; };\n}';
  folder = makeFolder({ 'processes.nix': model, 'r.nix': '{ }' });
  const run = await runIn(folder.path, ['nixproc-id-assign', '--id-resources', 'r.nix', 'processes.nix']);
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toMatch(/process instance "web" is an integer[^\n]*\n {2}at processes\.nix:2:3\n/);
  writeFileSync(join(folder.path, 'processes.nix'), model.replace('5', '{ }'));
  const next = await runIn(folder.path, ['nixproc-id-assign', '--id-resources', 'r.nix', 'processes.nix']);
  expect(next.stderr).toMatch(/pool "uid"[^\n]*\n {2}at processes\.nix:3:10\n/);
  expect(next.stderr).not.toContain('no-requests');
});

it('leaves a port alone that is read from the ids file, and none that a process says', async () => {
  folder.remove();
  const model = `{ pkgs, ... }: let ids = (import ./ids.nix).ids; in {
    proxy = { port = 8085; };
    web = { requiresUniqueIdsFor = [ "ports" ]; databasePort = ids.ports.database; };
    database = { requiresUniqueIdsFor = [ "ports" ]; port = ids.ports.database; };
    late = { requiresUniqueIdsFor = [ "ports" ]; };
  }`;
  folder = makeFolder({
    'processes.nix': model,
    'r.nix': '{ ports = { min = 8080; max = 8090; }; }',
    'ids.nix': '{ ids.ports = { database = 8081; web = 8082; }; lastAssignments.ports = 8084; }',
  });
  const words = ['nixproc-id-assign', '--id-resources', 'r.nix', '--ids', 'ids.nix', '--json', 'processes.nix'];
  const printed = JSON.parse((await runIn(folder.path, words)).stdout);
  expect(printed.ids.ports).toEqual({ database: 8081, late: 8086, web: 8082 });
  expect(printed.held).toMatchObject([{ service: 'proxy', from: 8085 }]);
  expect(printed.held).toHaveLength(1);
});
