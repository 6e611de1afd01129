import { expect, test } from 'vitest';
import { makeFolder, runCommand, runIn } from '../harness.ts';

const compose = `services:
  web: { image: nginx, depends_on: [db], deploy: { placement: { constraints: [node.labels.zone == a] } } }
  db: { image: postgres }
`;
const nodes = JSON.stringify(
  ['n1', 'n2'].map((Hostname, i) => ({
    Spec: { Labels: { zone: 'ab'[i] }, Role: 'worker', Availability: 'active' },
    Description: { Hostname, Resources: { NanoCPUs: 4e9, MemoryBytes: 1e9 } },
  })),
);
const files = { 'compose.yaml': compose, 'nodes.json': nodes };

test('files of models go into a folder, and planners read them', async () => {
  const folder = makeFolder(files);
  const imported = await runIn(folder.path, ['import', 'compose', 'compose.yaml', 'nodes.json', '-o', 'models']);
  expect(imported.exitCode).toBe(0);
  expect(imported.stderr).toContain('wrote models/services.nix\n');
  const given = ['-s', 'models/services.nix', '-i', 'models/infrastructure.nix'];
  const plan = await runIn(folder.path, ['place', ...given, '--policy', 'models/placement.nix', '--json']);
  expect(JSON.parse(plan.stdout).distribution).toEqual({ db: ['n1'], web: ['n1'] });
  const cut = await runIn(folder.path, ['multiwaycut', ...given, '-d', 'models/distribution.nix', '--json']);
  expect(JSON.parse(cut.stdout).distribution).toEqual({ db: ['n1'], web: ['n1'] });
  const checked = await runIn(folder.path, ['check', ...given, '-d', 'models/distribution.nix', '--strict']);
  expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
  folder.remove();
});

test('no file is replaced without --force, and then all are', async () => {
  const there = { ...files, 'models/services.nix': 'mine', 'models/placement.nix': 'mine' };
  const words = ['compose', 'compose.yaml', '-o', 'models'];
  const refused = await runCommand('import', there, words);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr.match(/the file is there already/g)).toHaveLength(2);
  expect(refused.files['models/services.nix']).toBe('mine');
  const forced = await runCommand('import', there, [...words, '--force']);
  expect(forced.exitCode).toBe(0);
  expect(forced.files['models/services.nix']).toContain('dependsOn = { inherit (services) db; };');
});

test('JSON has the models, and what was dropped with its place', async () => {
  const { stdout } = await runCommand('import', files, ['compose', 'compose.yaml', '--json']);
  const { version, services, placement, dropped } = JSON.parse(stdout);
  expect(version).toBe(1);
  expect(services.web).toEqual({ name: 'web', type: 'compose-service', dependsOn: ['db'] });
  expect(placement).toEqual({ rules: [{ only: 'web', where: { 'node.labels.zone': 'a' } }] });
  expect(dropped[0]).toMatchObject({ what: 'image', of: 'service web', line: 2, column: 10 });
});

test('standard input is read, and one model alone is printed', async () => {
  const { stdout } = await runCommand('import', {}, ['compose', '-', '--only', 'services', '--json'], {
    input: compose,
  });
  expect(Object.keys(JSON.parse(stdout))).toEqual(['db', 'web']);
});

test('a model of which the files say nothing is not printed', async () => {
  const { exitCode, stderr } = await runCommand('import', files, [
    'compose',
    'compose.yaml',
    '--only',
    'infrastructure',
  ]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('the files say nothing that belongs into infrastructure');
});

test('the environment is looked at only where that is asked for', async () => {
  const asking = { 'compose.yaml': 'services: { web: { image: a, scale: "${N:-2}" } }' };
  const given = { environment: { N: '5' } };
  const without = await runCommand('import', asking, ['compose', 'compose.yaml', '--json'], given);
  expect(JSON.parse(without.stdout).services.web.replicas).toBe(2);
  const asked = await runCommand('import', asking, ['compose', 'compose.yaml', '--json', '--environment'], given);
  expect(JSON.parse(asked.stdout).services.web.replicas).toBe(5);
});

test('a form that is not known is answered by the nearest one', async () => {
  const { exitCode, stderr } = await runCommand('import', files, ['compse', 'compose.yaml']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('compose');
});

test.each(['Nix', 'JSON'])('two runs print the same bytes: %s', async form => {
  const words = ['compose', 'compose.yaml', 'nodes.json', ...(form === 'JSON' ? ['--json'] : [])];
  const folder = makeFolder(files);
  const first = await runIn(folder.path, ['import', ...words]);
  expect(await runIn(folder.path, ['import', ...words])).toEqual(first);
  folder.remove();
});
