import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';

/** Writes down how it was called, and ends as a file says. */
const standIn = (name: string, more = '') => `#!/bin/sh
printf '%s' "${name}" >> calls
for word in "$@"; do printf ' %s' "$word" >> calls; done
echo >> calls
${more}exit $(cat ${name}.code 2>/dev/null || echo 0)
`;

// Stand-ins that behave as the programs of Disnix do: what is captured has all values as text and lacks what only the model says, a
// machine that does not answer is left out with exit code 1, and a deployment that breaks leaves a lock on the targets.
const programs = {
  'disnix-capture-infra': standIn('disnix-capture-infra', 'cat captured\n'),
  'disnix-env': standIn(
    'disnix-env',
    `if [ -e disnix.lock ]; then exit 1; fi
while [ $# -gt 0 ]; do case "$1" in -d) cp "$2" seen-distribution.nix;; -i) cp "$2" seen-infrastructure.nix;; esac; shift; done
if [ -e disnix-env.code ]; then touch disnix.lock; fi
`,
  ),
  'disnix-snapshot': standIn('disnix-snapshot'),
  'disnix-reconstruct': standIn('disnix-reconstruct'),
};

const captured = (...names: readonly string[]) =>
  `{ ${names.map(name => `"${name}" = { properties = { "hostname" = "${name}"; "mem" = "512"; }; containers = { process = { }; }; "system" = "x86_64-linux"; };`).join(' ')} }\n`;

const files = {
  'services.nix': `{ ... }: rec {
    db = { name = "db"; type = "process"; stateful = true; pkg = null; };
    web = { name = "web"; type = "process"; pkg = null; mem = 300; dependsOn = { inherit db; }; };
  }`,
  'infrastructure.nix': `{
    m1 = { properties = { hostname = "m1"; mem = 512; }; containers.process = { }; numOfCores = 4; targetProperty = "hostname"; };
    m2 = { properties = { hostname = "m2"; mem = 512; }; containers.process = { }; numOfCores = 2; targetProperty = "hostname"; };
  }`,
  captured: captured('m1', 'm2'),
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
  mkdirSync(join(folder.path, 'bin'));
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder.path, 'bin', name), text);
    chmodSync(join(folder.path, 'bin', name), 0o755);
  }
});
afterEach(() => folder.remove());

const capture = [
  '-i',
  'infrastructure.nix',
  '--discover-command',
  'disnix-capture-infra',
  '--discover-argument',
  'infrastructure.nix',
];

async function round(...words: readonly string[]) {
  const environment = { PATH: `${join(folder.path, 'bin')}:${process.env['PATH']}`, DISNIX_PROFILE: 'shop' };
  const always = ['-s', 'services.nix', '--state', 'state', '--coordinator-profile-path', 'profiles', '--once'];
  const atOnce = ['--misses', '1', '--gone-after', '0', '--answers', '1', '--retry-after', '0'];
  return runIn(folder.path, ['self-adapt', ...always, ...atOnce, ...words], { environment });
}

const calls = (program: string) =>
  (folder.read()['calls'] ?? '')
    .replaceAll(folder.path, '.')
    .split('\n')
    .filter(line => line.startsWith(`${program} `) || line === program);

test('what machines say is merged with what the model says of them: texts are numbers where the model has numbers', async () => {
  expect((await round(...capture)).exitCode).toBe(0);
  const machines = JSON.parse(folder.read()['state/machines.json'] ?? '');
  expect(machines.m1).toEqual({
    containers: { process: {} },
    numOfCores: 4,
    properties: { hostname: 'm1', mem: 512 },
    system: 'x86_64-linux',
    targetProperty: 'hostname',
  });
  expect(calls('disnix-env')).toEqual([expect.stringContaining('--profile shop')]);
});

test('a machine that does not answer is no failure: the loop goes on, and Disnix is told of those that are there', async () => {
  await round(...capture);
  folder.write({ captured: captured('m2'), 'disnix-capture-infra.code': '1' });
  const run = await round(...capture);
  expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('gone: m1')]);
  expect(folder.read()['seen-infrastructure.nix']).not.toContain('m1');
  expect(folder.read()['seen-distribution.nix']).toContain('web = [ infrastructure.m2 ]');
});

