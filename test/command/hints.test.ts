import { describe, expect, it, test } from 'vitest';
import { suggestCommand } from '../../src/cli/suggest-command.ts';
import { commands } from '../../src/command/commands.ts';
import { makeFolder, runCommand, runIn } from '../harness.ts';

const models = {
  'services.nix': `{ distribution, invDistribution, pkgs, system }:
    rec {
      web = { name = "web"; type = "process"; pkg = x: x; dependsOn = { inherit db; }; };
      db = { name = "db"; type = "process"; pkg = x: x; };
    }`,
  'infrastructure.nix': `{
    test1 = { properties.hostname = "test1"; containers.process = { }; };
    test2 = { properties.hostname = "test2"; containers.process = { }; };
  }`,
  'distribution.nix': `{ infrastructure }: { web = [ infrastructure.test1 ]; db = [ infrastructure.test2 ]; }`,
  'pools.nix': `{ ports = { min = 1; max = 9; scope = "machine"; }; }`,
};

const S = ['-s', 'services.nix', '-i', 'infrastructure.nix'];

describe('a command that there is not', () => {
  test.each([
    ['grpahcol', 'did you mean "graphcol"?'],
    ['visualize', 'did you mean "visualize-services", "visualize-infra" or "visualize-distribution"?'],
    ['port-assign', 'ports are ids of a pool: did you mean "id-assign"?'],
    ['dydisnix-port-assign', 'ports are ids of a pool: did you mean "id-assign"?'],
    ['vizualize', 'did you mean "visualize-services", "visualize-infra" or "visualize-distribution"?'],
    ['visualise', 'did you mean "visualize-services", "visualize-infra" or "visualize-distribution"?'],
    ['colour', 'did you mean "graphcol"?'],
    ['deplyo', 'did you mean "plan" or "apply"?'],
    ['assign', 'did you mean "id-assign" or "nixproc-id-assign"?'],
    ['services-docs', 'did you mean "generate-services-docs"?'],
    ['xyzzy', 'dydisnix --help lists the commands'],
  ])('%s', (written, hint) => {
    expect(suggestCommand(written, [...commands.keys()])).toContain(hint);
  });

  it('is told what it may mean, and nothing that is hidden', async () => {
    const { exitCode, stderr } = await runIn('/', ['complete']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('did you mean "completion"?');
  });

  it('no word of others stands for a command that there is', () => {
    for (const name of commands.keys()) expect(suggestCommand(name, [...commands.keys()])).toContain(`"${name}"`);
  });
});

describe('options before the command', () => {
  const folder = makeFolder(models);
  test.each([
    [['--json', 'check', ...S]],
    [['--json', '-s', 'services.nix', 'check', '-i', 'infrastructure.nix']],
    [['--strict', 'check', '--json', ...S]],
    [['-C', '.', '--json', 'check', ...S]],
    [['--json', '-C', '.', 'check', ...S]],
  ])('%j is check', async words => {
    const { exitCode, stdout } = await runIn(folder.path, words);
    expect({ exitCode, stdout: JSON.parse(stdout) }).toMatchObject({ exitCode: 0, stdout: { findings: [] } });
  });

  it('a value that is called as a command is a value', async () => {
    const { stderr } = await runIn(folder.path, ['-s', 'check', '--id-resources', 'pools.nix']);
    expect(stderr).toContain(`${folder.path}/check`.slice(1));
  });

  it('without a command ids are assigned', async () => {
    const { stderr } = await runIn(folder.path, [...S, '--id-resources', 'pools.nix']);
    expect(stderr).toContain('give the infrastructure model with -i and the distribution with -d');
  });
});

describe('mistakes on the command line', () => {
  test.each([
    [['check', '--foo', 'bar', ...S], 1],
    [['check', '--foo', ...S], 1],
    [['multiwaycut', '--tiem-limit', '4', ...S, '-d', 'distribution.nix'], 1],
    [['diff', '--foo', 'bar', 'a.nix', 'b.nix'], 1],
    [['diff', '--foo', 'a.nix', 'b.nix'], 1],
    [['diff', '--foo', 'bar', 'a.nix', 'b.nix', 'c.nix'], 2],
    [['check', '--foo=1', 'bar', ...S], 2],
    [['check', 'bar', ...S], 1],
  ])('%j: the value of an unknown option is no second error', async (words, errors) => {
    const { exitCode, stderr } = await runIn('/', words);
    expect({ exitCode, errors: stderr.match(/^error:/gm)?.length }).toEqual({ exitCode: 2, errors });
  });

  test.each(['multiwaycut', 'minsetcover', 'divide'])(
    '%s without candidates is told who writes them',
    async command => {
      const { stderr } = await runCommand(command, models, S);
      expect(stderr).toContain('-d/--distribution FILE');
      expect(stderr).toContain('dydisnix gendist writes');
    },
  );
});

describe("models in each other's place", () => {
  test.each([
    ['multiwaycut', ['-i', 'services.nix', '-s', 'infrastructure.nix', '-d', 'distribution.nix'], 2],
    ['check', ['-i', 'services.nix', '-s', 'infrastructure.nix'], 2],
    ['check', ['-s', 'infrastructure.nix', '-i', 'infrastructure.nix'], 1],
    ['graphcol', ['-s', 'distribution.nix', '-i', 'infrastructure.nix'], 1],
    ['multiwaycut', [...S, '-d', 'services.nix'], 1],
    ['visualize-services', ['-s', 'pools.nix'], 1],
  ])('%s %j: each is told to be what it is, and nothing else', async (command, words, errors) => {
    const { exitCode, stdout, stderr } = await runCommand(command, models, words);
    expect(exitCode).toBe(2);
    const told = stdout + stderr;
    expect(told.match(/\[models-mixed-up\]/g)?.length).toBe(errors);
    expect(told.match(/^(error|warning):/gm)?.length).toBe(errors);
    expect(told).not.toContain('extra-params');
    if (errors === 2) expect(told).toContain('the two are swapped');
  });

  it('models that are wrong are not called others', async () => {
    const { stderr } = await runCommand('multiwaycut', { ...models, 'services.nix': '{ pkgs }: { a = b; }' }, [
      ...S,
      '-d',
      'distribution.nix',
    ]);
    expect(stderr).toContain("undefined variable 'b'");
    expect(stderr).not.toContain('models-mixed-up');
  });
});

it('nixproc-id-assign advises no options that it lacks', async () => {
  const files = { 'processes.nix': '{ }: { a = { requiresUniqueIdsFor = [ "ports" ]; }; }', ...models };
  const { exitCode, stderr } = await runCommand('nixproc-id-assign', files, [
    '--id-resources',
    'pools.nix',
    'processes.nix',
  ]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('the scope "global" does the same');
  expect(stderr).not.toMatch(/ -[id]\b/);
});
