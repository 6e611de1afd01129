import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';

const files = {
  'services.nix': `{ ... }: rec {
  db = { name = "db"; type = "process"; pkg = null; stateful = true; memory = 3; };
  web = { name = "web"; type = "process"; pkg = null; memory = 3; dependsOn = { inherit db; }; };
}`,
  'infrastructure.nix': `{
  m1 = { properties = { hostname = "m1"; memory = 8; }; containers.process = { }; };
  m2 = { properties = { hostname = "m2"; memory = 8; }; containers.process = { }; };
}`,
  'placement.nix': '{ capacities.memory = { }; }',
  deploy: '#!/bin/sh\nexit 0\n',
};

let folder: Folder = makeFolder();
beforeEach(async () => {
  folder = makeFolder(files);
  chmodSync(join(folder.path, 'deploy'), 0o755);
  folder.write({ 'now.nix': '{ db = [ "m1" ]; web = [ "m1" ]; }' });
});
afterEach(() => folder.remove());

const environment = { PATH: process.env['PATH'] ?? '/bin' };
const run = (command: string, ...words: readonly string[]) =>
  runIn(folder.path, [command, '--state', 'state', ...words], { environment });
const plan = (...words: readonly string[]) => run('plan', '--previous', 'now.nix', ...words);

/** Where a plan puts services. */
async function places(...words: readonly string[]): Promise<unknown> {
  const { stdout } = await plan('--json', ...words);
  const { distribution } = JSON.parse(stdout);
  return Object.fromEntries(
    Object.entries<{ target: string }[]>(distribution).map(([name, list]) => [name, list.map(one => one.target)]),
  );
}

describe('what if', () => {
  test('nothing went to a target: what is on it leaves, data only where that is allowed', async () => {
    const { stdout } = await plan('--without', 'm1', '--move-stateful');
    expect(stdout).toMatch(/^what if: nothing goes to m1\ndeployed: as now.nix says\n/);
    expect(stdout).toContain('move     db   m1 -> m2, with data\n           m1 is no candidate of it any more\n');
    expect(await places('--without', 'm2')).toEqual({ db: ['m1'], web: ['m1'] });
    const kept = await plan('--without', 'm1');
    expect([kept.exitCode, kept.stderr]).toEqual([1, expect.stringContaining('stateful')]);
  });

  test('a service ran nowhere', async () => {
    expect(await places('--without-service', 'web')).toEqual({ db: ['m1'] });
    expect((await plan('--without-service', 'web')).stdout).toContain('stop     web  on m1\n');
  });

  test('a service could not go somewhere, and a target had less room', async () => {
    expect(await places('--forbid', 'web=m1')).toEqual({ db: ['m1'], web: ['m2'] });
    expect((await plan('--forbid', 'web=m1')).stdout).toMatch(/^what if: web does not run on m1\n/);
    expect(await places('--capacity', 'm1:memory=4')).toEqual({ db: ['m1'], web: ['m2'] });
    expect((await plan('--capacity', 'm1:memory=4')).stdout).toMatch(/^what if: m1 has 4 of memory\n/);
    await plan('--forbid', 'web=m1', '--capacity', 'm2:memory=3', '--output', 'plan.json');
    const { exitCode, stderr } = await run('apply', 'plan.json', '--yes', '--deploy-command', './deploy');
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining('m2 has 3 of memory')]);
  });

  test('a service was pinned, also to a target that nobody lists', async () => {
    expect(await places('--pin', 'web=m2')).toEqual({ db: ['m1'], web: ['m2'] });
    folder.write({
      'distribution.nix': '{ infrastructure }: { db = [ infrastructure.m1 ]; web = [ infrastructure.m1 ]; }',
    });
    expect(await places('--pin', 'web=m2')).toEqual({ db: ['m1'], web: ['m2'] });
  });

  test('there were one more target, which is listed where the one is that it is like', async () => {
    const words = ['--add-target', 'm3:m2', '--without', 'm1', '--pin', 'web=m3', '--move-stateful'];
    expect(await places(...words)).toEqual({ db: ['m3'], web: ['m3'] });
    folder.write({
      'distribution.nix': '{ infrastructure }: { db = [ infrastructure.m2 ]; web = [ infrastructure.m2 ]; }',
    });
    const listed = ['--add-target', 'm3:m2', '--without', 'm2', '--move-stateful'];
    expect(await places(...listed)).toEqual({ db: ['m3'], web: ['m3'] });
    // Machines have names of their own, also where they are reached.
    expect((await plan(...words)).stdout).not.toContain('same');
  });

  test('a property had another value, seen by planners and as a change', async () => {
    const { stdout } = await plan('--set', 'service.web.memory=6', '--json');
    expect(JSON.parse(stdout).distribution.web).toEqual([{ target: 'm2' }]);
    const several = await plan('--set', 'service.web.replicas=2', '--set', 'service.db.labels.tier="data"');
    expect(several.stdout).toMatch(/^what if: web.replicas = 2; db.labels.tier = "data"\n/);
    expect(several.stdout).toContain('also on m2');
  });

  test('names that are not there are told, all of them, with the nearest', async () => {
    const { exitCode, stderr } = await plan(
      ...[
        '--without',
        'm11',
        '--without-service',
        'wep',
        '--pin',
        'dbb=m1',
        '--add-target',
        'm2:m1',
        '--set',
        'service.x.y=1',
      ],
    );
    expect(exitCode).toBe(2);
    for (const text of ['no service "dbb"', 'no service "x"', '"m2" is to be added, but is there already']) {
      expect(stderr).toContain(text);
    }
    const names = await plan('--without', 'm11', '--without-service', 'wep');
    expect(names.stderr).toMatch(/there is no target "m11"[\s\S]*m1[\s\S]*there is no service "wep"[\s\S]*web/);
    expect((await plan('--pin', 'web')).stderr).toContain('must be SERVICE=TARGET');
    expect((await plan('--set', 'web.memory=1')).stderr).toContain('service.SERVICE.PROPERTY=NIX');
    expect((await plan('--set', 'service.web.memory=(')).stderr).toContain('--set service.web.memory:1');
  });

  test('a QoS model chooses among what is left, and is told where it does not', async () => {
    folder.write({
      'qos.nix':
        '{ initialDistribution, lib, ... }: lib.mapAttrs (name: targets: [ (lib.last targets) ]) initialDistribution',
    });
    expect(await places('--without', 'm2', '--without-service', 'web')).toEqual({ db: ['m1'] });
    folder.write({ 'qos.nix': '{ ... }: { db = [ "m1" ]; web = [ "m2" ]; }' });
    const { exitCode, stderr } = await plan('--without', 'm2');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('puts service "web" on m2, where nothing is to go'),
    ]);
    expect(await places('--without-service', 'web')).toEqual({ db: ['m1'] });
  });
});

