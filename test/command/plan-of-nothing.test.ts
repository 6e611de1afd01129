import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  's.nix':
    '{ ... }: { a = { name = "a"; type = "process"; mem = 1; }; b = { name = "b"; type = "process"; mem = 1; }; }',
  'none.nix': '{ ... }: { }',
  'i.nix': '{ t1.properties = { hostname = "t1"; mem = 1; cost = 1; }; }',
  'd.json': '{ }',
};
const planners: readonly (readonly [string, readonly string[]])[] = [
  ['multiwaycut', []],
  ['graphcol', []],
  ['place', []],
  ['divide', ['--strategy', 'greedy', '--service-property', 'mem', '--target-property', 'mem']],
  ['minsetcover', ['--target-property', 'cost']],
];

test.each(planners)(
  '%s warns of a distribution that names nobody, and praises no plan of nothing',
  async (name, more) => {
    const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.json', ...more];
    const { exitCode, stdout, stderr } = await runCommand(name, files, words);
    expect([exitCode, stdout]).toEqual([0, '{ }\n']);
    expect(stderr).toContain('warning: the distribution does not name any of the 2 services: nothing is placed');
    expect(stderr).not.toContain('optimal');
  },
);

test.each(planners)('%s warns of a services model without services', async (name, more) => {
  const words = ['-s', 'none.nix', '-i', 'i.nix', '-d', 'd.json', ...more];
  const { exitCode, stderr } = await runCommand(name, files, words);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('warning: the services model has no services: nothing is placed [nothing-placed]');
  expect(stderr).not.toContain('optimal');
});
