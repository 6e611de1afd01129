import { expect, test } from 'vitest';
import { makeFolder, runCommand, runIn } from '../harness.ts';

test('writes models that check has nothing to say about, and every planner plans', async () => {
  const folder = makeFolder();
  const made = await runIn(folder.path, ['init', 'shop']);
  const checked = await runIn(folder.path, ['-C', 'shop', 'check', '--strict']);
  const planned = ['multiwaycut', 'graphcol', 'place', 'id-assign', 'visualize-services'];
  const codes = [];
  for (const command of planned) codes.push((await runIn(folder.path, ['-C', 'shop', command])).exitCode);
  const names = Object.keys(folder.read());
  folder.remove();
  expect(made).toMatchObject({ exitCode: 0, stdout: '' });
  const models = ['distribution', 'idresources', 'infrastructure', 'placement', 'services'];
  expect(names).toEqual(models.map(name => `shop/${name}.nix`));
  expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
  expect(codes).toEqual(planned.map(() => 0));
});

test('replaces nothing without --force, and never makes a second form of a model', async () => {
  const mine = { 'services.nix': '{ ... }: { }' };
  const refused = await runCommand('init', mine, []);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('services.nix');
  expect(refused.files).toEqual(mine);
  expect((await runCommand('init', mine, ['--force'])).files['services.nix']).toContain('database');
  const other = await runCommand('init', { 'services.yaml': '{}' }, ['--force']);
  expect(other.exitCode).toBe(2);
  expect(Object.keys(other.files)).toEqual(['services.yaml']);
});

test('--from compose makes a system of the file, with machines that its rules fit', async () => {
  const compose = `services:
  web:
    image: nginx
    depends_on: [db]
    deploy: { replicas: 3, placement: { constraints: [node.labels.zone == a] } }
  db: { image: postgres }
`;
  const folder = makeFolder({ 'compose.yaml': compose });
  const made = await runIn(folder.path, ['init', '--from', 'compose', 'compose.yaml']);
  const checked = await runIn(folder.path, ['check']);
  const { exitCode, stdout } = await runIn(folder.path, ['place', '--policy', 'placement.nix', '--json']);
  folder.remove();
  expect(made.stderr).toContain('note: not imported: image');
  expect(checked.exitCode).toBe(0);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).distribution.web).toEqual(['machine1', 'machine2', 'machine3']);
});

test('--from knows its forms', async () => {
  const { exitCode, stderr } = await runCommand('init', { 'a.yaml': '{}' }, ['--from', 'helm', 'a.yaml']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('must be one of compose, kubernetes, nomad');
});
