import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  's.nix': `{ ... }: rec {
  db = { name = "db"; type = "process"; };
  mongo = { name = "mongo"; type = "process"; providesContainer = "mongodb"; };
  users = { name = "users"; type = "mongodb"; };
  api = { name = "api"; type = "process"; dependsOn = { inherit db users; }; };
  log = { name = "log"; type = "process"; activatesAfter = { inherit api; }; };
}`,
  'circle.nix':
    '{ ... }: rec { a = { name = "a"; type = "process"; dependsOn = { b = { name = "b"; type = "process"; }; }; }; b = { name = "b"; type = "process"; activatesAfter = [ "a" ]; }; }',
  'i.nix': '{ t1.properties.hostname = "t1"; t2.properties.hostname = "t2"; }',
  'd.nix':
    '{ infrastructure }: with infrastructure; { db = [ t1 ]; mongo = [ t1 ]; users = [ t1 ]; api = [ t2 ]; log = [ t2 ]; }',
};
const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];

test('prints the waves of services and machines', async () => {
  expect(await runCommand('order', files, models)).toMatchObject({
    exitCode: 0,
    stdout: `wave 1
  db on t1
  mongo on t1
wave 2
  users on t1, after mongo (its container)
wave 3
  api on t2, after db, users
wave 4
  log on t2, after api (activatesAfter)

machines
  wave 1: t1
  wave 2: t2
`,
  });
});

test('prints them as data, and draws them', async () => {
  const json = JSON.parse((await runCommand('order', files, [...models, '--json'])).stdout);
  expect(json).toMatchObject({ version: 1, status: 'ordered', machines: [[['t1']], [['t2']]] });
  expect(json.waves[1]).toEqual([
    { service: 'users', targets: ['t1'], waitsFor: [{ service: 'mongo', because: ['container'] }] },
  ]);
  const { stdout } = await runCommand('order', files, [...models, '--output-graph']);
  expect(stdout).toContain('"users" -> "mongo" [class="inside"');
  expect(stdout).toContain('"log" -> "api" [class="after"');
});

test('tells circles, with exit code 1', async () => {
  const outcome = await runCommand('order', files, ['-s', 'circle.nix']);
  expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
  expect(outcome.stderr).toMatch(
    /^error: there is no order: services wait for each other in a circle \[no-order\]\n {2}at circle\.nix:1:\d+\n/,
  );
  expect(outcome.stderr).toContain('\n  a -> b -> a\n');
  const json = await runCommand('order', files, ['-s', 'circle.nix', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 1,
    error: { code: 'no-order' },
    status: 'circular',
    circles: [['a', 'b']],
  });
});

test('pictures of services and plans draw the same order', async () => {
  const services = await runCommand('visualize-services', files, ['-s', 's.nix']);
  expect(services.stdout).toContain('"users" -> "mongo" [class="inside"');
  expect(services.stdout).toContain('"log" -> "api" [class="after"');
  const plan = await runCommand('visualize-distribution', files, models);
  expect(plan.stdout).toContain('class="inside"');
  expect(plan.stdout).toContain('class="after"');
});
