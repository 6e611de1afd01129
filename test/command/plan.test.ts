import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSavedPlan } from '../../src/loop/saved-plan/read-saved-plan.ts';
import { writeSavedPlan } from '../../src/loop/saved-plan/write-saved-plan.ts';
import { type Folder, makeFolder, runIn } from '../harness.ts';

const files = {
  'services.nix': `{ ... }:
let
  ids = if builtins.pathExists ./ids.nix then (import ./ids.nix).ids else { };
  make = name: more: {
    inherit name; type = "process"; pkg = import ./pkgs/\${name}.nix; memory = 3; dependsOn = { };
    requiresUniqueIdsFor = [ "ports" ]; port = ids.ports.\${name} or 0;
  } // more;
in rec {
  db = make "db" { stateful = true; };
  api = make "api" { dependsOn = { inherit db; }; };
  web = make "web" { dependsOn = { inherit api; }; replicas = 2; };
}`,
  'infrastructure.nix': `{
  m1 = { properties = { hostname = "m1"; memory = 8; }; containers.process = { }; };
  m2 = { properties = { hostname = "m2"; memory = 8; }; containers.process = { }; };
}`,
  'placement.nix': '{ capacities.memory = { }; }',
  'idresources.nix': '{ ports = { min = 8000; max = 8010; scope = "machine"; }; }',
  'pkgs/web.nix': '{ version = 1; }',
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
});
afterEach(() => folder.remove());

function read(file: string): string {
  const text = folder.read()[file];
  if (text === undefined) throw new Error(`there is no ${file}`);
  return text;
}

function write(file: string, text: string): void {
  folder.write({ [file]: text });
}

/** Runs plan on the models of the folder; its state is there, too. */
function plan(...words: readonly string[]) {
  return runIn(folder.path, ['plan', '--state', 'state', ...words]);
}

async function save(): Promise<void> {
  expect(await plan('--output', 'plan.json')).toMatchObject({ exitCode: 0 });
}

/** Makes the plan of the folder the one that was applied. */
async function apply(): Promise<void> {
  await save();
  write('state/current.json', read('plan.json'));
  const { ids } = readSavedPlan('plan.json', read('plan.json'));
  if (ids !== undefined) write('ids.nix', ids.after);
}

describe('plan', () => {
  test('first deployment: everything starts, with ids, loads and what is proved', async () => {
    const { exitCode, stdout } = await plan();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      `deployed: nothing that is known of
planned under placement.nix; candidates: every target
3 starts, 0 services stay as they are

start    db   on m2, with data
start    api  on m1
start    web  on m1, m2
`,
    );
    expect(stdout).toContain('ids: 0 kept, 3 assigned, 0 released\n');
    expect(stdout).toContain('optimal: no plan has less');
  });

  test('where nothing changed there is nothing to do, though models read the ids that were assigned', async () => {
    await apply();
    const { exitCode, stdout } = await plan('--exit-code');
    expect(stdout).toContain('3 services stay as they are\n');
    expect(stdout).toMatch(/^deployed: the plan of 20/);
    expect(exitCode).toBe(0);
  });

  test('a property that changes, and who follows it; exit code 3', async () => {
    await apply();
    write('services.nix', files['services.nix'].replace('stateful = true;', 'stateful = true; level = 2;'));
    const { exitCode, stdout } = await plan('--exit-code');
    expect(exitCode).toBe(3);
    expect(stdout).toContain('1 change, 2 restarts, 0 services stay as they are\n');
    expect(stdout).toMatch(/change {3}db {3}on m., with data\n {11}level: nothing -> 2\n/);
    expect(stdout).toMatch(/restart {2}api {2}on m.\n {11}for db \(dependsOn\)\n/);
  });

  test('a machine that is gone is why a service moves; data that has nowhere to stay is a danger told first', async () => {
    await apply();
    const [at] = readSavedPlan('', read('plan.json')).distribution.mappings.get('db') ?? [];
    const [gone, left] = at?.target === 'm1' ? ['m1', 'm2'] : ['m2', 'm1'];
    write(
      'infrastructure.nix',
      `{ ${left} = { properties = { hostname = "${left}"; memory = 20; }; containers.process = { }; }; }`,
    );
    write('services.nix', files['services.nix'].replace('replicas = 2;', ''));
    const { stdout } = await plan();
    expect(stdout).toContain(`move     db   ${gone} -> ${left}, with data\n           ${gone} is gone\n`);
  });

  test('no plan is exit code 1, with the reason, and as data', async () => {
    write('placement.nix', '{ capacities.memory = { need = 9; have = "memory"; }; }');
    const text = await plan();
    expect(text).toMatchObject({ exitCode: 1, stdout: '' });
    expect(text.stderr).toContain('there is no plan');
    const { stdout } = await plan('--json');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'impossible' });
  });

  test('what is deployed can be said, in any form of a plan', async () => {
    write('old.nix', '{ infrastructure }: { web = [ infrastructure.m2 ]; gone = [ infrastructure.m1 ]; }');
    const { stdout } = await plan('--previous', 'old.nix');
    expect(stdout).toContain('deployed: as old.nix says\n');
    expect(stdout).toMatch(/stop {5}gone {2}on m1\nscale {4}web {3}also on m1/);
  });

  test('a QoS model decides in the place of the policy', async () => {
    write('qos.nix', '{ initialDistribution, lib, ... }: lib.mapAttrs (name: targets: [ "m2" ]) initialDistribution');
    const { stdout } = await plan();
    expect(stdout).toContain('planned by qos.nix\n');
    expect(stdout).toContain('start    web  on m2\n');
  });
});

