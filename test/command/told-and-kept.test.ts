import { afterAll, describe, expect, it, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  'services.nix': `{ ... }: rec {
    db = { name = "db"; type = "process"; pkg = x: x; stateful = true; memory = 3; };
    web = { name = "web"; type = "process"; pkg = x: x; memory = 3; dependsOn = { inherit db; }; };
  }`,
  'odd.nix': `{ ... }: rec {
    db = { type = "process"; pkg = x: x; };
    web = { name = "web"; pkg = x: x; dependsOn = { inherit db; }; };
  }`,
  'listed.nix': `{ ... }: {
    db = { name = "db"; type = "process"; pkg = x: x; };
    web = { name = "web"; type = "process"; pkg = x: x; connectsTo = [ "db" ]; activatesAfter = [ "db" ]; };
  }`,
  'listed.json': '{ "db": {}, "web": { "dependsOn": [ "db" ] } }',
  'bare.nix': '{ ... }: rec { db = { }; web = { dependsOn = { inherit db; }; }; }',
  'infrastructure.nix': `{
    t1 = { properties = { hostname = "t1"; memory = 4; cost = 1; }; };
    t2 = {
      properties = { hostname = "t2"; memory = 4; cost = 9; };
    };
  }`,
  'distribution.nix': '{ infrastructure }: rec { db = [ infrastructure.t1 infrastructure.t2 ]; web = db; }',
  'previous.json': '{ "db": [ "t2" ], "web": [ "t1" ] }',
  'part.json': '{ "web": [ "t1" ] }',
  'large.nix': `{ ... }: { ${Array.from({ length: 201 }, (_, i) => `s${i} = { name = "s${i}"; group = "G${i % 3}"; };`).join('\n')} }`,
});
afterAll(() => folder.remove());

const S = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'distribution.nix'];
const memory = ['--service-property', 'memory', '--target-property', 'memory'];

describe('services with data stay where a previous plan has them', () => {
  test.each([
    ['graphcol', []],
    ['divide', ['--strategy', 'greedy', ...memory]],
    ['divide', ['--strategy', 'exact', ...memory]],
    ['minsetcover', ['--target-property', 'cost']],
  ])('%s %j', async (command, words) => {
    const plan = async (...more: string[]) => {
      const { exitCode, stdout } = await runIn(folder.path, [command, ...S, ...words, '--json', ...more]);
      return [exitCode, JSON.parse(stdout).distribution.db[0]];
    };
    expect(await plan()).toEqual([0, 't1']);
    expect(await plan('--previous', 'previous.json')).toEqual([0, 't2']);
    expect((await plan('--previous', 'previous.json', '--move-stateful'))[0]).toBe(0);
  });
});

test.each([['multiwaycut'], ['minsetcover']])('%s tells where a target says what it has', async command => {
  const words = command === 'minsetcover' ? ['--target-property', 'cost'] : [];
  const { stderr } = await runIn(folder.path, [command, ...S, ...words]);
  expect(stderr).toMatch(
    /target "t1" has 4 of memory, but the plan needs 6 there \[overload\]\n {2}at infrastructure.nix:2:\d+/,
  );
});

describe('what Disnix asks of services', () => {
  it('a name and a type, where a model is written for it', async () => {
    const { exitCode, stdout } = await runIn(folder.path, ['check', '-s', 'odd.nix']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'warning: service "db" has no name, which Disnix asks for [missing-name]\n  at odd.nix:2:5',
    );
    expect(stdout).toContain(
      'warning: service "web" has no type, which Disnix asks for [missing-type]\n  at odd.nix:3:5',
    );
    expect(stdout.match(/^warning/gm)).toHaveLength(2);
  });

  it('sets of services, where dependencies are lists', async () => {
    const { stdout } = await runIn(folder.path, ['check', '-s', 'listed.nix']);
    expect(stdout.match(/^warning: (\w+) of service "web" is a list.*$|write .*$/gm)).toEqual([
      'warning: connectsTo of service "web" is a list, but Disnix takes sets of services only [listed-dependencies]',
      'write connectsTo = { inherit db; };',
      'warning: activatesAfter of service "web" is a list, but Disnix takes sets of services only [listed-dependencies]',
      'write activatesAfter = { inherit db; };',
    ]);
    expect((await runIn(folder.path, ['check', '-s', 'listed.json'])).stdout).toBe('');
  });

  it('types of what it reads, of services and of targets', async () => {
    folder.write({
      'typed.nix': `{ ... }: {
        a = { name = "a"; type = "process"; pkg = { }; deployState = "yes"; providesContainer = 3; providesContainers = [ ]; };
        b = { name = "b"; type = "process"; pkg = { }; deployState = false; providesContainer = "b"; providesContainers = { }; };
      }`,
      'typed-machines.nix': `{
        t1 = { system = 3; targetProperty = null; numOfCores = 0; clientInterface = true; };
        t2 = { system = "x86_64-linux"; targetProperty = "ip"; numOfCores = 4; clientInterface = "disnix-ssh-client"; };
        t3 = { numOfCores = "4"; };
      }`,
    });
    const words = ['check', '-s', 'typed.nix', '-i', 'typed-machines.nix', '--json'];
    const findings: readonly { readonly code: string; readonly message: string }[] = JSON.parse(
      (await runIn(folder.path, words)).stdout,
    ).findings;
    expect(findings.filter(({ code }) => code === 'wrong-type').map(({ message }) => message)).toEqual([
      'deployState of service "a" is a string, but Disnix takes a Boolean',
      'providesContainer of service "a" is an integer, but Disnix takes a string',
      'providesContainers of service "a" is a list, but Disnix takes an attribute set',
      'system of target "t1" is an integer, but Disnix takes a string',
      'targetProperty of target "t1" is null, but Disnix takes a string',
      'clientInterface of target "t1" is a boolean, but Disnix takes a string',
      'numOfCores of target "t1" is 0, but Disnix takes an integer from 1 on',
      'numOfCores of target "t3" is a string, but Disnix takes an integer from 1 on',
    ]);
    expect((await runIn(folder.path, ['check', '-i', 'typed-machines.nix'])).stdout).toBe('');
  });

  it('nothing, where it is not', async () => {
    expect((await runIn(folder.path, ['check', '-s', 'bare.nix'])).stdout).toBe('');
  });
});

describe('pictures', () => {
  it('a service that is placed nowhere is drawn as one, and no link of it crosses the network', async () => {
    const { stdout } = await runIn(folder.path, [
      'visualize-distribution',
      ...S.slice(0, 4),
      '-d',
      'part.json',
      '--json',
    ]);
    const { nodes, edges } = JSON.parse(stdout);
    expect(nodes.map(({ label }: { label: string }) => label)).toContain('db\non no target');
    expect(edges.map(({ kind }: { kind: string }) => kind)).toEqual(['depends']);
    const dot = await runIn(folder.path, ['visualize-distribution', ...S.slice(0, 4), '-d', 'part.json']);
    expect(dot.stdout).toMatch(/on no target.*dashed|dashed.*on no target/);
  });

  it('of more than 200 services groups are folded, and how to see all is told', async () => {
    const draw = (...more: string[]) => runIn(folder.path, ['visualize-services', '-s', 'large.nix', ...more]);
    const folded = await draw();
    expect(folded.stderr).toContain('201 services: groups are folded; --group NAME draws one');
    expect(folded.stdout).not.toContain('s200');
    for (const more of [['--all'], ['--json'], ['--focus', 's200'], ['--group', 'G2']]) {
      const { stdout, stderr } = await draw(...more);
      expect([stdout.includes('s200'), stderr]).toEqual([true, '']);
    }
  });
});
