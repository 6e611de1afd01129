import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

/** The files whose code a file runs: types are gone by then. */
function loadedBy(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const found = [...text.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)\s*from '(\.[^']*\.ts)'/gm)];
  return found
    .filter(([, names = '']) => !/^\{(?:\s*type [^,}]*,?)+\s*\}$/.test(names))
    .map(([, , path = '']) => normalize(join(dirname(file), path)));
}

test('loads nothing that plans or searches', () => {
  const loaded = new Set(['src/command/verify.ts']);
  for (const file of loaded) for (const other of loadedBy(file)) loaded.add(other);
  expect(loaded).toContain('src/verify/exhaust-plans.ts');
  expect([...loaded].filter(file => /^src\/(?:solve|plan)\//.test(file))).toEqual([]);
  // It is seen where somebody does.
  expect(loadedBy('src/load/read-plan.ts')).toContain('src/plan/index.ts');
});

const files = {
  's.nix': 'rec { web = { name = "web"; dependsOn = { inherit db; }; pinnedTo = "t1"; }; db = { name = "db"; }; }',
  'i.nix': '{ t1.properties.cost = 2; t2.properties.cost = 1; }',
  'd.nix': '{ web = [ "t1" "t2" ]; db = [ "t1" "t2" ]; }',
  'good.json':
    '{ "distribution": { "web": ["t1"], "db": ["t1"] }, "links": 0, "totalLinks": 1, "targets": 1, "moves": 0, "lowerBound": 0, "optimal": true, "proved": { "targets": true, "moves": true } }',
  // Two that are fixed apart, and one that both are linked with.
  'triangle.json':
    '{ "distribution": { "web": ["t1"], "db": ["t2"], "api": ["t1"] }, "links": 1, "totalLinks": 2, "targets": 2, "moves": 0, "lowerBound": 1, "optimal": true, "proved": { "targets": true, "moves": true } }',
  'unpinned.nix': '{ web = [ "t2" ]; db = [ "t2" ]; }',
  'cover.json':
    '{ "distribution": { "web": ["t1"], "db": ["t2"] }, "cost": "3", "lowerBound": "3", "optimal": true, "targets": ["t1", "t2"] }',
  'none.json': '{ "status": "impossible", "reason": {} }',
  'failed.json': '{ "error": { "code": "syntax" } }',
};

const triangle =
  'rec { web = { name = "web"; }; db = { name = "db"; }; api = { name = "api"; dependsOn = { inherit web db; }; }; }';

const models = '-s s.nix -i i.nix -d d.nix';

test.each([
  ['good.json', 0, 'no plan has targets below 1 and is as good before: counted again'],
  ['triangle.json', 0, 'no plan has links below 1: by trying all plans'],
  ['triangle.json --work 0', 0, 'no plan has links below 1: by search, not certified'],
  ['unpinned.nix --planner divide', 1, '"web" is on target "t2", which is not among its candidates'],
  ['cover.json --target-property cost', 1, 'no plan has cost below 3, it is said, but one has 2'],
  ['none.json --planner multiwaycut', 1, 'there is a plan'],
  ['none.json --planner graphcol', 0, undefined],
  ['none.json', 2, 'say it with --planner'],
  ['failed.json', 2, 'a run that failed'],
])('%s: exit code %i', async (words, exitCode, told) => {
  const given = words.startsWith('none.json --planner graphcol')
    ? { ...files, 'd.nix': '{ web = [ "t1" ]; db = [ "t1" ]; }' }
    : words.startsWith('triangle')
      ? { ...files, 's.nix': triangle, 'd.nix': '{ web = [ "t1" ]; db = [ "t2" ]; api = [ "t1" "t2" ]; }' }
      : files;
  const run = await runCommand('verify', given, [...words.split(' '), ...models.split(' ')]);
  expect(run.exitCode, run.stderr).toBe(exitCode);
  expect(run.stdout + run.stderr).toContain(told ?? 'there is no plan: by trying all plans');
});

const amounts = {
  's.nix':
    'rec { a = { mem = 0.1; }; b = { mem = "9007199254740993"; disk = "123456789012345678901234"; }; c = { mem = 0.2; }; }',
  'i.nix':
    '{ t1.properties = { mem = 0.15; disk = 0; price = 0.1; }; t2.properties = { mem = "9007199254740992"; disk = 1.5; price = "1234567890123456789"; }; }',
  'd.nix': '{ a = [ "t1" ]; b = [ "t2" ]; c = [ "t1" ]; }',
};

test.each([
  ['mem', 'target "t2" holds 9007199254740993 of mem, and has 9007199254740992'],
  ['mem', 'target "t1" holds 0.3 of mem, and has 0.15'],
  ['disk', 'target "t2" holds 123456789012345678901234 of disk, and has 1.5'],
])('room is told by its name and in full, and counted exactly, however large: %s, %s', async (property, told) => {
  const run = await runCommand('verify', amounts, [
    ...['d.nix', '--planner', 'divide', '-s', 's.nix', '-i', 'i.nix'],
    ...['--service-property', property, '--target-property', property],
  ]);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain(`error: ${told}`);
});

test('a cost that numbers cannot count exactly is not said to be counted, and is told in full', async () => {
  const answer = {
    ...{ distribution: { a: ['t2'], b: ['t2'], c: ['t2'] }, cost: '1234567890123456788', lowerBound: '0.1' },
    ...{ optimal: false, targets: ['t2'] },
  };
  const given = {
    ...amounts,
    'd.nix': '{ a = [ "t2" ]; b = [ "t2" ]; c = [ "t2" ]; }',
    'm.json': JSON.stringify(answer),
  };
  const words = ['m.json', '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--target-property', 'price'];
  expect((await runCommand('verify', given, words)).stdout).toContain(
    'cost: 1234567890123456788: by search, not certified\n',
  );
});

const replicated = {
  's.nix':
    'rec { web = { name = "web"; connectsTo = [ "db" ]; ports.http = 80; }; db = { name = "db"; }; log = { name = "log"; port = 80; }; }',
  'i.nix': '{ a.properties.zone = "x"; b.properties.zone = "x"; c.properties.zone = "y"; }',
};

test.each([
  [
    'a skew that is kept',
    '{ replicas.web = 2; rules = [ { spread = "web"; by = "zone"; maxSkew = 0; } ]; }',
    '[ "a" "c" ]',
    0,
    'rule',
  ],
  [
    'a skew that is not',
    '{ replicas.web = 2; rules = [ { spread = "web"; by = "zone"; maxSkew = 0; } ]; }',
    '[ "a" "b" ]',
    1,
    '(skew) is broken',
  ],
  [
    'replicas that are together with others',
    '{ replicas = { web = 2; db = 2; }; rules = [ { together = [ "web" "db" ]; } ]; }',
    '[ "a" "b" ]',
    0,
    'rule',
  ],
  [
    'those that are not',
    '{ replicas = { web = 2; db = 2; }; rules = [ { together = [ "web" "db" ]; } ]; }',
    '[ "a" "c" ]',
    1,
    'is broken',
  ],
  [
    'a port for two',
    '{ replicas.web = 2; }',
    '[ "b" "log" ]',
    1,
    '"log", "web" listen on port 80, and are on one target',
  ],
])('%s', async (_, policy, web, exitCode, told) => {
  const isPort = web.includes('log');
  const db = policy.includes('db = 2') ? '[ "a" "b" ]' : '[ "a" ]';
  const log = isPort ? '[ "b" ]' : policy.includes('"a" "c"') || web === '[ "a" "c" ]' ? '[ "b" ]' : '[ "c" ]';
  const plan = `{ web = ${isPort ? '[ "a" "b" ]' : web}; db = ${db}; log = ${log}; }`;
  const run = await runCommand('verify', { ...replicated, 'p.nix': policy, 'plan.nix': plan }, [
    ...['plan.nix', '--planner', 'place', '-s', 's.nix', '-i', 'i.nix', '--policy', 'p.nix'],
  ]);
  expect(run.exitCode, run.stderr).toBe(exitCode);
  if (exitCode === 1) expect(run.stderr).toContain(told);
});
