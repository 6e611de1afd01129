import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';
import { readChapters } from '../page/read-chapters.ts';

/** Services and targets whose byte order is not the one in which people read them. */
const folder = makeFolder({
  's.nix': `{ ... }: rec {
  s1 = { name = "s1"; type = "process"; dependsOn = { inherit s2 s10; }; mem = 1; };
  s2 = { name = "s2"; type = "process"; mem = 1; };
  s10 = { name = "s10"; type = "process"; mem = 1; };
}`,
  'i.nix': '{ t1.properties.mem = 9; t2.properties.mem = 9; t10.properties.mem = 9; }',
  'old.json': JSON.stringify({ s1: ['t1'], s2: ['t2'], s10: ['t10'] }),
  'new.json': JSON.stringify({ s1: ['t2'], s2: ['t10'], s10: ['t1'] }),
  'ids.nix': '{ ports = { min = 80; max = 99; scope = "global"; }; }',
  'pool.nix': '{ ... }: { s1 = { requiresUniqueIdsFor = [ "ports" ]; name = "s1"; type = "process"; };'
    .concat(' s10 = { requiresUniqueIdsFor = [ "ports" ]; name = "s10"; type = "process"; };')
    .concat(' s2 = { requiresUniqueIdsFor = [ "ports" ]; name = "s2"; type = "process"; }; }'),
  'policy.json': JSON.stringify({ capacities: { mem: { need: 'mem', have: 'mem' } } }),
});
afterAll(() => folder.remove());

const models = ['-s', 's.nix', '-i', 'i.nix'];
const asPeopleRead = ['s1', 's2', 's10'];
const inBytes = ['s1', 's10', 's2'];

/** The services that begin a line, or stand where `place` says, in their order. */
async function namesIn(words: readonly string[], place: RegExp): Promise<readonly string[]> {
  const { stdout, stderr } = await runIn(folder.path, words);
  return [...`${stdout}${stderr}`.matchAll(place)].map(([, name = '']) => name);
}

test.each([
  ['diff', ['diff', 'old.json', 'new.json'], /^moved: (\S+) /gm],
  ['explain', ['explain', ...models, '-d', 'old.json', '--all'], /^(s\d+) is on/gm],
  ['order', ['order', ...models, '-d', 'new.json'], /^ {2}(s\d+) on/gm],
  ['plan', ['plan', ...models, '--previous', 'old.json', '--state', 'state'], /^move +(s\d+) /gm],
  ['a dry run of ids', ['id-assign', '-s', 'pool.nix', '--id-resources', 'ids.nix', '--dry-run'], /^ {2}\+ (s\d+) /gm],
  ['a picture of services', ['visualize-services', '-s', 's.nix'], /^ {2}"(s\d+)" \[/gm],
])('%s names s2 before s10', async (_, words, place) => {
  const names = await namesIn(words, place);
  const known = words[0] === 'order' ? ['s2', 's10', 's1'] : words[0] === 'plan' ? ['s2', 's10'] : asPeopleRead;
  expect(names).toEqual(known);
});

test('a picture of a plan has its targets, and what is on them, in the order in which people read', async () => {
  const { stdout } = await runIn(folder.path, ['visualize-distribution', ...models, '-d', 'old.json']);
  expect([...stdout.matchAll(/cluster_target:(t\d+)/g)].map(([, name]) => name)).toEqual(['t1', 't2', 't10']);
  expect([...stdout.matchAll(/"placement:t1\/s1" -> "placement:[^/]*\/(s\d+)"/g)].map(([, to]) => to)).toEqual([
    's2',
    's10',
  ]);
});

test('so have the tables of a page, the loads of targets, and what explain says of other targets', async () => {
  const page = await runIn(folder.path, ['walk', ...models]);
  const [table] = readChapters(page.stdout).chapters[0]?.tables ?? [];
  expect(table?.rows.map(([name]) => name).slice(0, 3)).toEqual(asPeopleRead);
  const placed = ['place', ...models, '--policy', 'policy.json', '--replicas', 'keep', '-d', 'old.json'];
  const loads = await namesIn(placed, /^ {2}(t\d+) +[█░▓]/gm);
  expect(loads).toEqual(['t1', 't2', 't10']);
  const { stdout } = await runIn(folder.path, ['explain', ...models, '-d', 'old.json', '--service', 's2', '--all']);
  expect([...stdout.matchAll(/On (t\d+) instead/g)].map(([, target]) => target)).toEqual(['t1', 't10']);
});

test('plans and data stay in byte order', async () => {
  const plan = await runIn(folder.path, ['multiwaycut', ...models, '-d', 'old.json']);
  expect([...plan.stdout.matchAll(/^ {2}"?(s\d+)"? =/gm)].map(([, name]) => name)).toEqual(inBytes);
  const explained = await runIn(folder.path, ['explain', ...models, '-d', 'old.json', '--json']);
  expect(JSON.parse(explained.stdout).services.map(({ service }: { service: string }) => service)).toEqual(inBytes);
  const changes = await runIn(folder.path, ['diff', 'old.json', 'new.json', '--json']);
  expect(JSON.parse(changes.stdout).moved.map(({ service }: { service: string }) => service)).toEqual(inBytes);
});

test('what two services have against each other names them in the order in which people read', async () => {
  const service = '{ "type": "process", "port": 80, "requiresUniqueIdsFor": ["ports"]';
  folder.write({
    'pair.json': `{ "s10": ${service}, "name": "s10", "dependsOn": ["s2"] }, "s2": ${service}, "name": "s2", "dependsOn": ["s10"] } }`,
    'one.json': '{ "s10": [ "t1" ], "s2": [ "t1" ] }',
    'ids.json': '{ "ids": { "ports": { "s10": 80, "s2": 80 } }, "lastAssignments": { "ports": 80 } }',
    'same.json': '{ "s10": { "name": "x" }, "s2": { "name": "x" } }',
  });
  const models = ['-s', 'pair.json', '-i', 'i.nix', '-d', 'one.json', '--id-resources', 'ids.nix', '--ids', 'ids.json'];
  const { stdout } = await runIn(folder.path, ['check', ...models]);
  expect(stdout).toContain('in a circle: s2 -> s10 -> s2');
  expect(stdout).toContain('services "s2" and "s10" both have the id 80');
  expect(stdout).toContain('services "s2" (property port) and "s10" (property port) both want port 80');
  const twice = await runIn(folder.path, ['check', '-s', 'same.json']);
  expect(twice.stdout).toContain('services "s2" and "s10" both have the name "x"');
});