describe('a plan of it', () => {
  const deploy = ['--deploy-command', './deploy'];

  test('is deployed where the models say all that it needs, and stays one of what was demanded', async () => {
    const demands = ['--without', 'm2', '--without-service', 'web'];
    await run('plan', ...demands, '--output', 'plan.json');
    expect(JSON.parse(folder.read()['plan.json'] ?? '').inputs.whatIf).toMatchObject({ without: ['m2'] });
    expect(await run('apply', 'plan.json', ...deploy)).toMatchObject({ exitCode: 0 });
    expect(Object.keys(JSON.parse(folder.read()['state/current.json'] ?? '').distribution)).toEqual(['db']);
    expect(await run('apply', '--yes', ...demands, ...deploy)).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('nothing to do'),
    });
    const pinned = await run('plan', '--pin', 'web=m2', '--output', 'pin.json');
    expect(pinned.exitCode).toBe(0);
    expect(await run('apply', 'pin.json', ...deploy)).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ['--add-target', 'm3:m1', 'there is m3, like m1'],
    ['--set', 'service.web.memory=1', 'web.memory = 1'],
  ])('with %s is refused: the models do not say so', async (option, word, said) => {
    await run('plan', option, word, '--output', 'plan.json');
    const { exitCode, stderr } = await run('apply', 'plan.json', ...deploy);
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining(said)]);
    expect(stderr).toContain('write it into them, and make it anew');
  });

  test('that is saved is not changed any more by demands', async () => {
    await run('plan', '--output', 'plan.json');
    const { exitCode, stderr } = await run('apply', 'plan.json', '--without', 'm1', ...deploy);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('made already')]);
  });
});

test.each([
  ['--pin', 'web=nowhere', 'there is no target "nowhere"', 'the targets are m1, m2'],
  ['--pin', 'web=m11', 'there is no target "m11"', 'did you mean "m1"?'],
  ['--pin', 'qqqq=m1', 'there is no service "qqqq"', 'the services are db, web'],
  ['--without', 'nowhere', 'there is no target "nowhere"', 'the targets are m1, m2'],
  ['--without-service', 'qqqq', 'there is no service "qqqq"', 'the services are db, web'],
  ['--forbid', 'web=nowhere', 'there is no target "nowhere"', 'the targets are m1, m2'],
  ['--capacity', 'nowhere:memory=3', 'there is no target "nowhere"', 'the targets are m1, m2'],
  ['--capacity', 'm1.memory=3', '--capacity is "m1.memory=3", but must be TARGET:PROPERTY=AMOUNT', 'write --capacity'],
  ['--add-target', 'm3:nowhere', '"nowhere", which is no target', 'the targets are m1, m2'],
  ['--set', 'service.qqqq.memory=1', 'there is no service "qqqq"', 'the services are db, web'],
])('%s %s tells what there is', async (option, word, message, hint) => {
  const { exitCode, stderr } = await plan(option, word);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(`hint: ${hint}`);
});

test('a pin to a drained target holds, in the container that is listed', async () => {
  folder.write({
    'distribution.nix': `{ infrastructure }: {
      db = [ infrastructure.m1 ];
      web = { targets = [ { target = infrastructure.m1; container = "process"; } infrastructure.m2 ]; };
    }`,
  });
  const { stdout } = await plan('--json', '--without', 'm1', '--pin', 'web=m1', '--without-service', 'db');
  expect(JSON.parse(stdout).distribution.web).toEqual([{ target: 'm1', container: 'process' }]);
});
