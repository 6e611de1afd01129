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

test.each([['multiwaycut'], ['minsetcover', '--target-property', 'cost']])(
  '%s warns of it',
  async (planner, ...words) => {
    const outcome = await runCommand(planner, files, [...models, ...words]);
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stderr).toContain('target "t1" has 4 of mem, but the plan needs 5 there');
    expect(outcome.stderr).toContain('on it: b (3), a (2)');
    const roomy = { ...files, 'i.nix': files['i.nix'].replace('mem = 4', 'mem = 5') };
    expect((await runCommand(planner, roomy, [...models, ...words])).stderr).not.toContain('of mem');
  },
);

test('diff tells first which data a plan leaves behind', async () => {
  const { stdout } = await runCommand('diff', files, ['-s', 's.nix', '-i', 'i.nix', 'old.nix', 'd.nix']);
  expect(stdout.split('\n')[1]).toBe(
    'danger: the stateful service "a" leaves t2, where its data is, and is then on t1',
  );
  const back = await runCommand('diff', files, ['-s', 's.nix', '-i', 'i.nix', 'd.nix', 'd.nix']);
  expect(back.stdout).not.toContain('danger');
});
