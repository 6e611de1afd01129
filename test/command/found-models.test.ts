import { describe, expect, test } from 'vitest';
import { makeFolder, runCommand, runIn } from '../harness.ts';

const services =
  'rec { web = { name = "web"; type = "p"; dependsOn = { inherit db; }; }; db = { name = "db"; type = "p"; }; }';
const models = {
  'services.nix': `{ ... }: ${services}`,
  'infrastructure.json': '{ "a": { "properties": { "hostname": "a" } }, "b": { "properties": { "hostname": "b" } } }',
  'distribution.yaml': 'web: [a, b]\ndb: [b]\n',
  'placement.nix': '{ capacities.slots = { need = 1; have = 5; }; }',
  'idresources.nix': '{ ports = { min = 1; max = 9; scope = "global"; }; }',
};

describe('models of the folder', () => {
  test('are found in every form, and said in one line', async () => {
    const { exitCode, stdout, stderr } = await runCommand('multiwaycut', models, ['--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).distribution).toEqual({ db: ['b'], web: ['b'] });
    expect(stderr.split('\n')[0]).toBe('found services.nix, infrastructure.json and distribution.yaml');
  });

  test('that a planner works without are named, and not taken', async () => {
    const { stderr, stdout } = await runCommand('graphcol', models, ['--json']);
    const said = 'found services.nix and infrastructure.json; not taken: distribution.yaml (--distribution)';
    expect(stderr.split('\n')[0]).toBe(said);
    expect(JSON.parse(stdout).distribution).toEqual({ db: ['a'], web: ['b'] });
    const place = await runCommand('place', models, ['--json']);
    expect(place.stderr).toContain('not taken: distribution.yaml (--distribution) and placement.nix (--policy)');
  });

  test('are all taken by check, unless a model is named', async () => {
    const all = await runCommand('check', models, []);
    expect(all).toMatchObject({ exitCode: 0 });
    expect(all.stderr).toContain('distribution.yaml, idresources.nix and placement.nix\n');
    const one = await runCommand('check', models, ['-s', 'services.nix']);
    expect(one.stderr).toBe('0 errors, 0 warnings\n');
    const plan = await runCommand('check', { ...models, 'plan.json': '{ "web": ["b"] }' }, ['-d', 'plan.json']);
    expect(plan.stderr).toContain('found services.nix and infrastructure.json');
  });

  test('are found by apply and a loop, as by plan, beside pools or a policy that are named', async () => {
    const files = { ...models, 'distribution.yaml': 'web: [a]\ndb: [b]\n' };
    const words = ['--id-resources', 'idresources.nix', '--deploy-command', '/bin/true', '--state', 'state'];
    const found = 'found services.nix and infrastructure.json; not taken: distribution.yaml (--distribution)';
    expect((await runCommand('plan', files, words)).stderr).toContain(found);
    expect(await runCommand('apply', files, [...words, '--yes'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(found),
    });
    // Ids that there are are those that would be used; in another form they would be assigned anew.
    const kept = { ...files, 'ids.json': '{ "ids": { "ports": { "web": 7 } }, "lastAssignments": { "ports": 7 } }' };
    const { stdout, stderr } = await runCommand('plan', kept, [...words, '--json']);
    expect(stderr).toContain('found services.nix, infrastructure.json and ids.json; not taken: distribution.yaml');
    expect(JSON.parse(stdout).ids.file).toMatch(/\/ids\.json$/);
    expect(await runCommand('loop', files, [...words, '--once'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(found),
    });
  });

  test('are not looked for where services or machines are named', async () => {
    const { exitCode, stderr } = await runCommand('multiwaycut', models, ['-s', 'services.nix']);
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('found');
    expect(stderr).toContain('needs -i/--infrastructure');
    expect(stderr).toContain('needs -d/--distribution');
  });

  test('in two forms are a mistake that names both', async () => {
    const files = { ...models, 'services.json': '{}' };
    const { exitCode, stderr } = await runCommand('graphcol', files, []);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('services.nix and services.json: which of them is meant? [model-twice]');
    const named = await runCommand('graphcol', files, ['-s', 'services.nix', '-i', 'infrastructure.json']);
    expect(named.exitCode).toBe(0);
  });

  test('are inputs: no output takes their place', async () => {
    const { exitCode, stderr, files } = await runCommand('multiwaycut', models, ['-o', 'distribution.yaml']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('distribution.yaml');
    expect(files).toEqual(models);
  });

  test('a plan is not written under the name of another model', async () => {
    const given = { 'services.nix': models['services.nix'], 'infrastructure.json': models['infrastructure.json'] };
    const { exitCode, stderr, files } = await runCommand('graphcol', given, ['--json', '-o', 'placement.json']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('[output-is-looked-for]');
    expect(Object.keys(files)).not.toContain('placement.json');
    expect((await runCommand('graphcol', given, ['--json', '-o', 'distribution.json'])).exitCode).toBe(0);
  });
});

describe('options of every command', () => {
  test('-C works in another folder, before the command or behind it', async () => {
    const folder = makeFolder(Object.fromEntries(Object.entries(models).map(([name, text]) => [`shop/${name}`, text])));
    const before = await runIn(folder.path, ['-C', 'shop', 'multiwaycut', '-o', 'plan.nix']);
    const behind = await runIn(folder.path, ['multiwaycut', '--directory=shop']);
    const nowhere = await runIn(folder.path, ['-Cshp', 'check']);
    const written = folder.read();
    folder.remove();
    expect(before).toMatchObject({ exitCode: 0, stdout: '' });
    expect(written['shop/plan.nix']).toBe(behind.stdout);
    expect(nowhere).toMatchObject({ exitCode: 2, stdout: '' });
    expect(nowhere.stderr).toContain('"shp" is no folder [no-folder]');
  });

  test('--quiet leaves the result alone, -v tells what is read', async () => {
    const quiet = await runCommand('multiwaycut', models, ['--quiet']);
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toContain('"web"');
    const wrong = await runCommand('multiwaycut', { ...models, 'services.nix': '{ ... }: {' }, ['--quiet']);
    expect(wrong.stderr).toMatch(/^error: /);
    const loud = await runCommand('multiwaycut', models, ['-v']);
    expect(loud.stderr).toMatch(/dydisnix multiwaycut: reading .*services\.nix\n/);
    expect(loud.stdout).toBe(quiet.stdout);
  });

  test('-V is the version', async () => {
    const long = await runCommand('check', {}, ['--version']);
    expect(long.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await runCommand('check', {}, ['-V'])).toEqual(long);
    expect(await runCommand('-V', {}, [])).toEqual(long);
  });
});
