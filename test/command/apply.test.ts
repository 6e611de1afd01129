import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

const files = {
  'services.nix': `{ ... }:
let ids = if builtins.pathExists ./ids.nix then (import ./ids.nix).ids else { }; in rec {
  db = { name = "db"; type = "process"; pkg = import ./db.nix; requiresUniqueIdsFor = [ "ports" ]; port = ids.ports.db or 0; };
  web = { name = "web"; type = "process"; pkg = null; version = 1; dependsOn = { inherit db; }; };
}`,
  'db.nix': '{ }',
  'infrastructure.nix': '{ m1 = { properties.hostname = "m1"; containers.process = { }; }; }',
  'idresources.nix': '{ ports = { min = 8000; max = 8010; }; }',
  // Writes down what it was given, and ends as it is told to.
  deploy: `#!/bin/sh
echo "$*" > seen.arguments
cat > seen.json
env | grep ^DYDISNIX_ | sort > seen.environment
cp "$DYDISNIX_DISTRIBUTION" seen.nix
cp "$DYDISNIX_IDS" seen.ids
echo deploying
exit $(cat code 2>/dev/null || echo 0)
`,
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
  chmodSync(join(folder.path, 'deploy'), 0o755);
});
afterEach(() => folder.remove());

const environment = { PATH: process.env['PATH'] ?? '/bin' };

function run(command: 'plan' | 'apply', ...words: readonly string[]) {
  const deploy = ['--deploy-command', './deploy'];
  return runIn(folder.path, [command, '--state', 'state', ...deploy, ...words], { environment });
}

function read(file: string): string {
  return folder.read()[file] ?? '';
}

async function savePlan(...words: readonly string[]): Promise<void> {
  expect(await run('plan', '--output', 'plan.json', '--force', ...words)).toMatchObject({ exitCode: 0 });
}

test('a state is of one profile: another one would believe that its services run', async () => {
  expect(await run('apply', '--yes', '-p', 'shop')).toMatchObject({ exitCode: 0 });
  const refused = {
    exitCode: 2,
    stderr: expect.stringContaining('the state is of the profile "shop", not of "default"'),
  };
  expect(await run('apply', '--yes')).toMatchObject(refused);
  expect(await run('plan')).toMatchObject(refused);
  const loop = ['loop', '--once', '--state', 'state', '--deploy-command', './deploy'];
  expect(await runIn(folder.path, loop, { environment })).toMatchObject(refused);
  // A saved plan is of the profile that it was made for.
  expect(await run('plan', '-p', 'shop', '--output', 'plan.json')).toMatchObject({ exitCode: 0 });
  expect(await runIn(folder.path, ['apply', '--state', 'state', 'plan.json'], { environment })).toMatchObject({
    exitCode: 0,
  });
});

describe('a saved plan', () => {
  test('is deployed by a program that gets it whole, and remembered; its ids are written', async () => {
    await savePlan('--deploy-argument', 'one word');
    const { exitCode, stderr } = await runIn(folder.path, ['apply', '--state', 'state', 'plan.json'], { environment });
    expect([exitCode, stderr]).toEqual([0, 'deployed\n']);
    expect(read('seen.arguments')).toBe('one word\n');
    expect(JSON.parse(read('seen.json'))).toEqual(JSON.parse(read('plan.json')));
    expect(read('seen.nix')).toContain('"db" = [ infrastructure."m1" ]'.replaceAll('"', ''));
    expect(read('seen.environment')).toMatch(
      /DYDISNIX_DISTRIBUTION=.*\nDYDISNIX_IDS=.*ids\.nix\nDYDISNIX_INFRASTRUCTURE=/,
    );
    expect(read('ids.nix')).toBe(read('seen.ids'));
    expect(read('ids.nix')).toContain('"db" = 8000;');
    expect(read('state/current.json')).toBe(read('plan.json'));
    expect(read('state/pending.json')).toBe('');
  });

  test('is nothing to do once it is deployed, though the models now read other ids', async () => {
    await savePlan();
    await run('apply', 'plan.json');
    const { exitCode, stderr } = await run('apply', '--yes');
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('nothing to do\n')]);
    expect((await run('plan', '--exit-code')).exitCode).toBe(0);
  });

  test.each([
    ['services.nix', (text: string) => text.replace('version = 1', 'version = 2'), 'the services and services.nix'],
    ['infrastructure.nix', (text: string) => text.replace('m1 =', 'm2 ='), 'the machines'],
    ['db.nix', () => '{ version = 2; }', 'db.nix'],
    ['ids.nix', () => '{ ids = { ports = { db = 8004; }; }; lastAssignments = { ports = 8004; }; }', 'the ids'],
  ])('is refused where %s changed since', async (file, change, what) => {
    await savePlan();
    folder.write({ [file]: change(read(file)) });
    const { exitCode, stderr } = await run('apply', 'plan.json');
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining('the plan is stale: since it was made, ')]);
    expect(stderr).toContain(what);
    expect(existsSync(join(folder.path, 'seen.json'))).toBe(false);
  });

  test('is refused where another one was deployed since', async () => {
    await savePlan();
    folder.write({ 'first.json': read('plan.json') });
    await run('apply', 'plan.json');
    const { exitCode, stderr } = await run('apply', 'first.json');
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining('the ids')]);
    expect(stderr).toContain('what is deployed');
  });
});

