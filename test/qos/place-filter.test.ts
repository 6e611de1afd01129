import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  's.nix': `{ ... }: rec {
    db1 = { name = "db1"; type = "sql"; memory = 3; stateful = true; };
    db2 = { name = "db2"; type = "sql"; memory = 3; };
    web = { name = "web"; type = "web"; memory = 2; dependsOn = { inherit db1; }; };
  }`,
  'i.nix': `{
    t1.properties = { supportedTypes = [ "sql" "web" ]; memory = 4; };
    t2.properties = { supportedTypes = [ "sql" ]; memory = 8; };
    t3.properties = { supportedTypes = [ "sql" "web" ]; memory = 5; };
  }`,
  'placement.nix':
    '{ services, lib }: { capacities.memory = { }; replicas.web = lib.length (builtins.attrNames services) - 1; }',
};

/** The distribution that a QoS model gives, or what is told. */
async function generate(model: string, ...words: readonly string[]) {
  const given = ['-s', 's.nix', '-i', 'i.nix', '-q', 'q.nix', '--json', ...words];
  const run = await runCommand('gendist', { ...files, 'q.nix': model }, given);
  return { ...run, plan: run.exitCode === 0 ? JSON.parse(run.stdout).distribution : undefined };
}

const call = (more: string): string =>
  `{ services, infrastructure, initialDistribution, previousDistribution, filters, ... }: filters.place ({ inherit services infrastructure; distribution = initialDistribution; timeLimit = 2; } // ${more})`;

describe('the filter place', () => {
  test('plans under a policy that is written in the model: the example of the docs', async () => {
    const [, example = ''] = /^```nix qos\n(.*?)^```/ms.exec(readFileSync('docs/qos.md', 'latin1')) ?? [];
    const { plan } = await generate(example);
    // web goes with db1 where both types and 5 of memory are.
    expect(plan).toEqual({ db1: ['t3'], db2: [expect.stringMatching(/t[12]/)], web: ['t3'] });
  });

  test('takes a policy from a file, a function included', async () => {
    const { plan } = await generate(call('{ policy = import ./placement.nix; }'));
    expect(plan.web).toHaveLength(2);
  });

  test('leaves stateful services where they were', async () => {
    const before = ['--previous', 'old.json'];
    const run = await runCommand(
      'gendist',
      { ...files, 'old.json': '{ "db1": [ "t2" ] }', 'q.nix': call('{ inherit previousDistribution; policy = { }; }') },
      ['-s', 's.nix', '-i', 'i.nix', '-q', 'q.nix', '--json', ...before],
    );
    expect(JSON.parse(run.stdout).distribution.db1).toEqual(['t2']);
    const { exitCode } = await generate(call('{ inherit previousDistribution; policy = { }; }'));
    expect(exitCode).toBe(0);
  });

  test('says what is wrong with a policy, and that there is no plan', async () => {
    const wrong = await generate(call('{ policy.capacitis.memory = { }; }'));
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain(
      'the filter place refuses what it is given: the policy has the unknown key "capacitis"',
    );
    const none = await generate(call('{ policy.rules = [ { avoid = "web"; on = [ "t1" "t2" "t3" ]; } ]; }'));
    expect(none.exitCode).toBe(1);
    expect(none.stderr).toContain('the filter place finds no plan: service "web" may go to no target; ');
    const limit = await generate(call('{ policy = { }; timeLimit = "soon"; }'));
    expect(limit.stderr).toContain("'timeLimit', which must be a number of at least 0");
    const missing = await generate(call('{ policy = { things }: { }; }'));
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('things');
  });
});
