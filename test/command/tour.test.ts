import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const models = {
  'services-with-ports.nix': `{ ... }: let
    service = name: dependsOn: { inherit name dependsOn; type = "echo"; requiresUniqueIdsFor = [ "ports" ]; };
  in rec {
    testService1 = service "testService1" { };
    testService2 = service "testService2" { inherit testService1; };
    testService3 = service "testService3" { inherit testService1 testService2; };
  }`,
  'infrastructure.nix': '{ testtarget1 = { }; testtarget2 = { }; testtarget3 = { }; }',
  'distribution.nix': `{ infrastructure, ... }:
    let all = builtins.attrValues infrastructure; in { testService1 = all; testService2 = all; testService3 = all; }`,
  'idresources.nix': '{ ports = { min = 3000; max = 4000; scope = "global"; }; }',
};

const words = (...more: string[]): string[] =>
  ['-s', 'services-with-ports.nix', '-i', 'infrastructure.nix', '-d', 'distribution.nix']
    .concat('--id-resources', 'idresources.nix', '--output-dir', 'pictures')
    .concat(more);

test('the tour tells what the walk shows, and draws every picture', async () => {
  const { exitCode, stdout, stderr, files } = await runCommand('tour', models, words());
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  const titles = [...stdout.matchAll(/^(\d+\. .*)\n-+$/gm)].map(([, title]) => title);
  expect(titles).toEqual([
    '1. Services',
    '2. Infrastructure',
    '3. Candidates',
    '4. The problem and how it is solved',
    '5. The reliable plan',
    '6. The fragile plan',
    '7. Numbers',
  ]);
  expect(stdout).toContain('  Network links: 0 of 3 dependencies\n');
  expect(stdout).toMatch(
    /The reliable plan, service by service:\n {2}Service +Target\n {2}testService1 {2}testtarget1\n/,
  );
  expect(stdout).toContain('  2. testService2: its neighbours have 1 colour; it gets colour 1 (testtarget2).\n');
  expect(stdout).toMatch(/Assigned ids:\n {2}Service +ports\n {2}testService1 {2}3000\n/);
  const told = [...stdout.matchAll(/: (pictures\/\S+\.svg)$/gm)].map(([, file]) => file);
  expect(told).toHaveLength(7);
  expect(Object.keys(files).filter(file => file.endsWith('.svg'))).toEqual([...told].sort());
});

test('where there is no plan, the tour says why and ends there', async () => {
  const lonely = {
    ...models,
    'distribution.nix': '{ infrastructure, ... }: { testService1 = [ ]; testService2 = [ ]; testService3 = [ ]; }',
  };
  const { exitCode, stdout, stderr, files } = await runCommand('tour', lonely, words());
  expect(exitCode).toBe(1);
  expect(stderr).toContain('testService1');
  expect(stdout).toMatch(/4\. There is no plan\n-+\n/);
  expect(stdout).not.toContain('The fragile plan');
  expect(files['pictures/services.svg']).toContain('<svg');
});

test('a service that depends on itself is in no fragile plan of the tour', async () => {
  const services = '{ ... }: rec { a = { name = "a"; dependsOn = { inherit a b; }; }; b = { name = "b"; }; }';
  const files = {
    ...models,
    'services-with-ports.nix': services,
    'distribution.nix':
      '{ infrastructure, ... }: { a = [ infrastructure.testtarget1 ]; b = [ infrastructure.testtarget2 ]; }',
  };
  const { stdout } = await runCommand('tour', files, words());
  expect(stdout).toMatch(/6\. The fragile plan\n[\s\S]*No plan: /);
  expect(stdout).not.toContain('The fragile plan, service by service');
});