test('a model that is given in the place of a saved plan is told what is wanted', async () => {
  const { exitCode, stderr } = await run('apply', 'services.nix');
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringContaining('a saved plan is wanted here: dydisnix plan --output'),
  ]);
});

describe('a deployment that fails', () => {
  test('and is rolled back leaves everything as it was: exit code 6', async () => {
    folder.write({ code: '1' });
    const { exitCode, stderr } = await run('apply', '--yes');
    expect([exitCode, stderr]).toEqual([
      6,
      expect.stringContaining('./deploy ended with exit code 1; what runs is what ran before'),
    ]);
    expect([read('ids.nix'), read('state/current.json'), read('state/pending.json')]).toEqual(['', '', '']);
  });

  test.each(['2', '3', '99'])(
    'with exit code %s leaves it unknown what runs: exit code 7, and the next run deploys again',
    async code => {
      folder.write({ code });
      const { exitCode, stderr } = await run('apply', '--yes');
      expect([exitCode, stderr]).toEqual([7, expect.stringContaining('it is not known what runs')]);
      expect(read('state/pending.json')).not.toBe('');
      // Somebody may have the new ids already.
      expect(read('ids.nix')).toContain('8000');
      folder.write({ code: '0' });
      expect((await run('plan')).stderr).toContain('did not end well');
      expect(await run('apply', '--yes')).toMatchObject({ exitCode: 0 });
      expect([read('state/pending.json'), read('state/current.json') === '']).toEqual(['', false]);
    },
  );

  test('by taking too long is ended, with what it started', async () => {
    folder.write({ deploy: '#!/bin/sh\n(sleep 2; touch late) &\nsleep 60\n' });
    chmodSync(join(folder.path, 'deploy'), 0o755);
    const { exitCode, stderr } = await run('apply', '--yes', '--deploy-timeout', '1');
    expect([exitCode, stderr]).toEqual([7, expect.stringContaining('took too long and was ended')]);
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(existsSync(join(folder.path, 'late'))).toBe(false);
  });

  test('by a program that is not there changes nothing', async () => {
    const words = ['apply', '--state', 'state', '--yes', '--deploy-command', './nobody'];
    const { exitCode, stderr } = await runIn(folder.path, words, { environment });
    expect([exitCode, stderr]).toEqual([6, expect.stringContaining('could not be started')]);
    expect(read('ids.nix')).toBe('');
  });
});

describe('without a plan', () => {
  test('nobody can be asked: the plan is shown, but --yes is needed', async () => {
    const { exitCode, stdout, stderr } = await run('apply');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('give --yes')]);
    expect(stdout).toContain('start    db   on m1\n');
    expect(existsSync(join(folder.path, 'seen.json'))).toBe(false);
  });

  test('the last plans are kept, and it goes back', async () => {
    await run('apply', '--yes');
    const first = read('state/current.json');
    folder.write({ 'services.nix': files['services.nix'].replace('version = 1', 'version = 2') });
    await run('apply', '--yes');
    expect(read('state/history/1.json')).toBe(first);
    const { exitCode } = await run('apply', '--rollback', '--yes');
    expect(exitCode).toBe(0);
    const { deployment, steps } = JSON.parse(read('state/current.json'));
    expect(deployment).toEqual(JSON.parse(first).deployment);
    expect(steps).toMatchObject([{ service: 'web', kind: 'change', changes: [{ before: '2', after: '1' }] }]);
  });

  test('so many are kept as are asked for', async () => {
    for (const version of [1, 2, 3, 4]) {
      folder.write({ 'services.nix': files['services.nix'].replace('version = 1', `version = ${version}`) });
      await run('apply', '--yes', '--history', '2');
    }
    const kept = Object.keys(folder.read()).filter(name => name.startsWith('state/history/'));
    expect(kept.sort()).toEqual(['state/history/2.json', 'state/history/3.json']);
  });

  test('it goes back to any of them, and says which there are', async () => {
    for (const version of [1, 2, 3]) {
      folder.write({ 'services.nix': files['services.nix'].replace('version = 1', `version = ${version}`) });
      await run('apply', '--yes');
    }
    const first = read('state/history/1.json');
    // To go back twice is to be where one was.
    for (const version of ['2', '3']) {
      expect(await run('apply', '--rollback', '--yes')).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(read('state/current.json')).steps).toMatchObject([{ changes: [{ after: version }] }]);
    }
    expect(await run('apply', '--rollback-to', '1', '--yes')).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(read('state/current.json')).deployment).toEqual(JSON.parse(first).deployment);
    expect(await run('apply', '--rollback-to', '9', '--yes')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('there is no plan 9 in the history, which has 1, 2, 3, 4, 5'),
    });
  });

  test('there is nothing to go back to at first', async () => {
    expect(await run('apply', '--rollback', '--yes')).toMatchObject({ exitCode: 1 });
  });
});