test('no step that fails ends the loop, and nothing is undeployed by a discovery that names nobody', async () => {
  await round(...capture);
  folder.write({ captured: '{ }\n', 'disnix-capture-infra.code': '1' });
  expect((await round(...capture)).stderr).toContain('named no machine');
  folder.write({ captured: 'error: cannot connect', 'disnix-capture-infra.code': '1' });
  expect((await round(...capture)).exitCode).toBe(0);
  expect(calls('disnix-env')).toHaveLength(1);
});

test('a lock that a broken deployment left on the targets is a failure that is told, and tried again', async () => {
  folder.write({ 'disnix-env.code': '2' });
  expect((await round(...capture)).exitCode).toBe(7);
  expect(folder.read()['state/pending.json']).toBeDefined();
  const released = await runIn(folder.path, ['loop', '--state', 'state', '--release']);
  expect(released.exitCode).toBe(0);
  folder.write({ 'disnix-env.code': '0' });
  const locked = await round(...capture);
  expect([locked.exitCode, locked.stderr]).toEqual([6, expect.stringContaining('disnix-env ended with exit code 1')]);
});

test('a geninfra command and its arguments are called as the original calls them, without a shell', async () => {
  const run = await round('--geninfra', 'disnix-capture-infra infrastructure.nix $HOME');
  expect(run.exitCode, run.stderr).toBe(0);
  expect(calls('disnix-capture-infra')).toEqual(['disnix-capture-infra infrastructure.nix $HOME']);
});

test('a service that waits for its machine keeps its ids', async () => {
  folder.write({
    'services.nix': files['services.nix'].replaceAll('pkg = null;', 'pkg = null; requiresUniqueIdsFor = [ "ports" ];'),
    'idresources.nix': '{ ports = { min = 8000; max = 8005; }; }',
  });
  const words = [...capture, '--id-resources', 'idresources.nix', '--ids', 'ids.nix'];
  await round(...words);
  const before = folder.read()['ids.nix'];
  expect(before).toMatch(/db"? = 8000/);
  folder.write({ captured: captured('m2'), 'disnix-capture-infra.code': '1' });
  expect((await round(...words)).stderr).toContain('applied');
  expect(folder.read()['ids.nix']).toBe(before);
});

describe('snapshots and reconstruction', () => {
  test('a first deployment takes no snapshots, and later ones are of the profile that is deployed', async () => {
    expect((await round(...capture, '--snapshot')).exitCode).toBe(0);
    expect(calls('disnix-snapshot')).toEqual([]);
    rmSync(join(folder.path, 'state'), { recursive: true });
    folder.write({
      'profiles/shop/manifest.xml': '<manifest version="2"><services/><infrastructure/><serviceMappings/></manifest>',
    });
    await round(...capture, '--snapshot', '--disnix-option=--interface', '--disnix-option=client');
    expect(calls('disnix-snapshot')).toEqual([
      'disnix-snapshot --profile shop --coordinator-profile-path profiles --interface client',
    ]);
  });

  test('snapshots that fail keep the deployment from being begun', async () => {
    folder.write({
      'profiles/shop/manifest.xml': '<manifest version="2"><services/><infrastructure/><serviceMappings/></manifest>',
      'disnix-snapshot.code': '1',
    });
    const run = await round(...capture, '--snapshot');
    expect([run.exitCode, run.stderr]).toEqual([6, expect.stringContaining('disnix-snapshot ended with exit code 1')]);
    expect(calls('disnix-env')).toEqual([]);
  });

  test('machines are asked what runs only where all of them answer', async () => {
    await round(...capture, '--reconstruct');
    expect(calls('disnix-reconstruct')).toHaveLength(1);
    folder.write({ captured: captured('m2'), 'disnix-capture-infra.code': '1' });
    await round(...capture, '--reconstruct', '--gone-after', '300');
    expect(calls('disnix-reconstruct')).toHaveLength(1);
  });

  test('are refused where Disnix does not deploy', async () => {
    const run = await round(...capture, '--deploy-command', 'true', '--snapshot');
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('are of Disnix')]);
  });
});