describe('a saved plan', () => {
  test('reads back as it was', async () => {
    await plan('--output', 'plan.json');
    const text = read('plan.json');
    expect(writeSavedPlan(readSavedPlan('plan.json', text))).toBe(text);
    const { stdout } = await plan('--json');
    const ofNow = (json: string): unknown => ({ ...JSON.parse(json), made: '', findings: [] });
    expect(ofNow(stdout)).toEqual(ofNow(text));
  });

  test('tells what is wrong in it, each at its place', async () => {
    await plan('--output', 'plan.json');
    const broken = read('plan.json').replace('"kind": "start"', '"kind": "begin"').replace('"made":', '"mode":');
    expect(() => readSavedPlan('plan.json', broken)).toThrow(/unknown member "mode"/);
    expect(() => readSavedPlan('plan.json', broken.replace('"version": 1', '"version": 7'))).toThrow(/version 7/);
    expect(() => readSavedPlan('plan.json', '{ "ids": {} }')).toThrow(/no saved plan/);
  });

  /** What of the basis is another one after a change of a file. */
  async function changed(file: string, content: string): Promise<readonly string[]> {
    await save();
    const before = readSavedPlan('', read('plan.json')).basis;
    write(file, content);
    await save();
    const after = readSavedPlan('', read('plan.json')).basis;
    const models = [...after.models].flatMap(([name, digest]) => (before.models.get(name) === digest ? [] : [name]));
    const named = [...after.files].flatMap(([path, digest]) => (before.files.get(path) === digest ? [] : [path]));
    return [...models, ...named.map(path => path.slice(folder.path.length + 1))];
  }

  test('rests on values: comments, blanks and the order of attributes change nothing', async () => {
    const infrastructure = `# the machines
{
  m2 = { containers.process = { }; properties = { memory = 8; hostname = "m2"; }; };
  m1 = { properties = { hostname = "m1"; memory = 8; }; containers.process = { }; };
}`;
    expect(await changed('infrastructure.nix', infrastructure)).toEqual([]);
    expect(await changed('services.nix', `# services\n${files['services.nix']}`)).toEqual([]);
    expect(await changed('placement.nix', '{\n  capacities = { memory = { }; };\n}')).toEqual([]);
  });

  test('rests on packages, which are not evaluated, by the files that models name', async () => {
    expect(await changed('pkgs/web.nix', '{ version = 2; }')).toEqual(['pkgs/web.nix']);
    expect(await changed('pkgs/web.nix', '{ version = /* the second */ 2; }')).toEqual([]);
  });

  test('rests on values of models', async () => {
    expect(
      await changed('infrastructure.nix', files['infrastructure.nix'].replace('memory = 8', 'memory = 9')),
    ).toEqual(['infrastructure', 'infrastructure.nix']);
    expect(await changed('placement.nix', '{ capacities.memory = { comfortable = 0.5; }; }')).toEqual(['policy']);
  });
});

test('what check finds is told with its place and what to do, and of many with one cause a few', async () => {
  write('services.nix', '{ ... }: { web = { name = "w"; type = "process"; pkg = { }; memory = 1; port = "9-1"; }; }');
  const { stdout } = await plan();
  expect(stdout).toContain(`check finds 2 errors, 0 warnings
  error: service "web" has the name "w", but Disnix looks for it under that name [wrong-name]
    at services.nix:1:20
    hint: write name = "web"; or call the attribute "w"
  error: port of service "web": the range 9-1 is backwards [port-range]
    at services.nix:1:73
`);
  const many = Array.from({ length: 30 }, (_, i) => `s${i} = { name = "s${i}"; pkg = { }; memory = 0; };`);
  write('services.nix', `{ ... }: { ${many.join('\n')} }`);
  const { stdout: short } = await plan();
  expect(short).toMatch(
    /check finds 0 errors, 30 warnings\n(.*\n){6} {4}and 27 more like these: .*\(dydisnix check tells each of them\)\n/,
  );
});
