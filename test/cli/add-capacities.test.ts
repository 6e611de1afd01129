import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  's.nix': '{ ... }: rec { db = { memory = 3; }; web = { memory = 2; disk = 1; dependsOn = { inherit db; }; }; }',
  'i.nix': '{ a.properties = { mem = 4; disk = 9; }; b.properties = { mem = 4; disk = 9; }; }',
};

/** What is told of capacities that the command line and a policy name, or the loads of the plan. */
async function place(policy: string | undefined, ...pairs: readonly (readonly [string, string])[]) {
  const resources = pairs.flatMap(([need, have]) => ['--service-property', need, '--target-property', have]);
  const given = policy === undefined ? [] : ['--policy', 'p.nix'];
  const words = ['-s', 's.nix', '-i', 'i.nix', '--json', '--time-limit', '2', ...given, ...resources];
  const run = await runCommand('place', { ...files, ...(policy === undefined ? {} : { 'p.nix': policy }) }, words);
  return run.exitCode === 0
    ? Object.keys(JSON.parse(run.stdout).loads)
    : [...run.stderr.matchAll(/^error: (.*)$/gm)].map(([, message]) => message);
}

test('a capacity of the command line counts, with a policy and without one', async () => {
  expect(await place(undefined, ['memory', 'mem'])).toEqual(['memory']);
  expect(await place('{ capacities.slots = { need = 1; have = 5; }; }', ['memory', 'mem'])).toEqual([
    'memory',
    'slots',
  ]);
  expect(await place('{ capacities.memory = { need = 1; have = 5; }; }', ['memory', 'mem'])).toEqual([
    'memory',
    'memory (2)',
  ]);
});

test('one that the policy has already is said twice, which must be the same', async () => {
  const policy = '{ capacities.room = { need = "memory"; have = "mem"; }; }';
  expect(await place(policy, ['memory', 'mem'])).toEqual(['room']);
  expect(await place(policy, ['memory', 'disk'])).toEqual([
    'capacity "room" of the policy counts "memory" against "mem", but the command line says --service-property memory with --target-property disk [policy-conflict]',
  ]);
});

test('a property that nobody has is told', async () => {
  expect(await place(undefined, ['memry', 'mem'], ['memory', 'men'])).toEqual([
    '--service-property is "memry", a property that no service has [unknown-property]',
    '--target-property is "men", a property that no target has [unknown-property]',
  ]);
});
