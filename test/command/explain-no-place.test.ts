import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  's.nix':
    'rec { db = { memory = 3; stateful = true; }; web = { memory = 2; dependsOn = { inherit db; }; }; c1 = { memory = 1; }; c2 = { memory = 1; connectsTo = { inherit web; }; }; }',
  'i.nix':
    '{ a.properties = { memory = 4; zone = "x"; }; b.properties = { memory = 4; zone = "x"; }; c.properties = { memory = 1; zone = "y"; }; }',
  'd.nix': '{ infrastructure }: {\n  db = [ "a" ];\n  web = [ "a" "b" ];\n  c1 = [ "a" "b" "c" ];\n  c2 = [ "a" ];\n}',
  'room.nix': '{ capacities.memory = { }; }',
  'many.nix': '{\n  capacities.memory = { };\n  replicas.web = 3;\n}',
  'close.nix':
    '{\n  capacities.memory = { };\n  rules = [\n    { together = [ "db" "web" ]; name = "close"; }\n    { avoid = "c1"; on = [ "c" ]; }\n  ];\n}',
  'apart.nix': '{ rules = [ { apart = [ "db" "web" "c1" ]; by = "zone"; } ]; }',
  'full.nix':
    '{ infrastructure }: {\n  db = [ "a" ];\n  web = [ "a" ];\n  c1 = [ "a" "b" "c" ];\n  c2 = [ "a" "b" "c" ];\n}',
  'moves.nix': '{ moves.atMost = 0; rules = [ { avoid = "web"; on = [ "a" ]; } ]; }',
  'old.json': '{ "db": [ "a" ], "web": [ "a" ], "c1": [ "b" ], "c2": [ "c" ] }',
  'pins.nix': 'rec { db = { memory = 3; pinnedTo = "a"; }; web = { memory = 2; pinnedTo = "a"; }; }',
  'nowhere.nix': '{ infrastructure }: { db = [ ]; web = [ "a" ]; }',
});
afterAll(() => folder.remove());
const run = async (command: string[], ...words: string[]) => {
  const outcome = await runIn(folder.path, [...command, '-s', 's.nix', '-i', 'i.nix', ...words]);
  return { ...outcome, lines: (outcome.stdout + outcome.stderr).trimEnd().split('\n') };
};
const ask = (...words: string[]) => run(['explain', '--impossible', 'place'], ...words);

test('a sum of needs is told in one sentence, and which rooms it is about', async () => {
  const { exitCode, lines } = await ask('--policy', 'many.nix');
  expect(exitCode).toBe(0);
  expect(lines).toEqual([
    'there is no plan: 6 replicas of 4 services (c1, c2, db, web) need 11 of memory, and a, b and c have 9',
    '  these 3 demands cannot all be kept; without any one of them there is a plan',
    '  capacity "memory" (many.nix:2:3): a has 4, b has 4, c has 1',
    '  the count shows it, and was checked by counting again',
  ]);
});

test('a rule on zones, and which there are', async () => {
  expect((await ask('--policy', 'apart.nix')).lines).toEqual([
    'there is no plan: 3 services (c1, db, web) must each have a zone of their own, and may be in 2 (x, y) only',
    '  this demand cannot be kept; without it there is a plan',
    '  rule "apart c1, db, web by zone" (apart.nix:1:15)',
    '  the count shows it, and was checked by counting again',
  ]);
});

test('what no count shows is confirmed by trying all plans; a rule with a name is told with what it says', async () => {
  expect((await ask('--policy', 'close.nix', '-d', 'd.nix')).lines).toEqual([
    'there is no plan: these 4 demands cannot all be kept; without any one of them there is a plan',
    '  capacity "memory" (close.nix:2:3): a has 4, b has 4, c has 1',
    '  rule "close" (close.nix:4:7): together db, web',
    '  shown by ruling out targets one after the other, and confirmed by a second search of all plans',
  ]);
});

test('moves are counted from the previous plan', async () => {
  expect((await ask('--policy', 'moves.nix', '--previous', 'old.json')).lines.slice(1, 3)).toEqual([
    '  rule "avoid web on a" (moves.nix:1:33)',
    '  at most 0 replicas may move (moves.nix:1:3)',
  ]);
});

