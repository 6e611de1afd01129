import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

/** A servlet container that is brought, and what goes into it; a database that machines have. */
const files = {
  's.nix': `rec {
    tomcat = { name = "tomcat"; type = "process"; providesContainer = "servlets"; };
    shop = { name = "shop"; type = "servlets"; dependsOn = { inherit db; }; };
    db = { name = "db"; type = "mysql"; };
  }`,
  'i.nix': '{ t1.containers.mysql = { }; t2.containers = { mysql = { }; servlets = { }; }; t3 = { }; }',
  'd.nix': `{ tomcat = [ "t1" "t3" ]; shop = [ "t1" "t2" "t3" ];
    db.targets = [ { target = "t1"; container = "mysql"; } { target = "t2"; container = "mysql"; } ]; }`,
  // Each waits for the other one where they meet.
  'tangled.nix': `rec {
    tomcat = { name = "tomcat"; type = "process"; providesContainer = "servlets"; dependsOn = { inherit db; }; };
    shop = { name = "shop"; type = "servlets"; };
    db = { name = "db"; type = "mysql"; activatesAfter = { inherit shop; }; };
  }`,
};

const judge = (plan: string, ...more: readonly string[]) =>
  runCommand('verify', { ...files, 'plan.nix': plan }, [
    ...[
      'plan.nix',
      '--planner',
      'multiwaycut',
      '-i',
      'i.nix',
      '-d',
      'd.nix',
      ...(more.length > 0 ? more : ['-s', 's.nix']),
    ],
  ]);
const db = 'db.targets = [ { target = "t1"; container = "mysql"; } ];';

test.each([
  ['with who brings its container', '{ tomcat = [ "t3" ]; shop = [ "t3" ]; DB }', undefined],
  ['on a target that has it', '{ tomcat = [ "t1" ]; shop = [ "t2" ]; DB }', undefined],
  [
    'where nobody brings it',
    '{ tomcat = [ "t1" ]; shop = [ "t3" ]; DB }',
    '"shop" is on a target without its container',
  ],
  [
    'in another container',
    '{ tomcat = [ "t3" ]; shop = [ "t3" ]; db.targets = [ { target = "t1"; container = "oracle"; } ]; }',
    '"db" goes into container "oracle" on "t1", which its candidates do not say',
  ],
  [
    'whose container was lost',
    '{ tomcat = [ "t3" ]; shop = [ "t3" ]; db = [ "t1" ]; }',
    '"db" goes into no container that is named on "t1", which its candidates do not say',
  ],
])('a service %s', async (_, plan, told) => {
  const run = await judge(plan.replace('DB', db));
  expect(run.exitCode, run.stderr).toBe(told === undefined ? 0 : 1);
  expect(run.stderr).toContain(told ?? '');
});

test('services that would wait for each other to be activated are refused on one target, and let be on two', async () => {
  const tangled = (plan: string) => judge(plan.replace('DB', db), '-s', 'tangled.nix');
  const met = await tangled('{ tomcat = [ "t1" ]; shop = [ "t1" ]; DB }');
  expect(met.exitCode).toBe(1);
  expect(met.stderr).toContain('"shop" waits for "tomcat" on its target, which waits for it');
  const apart = await tangled('{ tomcat = [ "t1" ]; shop = [ "t2" ]; DB }');
  expect(apart.exitCode, apart.stderr).toBe(0);
  expect(apart.stdout).toContain('not looked at: the order of activation in other plans');
});

test('that nobody can bring a container leaves a service nowhere: that is counted', async () => {
  const run = await runCommand(
    'verify',
    {
      ...files,
      'd.nix': '{ tomcat = [ "t1" ]; shop = [ "t3" ]; }',
      'a.json': '{ "status": "impossible", "reason": {} }',
    },
    ['a.json', '--planner', 'multiwaycut', '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'],
  );
  expect(run.stdout).toBe('there is no plan: counted again\n');
});
