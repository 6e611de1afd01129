import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  'names.nix': '{ web = [ "t1" ]; db = [ "t1" ]; gone = [ "t2" ]; }',
  'function.nix':
    '{ infrastructure }: { web = [ infrastructure.t1 ]; db = { targets = [ { target = infrastructure.t1; container = "mysql"; } ]; }; gone = [ infrastructure.t2 ]; }',
  'all.nix': '{ infrastructure }: { web = builtins.attrValues infrastructure; }',
  'report.json': '{ "links": 1, "distribution": { "web": ["t1"], "db": ["t2"], "new": ["t3", "t1"] } }',
  'plan.xml':
    '<distribution><service name="web"><mapping><target>t1</target></mapping></service><service name="db"><mapping><target>t2</target></mapping></service><service name="new"><target><target>t3</target></target><target><target>t1</target></target></service></distribution>',
  's.nix': 'rec { db = {}; web = { dependsOn = { inherit db; }; }; }',
  'i.nix': '{ t1 = {}; t2 = {}; t3 = {}; }',
  'ids1.nix': '{ ids = { p = { a = 1; b = 2; }; }; lastAssignments = { p = 2; }; }',
  'ids2.json': '{ "version": 1, "ids": { "p": { "b": 2, "c": 3 } }, "lastAssignments": { "p": 3 } }',
});
afterAll(() => folder.remove());

const changes = [
  'kept 1, moved 1, added 1, removed 1',
  'moved: db from t1 to t2',
  'added: new on t1, t3',
  'removed: gone from t2',
  '',
].join('\n');

test.each([
  ['names.nix', 'report.json'],
  ['names.nix', 'plan.xml'],
  ['function.nix', 'report.json'],
  ['function.nix', 'plan.xml'],
])('%s against %s', async (old, fresh) => {
  const run = await runIn(folder.path, ['diff', '-i', 'i.nix', old, fresh]);
  expect(run).toEqual({ exitCode: 0, stdout: changes, stderr: '' });
});

test.each(['report.json', 'plan.xml'])(
  'a function that only names targets needs no infrastructure: %s',
  async fresh => {
    const run = await runIn(folder.path, ['diff', 'function.nix', fresh]);
    expect(run).toEqual({ exitCode: 0, stdout: changes, stderr: '' });
  },
);

test('a function that looks into the infrastructure needs it', async () => {
  const run = await runIn(folder.path, ['diff', 'all.nix', 'names.nix']);
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toBe(
    'error: "all.nix" does more with the infrastructure than to name its targets [usage]\n  hint: give the infrastructure model with -i\n',
  );
  expect((await runIn(folder.path, ['diff', '-i', 'i.nix', 'all.nix', 'names.nix'])).stdout).toContain(
    'scaled in: web leaves',
  );
});

test('with the services model it tells which dependencies change', async () => {
  const run = await runIn(folder.path, ['diff', '-s', 's.nix', 'names.nix', 'report.json', '--exit-code']);
  expect(run.stdout).toContain('; 1 become network links, 0 local\n');
  expect(run.stdout).toContain('now a network link: db - web\n');
  expect(run.exitCode).toBe(1);
});

test('a plan and itself have no difference, in whatever form', async () => {
  const run = await runIn(folder.path, ['diff', '-i', 'i.nix', 'names.nix', 'function.nix', '--exit-code']);
  expect(run).toEqual({ exitCode: 0, stdout: 'kept 3, moved 0, added 0, removed 0\n', stderr: '' });
});

test('ids files', async () => {
  const run = await runIn(folder.path, ['diff', 'ids1.nix', 'ids2.json']);
  expect(run.stdout).toBe('kept 1, assigned 1, released 1\nassigned: c p 3\nreleased: a p 1\n');
  expect(JSON.parse((await runIn(folder.path, ['diff', 'ids1.nix', 'ids2.json', '--json'])).stdout)).toEqual({
    version: 1,
    kept: 1,
    changed: [],
    assigned: [{ service: 'c', pool: 'p', id: 3 }],
    released: [{ service: 'a', pool: 'p', id: 1 }],
  });
});

test('an ids file and a distribution cannot be compared', async () => {
  expect(await runIn(folder.path, ['diff', 'ids1.nix', 'names.nix'])).toMatchObject({ exitCode: 2, stdout: '' });
});