test('pins, and lists by the places where they stand', async () => {
  const pinned = await runIn(folder.path, [
    ...['explain', '--impossible', 'place', '-s', 'pins.nix', '-i', 'i.nix', '--policy', 'room.nix', '--json'],
  ]);
  const { status, reason } = JSON.parse(pinned.stdout);
  expect(status).toBe('impossible');
  expect(reason).toMatchObject({ kind: 'demand-conflict', minimal: true, shownBy: 'count', confirmedBy: 'count' });
  expect(reason.demands.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`)).toEqual([
    'capacity memory',
    'pin db',
    'pin web',
  ]);
  expect(reason.shortage).toMatchObject({ services: ['db', 'web'], targets: ['a'], counted: { needed: '5' } });
  const { lines } = await ask('--policy', 'room.nix', '-d', 'full.nix');
  expect(lines).toEqual([
    'there is no plan: 2 services (db, web) need 5 of memory, and a, where alone they may be, has 4',
    '  these 3 demands cannot all be kept; without any one of them there is a plan',
    '  capacity "memory" (room.nix:1:3): a has 4',
    '  the candidates of db, web (full.nix:2:3): a',
    '  the count shows it, and was checked by counting again',
  ]);
});

test('a plan that there is, services that go nowhere, and the command itself', async () => {
  expect((await ask('--policy', 'room.nix', '-d', 'd.nix')).stdout).toBe(
    'place has a plan: there is nothing to explain.\n',
  );
  expect((await ask('-d', 'nowhere.nix')).stdout).toBe('service "db" has no candidate targets\n');
  const told = await ask('--policy', 'many.nix');
  const placed = await run(['place'], '--policy', 'many.nix', '--time-limit', '2');
  expect(placed).toMatchObject({ exitCode: 1, stdout: '' });
  const [head = '', ...others] = told.lines;
  expect(placed.stderr).toContain(`error: ${head} [no-plan]\n  at many.nix:2:3\n`);
  for (const line of others) expect(placed.lines).toContain(line);
  const data = await run(['place'], '--policy', 'many.nix', '--time-limit', '2', '--json');
  expect(data.exitCode).toBe(1);
  expect(JSON.parse(data.stdout)).toMatchObject({ status: 'impossible', reason: { kind: 'demand-conflict' } });
});

test('what a target has is told as the models say it, whatever the needs are multiples of', async () => {
  const folder = makeFolder({
    's.nix': '{ a.memory = 7; b.memory = 7; c.memory = 7; }',
    'i.nix': '{ t1.properties.memory = 8; t2.properties.memory = 8; t3.properties.memory = 4; }',
    'much.nix': '{ t1.properties.memory = 12.5; t2.properties.memory = 13; }',
    'p.nix': '{ capacities.memory = { }; }',
    'plan.json': '{ "a": [ "t1" ], "b": [ "t2" ], "c": [ "t3" ] }',
  });
  const models = (infrastructure: string) => ['-s', 's.nix', '-i', infrastructure, '--policy', 'p.nix'];
  const tell = async (infrastructure: string) => {
    const { stderr } = await runIn(folder.path, ['place', ...models(infrastructure)]);
    return stderr.split('\n').filter(line => !/^ *(at |\d* \|)/.test(line));
  };
  expect((await tell('i.nix')).slice(0, 3)).toEqual([
    'error: there is no plan: 3 services (a, b, c) need 21 of memory, and t1, t2 and t3 have 20 [no-plan]',
    '  these 3 demands cannot all be kept; without any one of them there is a plan',
    '  capacity "memory" (p.nix:1:3): t1 has 8, t2 has 8, t3 has 4',
  ]);
  expect((await tell('much.nix'))[0]).toBe(
    'error: there is no plan: 3 services (a, b, c) need 21 of memory, and t1 and t2 have 25.5, of which 14 can be used, since all needs are multiples of 7 [no-plan]',
  );
  const { stdout } = await runIn(folder.path, [
    ...['explain', ...models('i.nix'), '-d', 'plan.json', '--service', 'a', '--target', 't2', '--time-limit', '1'],
  ]);
  expect(stdout).toContain('memory is short by 6');
  folder.remove();
});

test.each([
  ['multiwaycut', []],
  ['divide', ['--service-property', 'mem', '--target-property', 'mem']],
])('%s: what every planner obeys is a reason, too, not candidates alone', async (planner, more) => {
  const services = 'rec { a = { port = 80; mem = 1; }; b = { port = 80; mem = 1; }; d = { mem = 1; replicas = 2; }; }';
  const words = ['-s', 'said.nix', '-i', 'two.nix', '-d', 'said.json', ...more];
  folder.write({ 'said.nix': services, 'two.nix': '{ t1.properties.mem = 9; t2.properties.mem = 9; }' });
  folder.write({ 'said.json': '{ "a": [ "t1" ], "b": [ "t1" ], "d": [ "t1", "t2" ] }' });
  const asked = ['explain', '--impossible', planner, ...words];
  const { exitCode, stdout } = await runIn(folder.path, asked);
  expect([exitCode, stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('there is no plan: ')]);
  expect(stdout).toContain('services a and b both want port 80');
  expect(stdout).not.toMatch(/replicas of service "d"/);
  const json = JSON.parse((await runIn(folder.path, [...asked, '--json'])).stdout);
  expect(json).toMatchObject({ planner, status: 'impossible', reason: { kind: 'demand-conflict' } });
  folder.write({ 'said.json': '{ "a": [ "t1" ], "b": [ "t2" ], "d": [ "t1" ] }' });
  const alone = await runIn(folder.path, asked);
  expect(alone.stdout).toContain('"d"');
  folder.write({ 'said.json': '{ "a": [ "t1" ], "b": [ "t2" ], "d": [ "t1", "t2" ] }' });
  expect((await runIn(folder.path, asked)).stdout).toBe(`${planner} has a plan: there is nothing to explain.\n`);
});
