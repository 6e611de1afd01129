import { expect, test } from 'vitest';
import { errorsOf, runCommand } from '../harness.ts';
import { textOfWalk } from '../page/read-chapters.ts';

const model = (services: string) =>
  `{ distribution ? {}, invDistribution ? {}, system ? "", pkgs ? {} }: rec { ${services} }`;
const files = {
  'loop.nix': model('a = { dependsOn = { inherit a b; }; }; b = { };'),
  'pin.nix': model('a = { pinnedTo = "test2"; }; b = { dependsOn = { inherit a; }; };'),
  'i.nix': '{ test1 = { properties.cost = 1; }; test2 = { properties.cost = 2; }; }',
  'd.nix':
    '{ infrastructure }: { a = with infrastructure; [ test1 test2 ]; b = with infrastructure; [ test1 test2 ]; }',
  'ids.nix': '{ ports = { min = 1; max = 9; scope = "global"; }; }',
  'qos.nix':
    '{ services, infrastructure, initialDistribution, filters, ... }: filters.graphcol { inherit services infrastructure; distribution = initialDistribution; }',
};
const candidates = ['-i', 'i.nix', '-d', 'd.nix'];

test('a service that depends on itself has no fragile plan, whichever command is asked', async () => {
  const alone = 'service "a" depends on itself, which can never be a network link';
  const words = ['-s', 'loop.nix', ...candidates];
  const graphcol = await runCommand('graphcol', files, words);
  expect(graphcol).toMatchObject({ exitCode: 1, stdout: '' });
  expect(errorsOf(graphcol)).toEqual([alone]);
  expect(graphcol.stderr).toContain('hint: leave it out of its own dependencies');
  const tour = await runCommand('tour', files, [...words, '--id-resources', 'ids.nix', '--output-dir', 'out']);
  expect(tour.stdout).toContain(`No plan: ${alone}`);
  const walk = await runCommand('walk', files, words);
  const walked = textOfWalk(walk.stdout);
  expect(walked).toContain(`No plan: ${alone}`);
  expect(walked).not.toContain('The fragile plan, service by service');
  const gendist = await runCommand('gendist', files, ['-s', 'loop.nix', '-i', 'i.nix', '-q', 'qos.nix']);
  expect(gendist).toMatchObject({ exitCode: 1, stdout: '' });
  expect(gendist.stderr).toContain(`the filter graphcol finds no plan: ${alone}`);
});

test('a pin is obeyed by every planner, and explain agrees with what they plan', async () => {
  const words = ['-s', 'pin.nix', ...candidates];
  const plans = [
    await runCommand('multiwaycut', files, words),
    await runCommand('graphcol', files, words),
    await runCommand('graphcol', files, ['-s', 'pin.nix', '-i', 'i.nix']),
  ];
  for (const { exitCode, stdout } of plans) {
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/"a" = \[\s*"test2"\s*\]/);
    const explain = ['-s', 'pin.nix', '-i', 'i.nix', '-d', 'plan.nix', '--candidates', 'd.nix', '--service', 'a'];
    const explained = await runCommand('explain', { ...files, 'plan.nix': stdout }, explain);
    expect(explained.exitCode).toBe(0);
    expect(explained.stdout).toMatch(/^a is on test2\.\n/);
    expect(explained.stdout).not.toContain('test2 is no candidate');
    expect(explained.stdout).toContain('Not on test1: it is no candidate (the service is pinned to another target');
  }
});
