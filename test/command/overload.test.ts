import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  's.nix':
    '{ ... }: { a = { name = "a"; type = "process"; mem = 2; stateful = true; }; b = { name = "b"; type = "process"; mem = 3; }; }',
  'i.nix':
    '{ t1.properties = { hostname = "t1"; cost = 1; mem = 4; }; t2.properties = { hostname = "t2"; cost = 9; mem = 1; }; }',
  'd.nix': '{ infrastructure }: with infrastructure; { a = [ t1 ]; b = [ t1 ]; }',
  'old.nix': '{ a = [ "t2" ]; b = [ "t1" ]; }',
};
const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];
const counted = ['--service-property', 'mem', '--target-property', 'mem'];

test('check tells what is too much for a target, with who is on it', async () => {
  expect((await runCommand('check', files, models)).exitCode).toBe(0);
  const outcome = await runCommand('check', files, [...models, ...counted, '--json']);
  expect(outcome.exitCode).toBe(1);
  expect(JSON.parse(outcome.stdout).findings).toMatchObject([
    { code: 'overload', message: 'target "t1" has 4 of mem, but 5 is used', hint: 'on it: b (3), a (2)' },
  ]);
});

test('explain tells it of the target where a service is', async () => {
  const { stdout } = await runCommand('explain', files, [...models, ...counted, '--service', 'a']);
  expect(stdout).toContain('a is on t1.\n  t1 has 4 of mem, but 5 is used, by b (3), a (2).\n');
  const json = JSON.parse((await runCommand('explain', files, [...models, ...counted, '--json'])).stdout);
  expect(json.services[0].overloads).toEqual([
    {
      target: 't1',
      resource: 'mem',
      have: '4',
      used: '5',
      on: [
        { service: 'b', need: '3' },
        { service: 'a', need: '2' },
      ],
    },
  ]);
});

const plain: readonly (readonly [string, ...string[]])[] = [
  ['multiwaycut'],
  ['minsetcover', '--target-property', 'cost'],
  ['graphcol'],
  ['place'],
  ['divide', '--strategy', 'greedy', '--service-property', 'disk', '--target-property', 'disk'],
  ['plan', '--state', 'state'],
];
const withDisk = {
  ...files,
  's.nix': files['s.nix'].replace('mem = 2;', 'mem = 2; disk = 1;'),
  'i.nix': files['i.nix'].replaceAll('mem =', 'disk = 9; mem ='),
};

test.each(plain)('%s warns of what it does not count', async (planner, ...words) => {
  const { exitCode, stderr, stdout } = await runCommand(planner, withDisk, [...models, ...words]);
  expect(exitCode, stderr).toBe(0);
  expect(stderr + stdout).toContain('target "t1" has 4 of mem, but the plan needs 5 there');
  // The summary of a plan has no hints.
  if (planner !== 'plan') expect(stderr).toContain('on it: b (3), a (2)');
  const roomy = { ...withDisk, 'i.nix': withDisk['i.nix'].replace('mem = 4', 'mem = 5') };
  const told = await runCommand(planner, roomy, [...models, ...words]);
  expect(told.stderr + told.stdout).not.toContain('of mem');
});

test('a capacity of the policy is not warned of twice: there is a plan that keeps to it, or none', async () => {
  const counting = { ...files, 'p.nix': '{ capacities.room = { need = "mem"; have = "mem"; overcommit = 2; }; }' };
  for (const words of [['place'], ['plan', '--state', 'state']]) {
    const [planner = '', ...others] = words;
    const told = await runCommand(planner, counting, [...models, ...others, '--policy', 'p.nix']);
    expect([told.exitCode, told.stderr + told.stdout]).toEqual([0, expect.not.stringContaining('but the plan needs')]);
  }
});

test('diff tells first which data a plan leaves behind', async () => {
  const { stdout } = await runCommand('diff', files, ['-s', 's.nix', '-i', 'i.nix', 'old.nix', 'd.nix']);
  expect(stdout.split('\n')[1]).toBe(
    'danger: the stateful service "a" leaves t2, where its data is, and is then on t1',
  );
  const back = await runCommand('diff', files, ['-s', 's.nix', '-i', 'i.nix', 'd.nix', 'd.nix']);
  expect(back.stdout).not.toContain('danger');
});
