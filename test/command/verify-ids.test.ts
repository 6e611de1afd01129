import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

const resources = `{
  ports = { min = 8080; max = 8099; reserved = [ 8083 ]; };
  tcpPorts = { min = 9000; max = 9009; space = "tcp"; scope = "machine"; };
  adminPorts = { min = 9000; max = 9009; space = "tcp"; scope = "machine"; };
  uids = { min = 65530; max = 65540; };
  gids.sameAs = "uids";
  old = { min = 1; max = 9; step = 2; keepForeign = true; kind = "number"; };
}`;

/** \`gone\` was there before. */
const services = (more: string): string => `{
  web = { name = "web"; requiresUniqueIdsFor = [ "ports" "ports:metrics" "uids" "gids" ]; };
  api = { name = "api"; requiresUniqueIdsFor = [ "ports" "tcpPorts" "uids" "gids" ]; };
  db = { name = "db"; requiresUniqueIdsFor = [ "adminPorts" "old" ]; pinnedIds.ports = 8090; };
  log = { name = "log"; logPort = 8082; };
  mail = { name = "mail"; requiresUniqueIdsFor = [ "ports" "tcpPorts" ]; };
  ${more}
}`;

const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--id-resources', 'r.nix'];
const assign = ['id-assign', ...models, '--ids', 'before.nix'];

type Data = Record<string, unknown>;
let folder: Folder;
let answer: Data;

beforeAll(async () => {
  folder = makeFolder({
    'r.nix': resources,
    'i.nix': '{ t1.properties.sshPort = 8081; t2 = { }; }',
    'd.nix': '{ web = [ "t1" ]; api = [ "t1" ]; db = [ "t1" ]; log = [ "t1" ]; mail = [ "t2" ]; gone = [ "t2" ]; }',
    's.nix': services('gone = { name = "gone"; requiresUniqueIdsFor = [ "ports" "uids" ]; };'),
    'hand.nix': '{ ids.old.db = 4; }',
  });
  const first = await runIn(folder.path, ['id-assign', ...models, '--ids', 'hand.nix', '--output-file', 'before.nix']);
  expect(first.exitCode, first.stderr).toBe(0);
  folder.write({
    's.nix': services('extra = { name = "extra"; requiresUniqueIdsFor = [ "ports" "uids" ]; };'),
    'd.nix': '{ web = [ "t1" ]; api = [ "t1" ]; db = [ "t1" ]; log = [ "t1" ]; mail = [ "t2" ]; extra = [ "t1" ]; }',
  });
  const { stdout } = await runIn(folder.path, [...assign, '--json']);
  answer = JSON.parse(stdout);
  // What an answer says is compared: who adds something to it adds it to the verifier, too.
  expect(Object.keys(answer).sort().join()).toBe(
    'changes,foreign,former,held,ids,inUse,lastAssignments,lastAssignmentsPerTarget,lineage,released,serial,version',
  );
});
afterAll(() => folder.remove());

async function judge(data: Data, words: readonly string[] = ['--ids', 'before.nix']) {
  folder.write({ 'answer.json': JSON.stringify(data) });
  return runIn(folder.path, ['verify', 'answer.json', ...models, ...words]);
}

test('what id-assign says holds, part by part', async () => {
  const run = await judge(answer);
  expect(run.stderr).toBe('');
  expect(run.stdout).toMatchInlineSnapshot(`
    "whoever asks for ids has them, and nobody else: counted again
    ids are of their pools, possible, and not reserved: counted again
    nobody has the number of another one where both need it: counted again
    pins are kept: counted again
    valid ids of before stay, and new ones are given in turn: counted again
    what the next run is told: counted again
    kept 13, changed 0, assigned 2, released 2: counted again
    ids outside of their pools: 1: counted again
    numbers left to others: 2: counted again
    they are of the same lineage as those before, and no older: counted again
    "
  `);
});

test.each(['Nix', 'XML'])('an ids file as it is holds, with the file before and without: %s', async form => {
  const { stdout } = await runIn(folder.path, [...assign, ...(form === 'XML' ? ['--output-xml'] : [])]);
  folder.write({ now: stdout });
  const words = ['verify', 'now', ...models];
  const [alone, after] = await Promise.all([
    runIn(folder.path, words),
    runIn(folder.path, [...words, '--ids', 'before.nix']),
  ]);
  expect([alone.stderr, after.stderr]).toEqual(['', '']);
  expect(alone.stdout).toContain('not looked at: which ids there were before (--ids)');
  expect(after.stdout).toContain('valid ids of before stay, and new ones are given in turn: counted again');
});

/** Sets a member deep in the data; undefined takes it away. */
const put =
  (path: string, value: unknown) =>
  (data: Data): Data => {
    const copy: Data = structuredClone(data);
    const names = path.split('/');
    const last = names.pop() ?? '';
    const inside = names.reduce<Data>((at, name) => at[name] as Data, copy);
    if (value === undefined) delete inside[last];
    else inside[last] = value;
    return copy;
  };
const both =
  (...changes: readonly ((data: Data) => Data)[]) =>
  (data: Data): Data =>
    changes.reduce((next, change) => change(next), data);
const move = (pool: string, service: string, id: number) => put(`ids/${pool}/${service}`, id);

test.each<[string, (data: Data) => Data, string]>([
  ['a number twice', move('ports', 'extra', 8080), '8080'],
  ['a number twice in a space on one machine', move('adminPorts', 'db', 9001), '9001'],
  ['coupled pools apart', move('gids', 'api', 65539), 'which is coupled'],
  ['a pin ignored', move('ports', 'db', 8091), 'db pins 8090 of ports, but has 8091'],
  ['a valid id not kept', move('ports', 'web', 8092), 'lost the id'],
  ['a reserved number', move('ports', 'extra', 8083), '8083 of ports is reserved, but extra has it'],
  ['outside of the pool', move('ports', 'extra', 8100), '8100, which extra has, is no id of ports'],
  ['a service lost', put('ids/ports/extra', undefined), 'extra has no id of ports'],
  ['a number with a name lost', put('ids/ports/web:metrics', undefined), 'web:metrics has no id of ports'],
  ['a service that is not there', move('ports', 'ghost', 8095), 'ghost has an id of ports without asking for one'],
  ['a pool that is not there', put('ids/none', { web: 1 }), 'pool none, which does not exist'],
  ['nobody', both(move('uids', 'extra', 65534), move('gids', 'extra', 65534)), '65534'],
  ['a port of the model', move('ports', 'extra', 8082), '8082'],
  ['a port of the machine', move('ports', 'extra', 8081), '8081'],
  ['out of turn', move('ports', 'extra', 8097), 'though it was the turn of'],
  ['what was given last', put('lastAssignments/ports', 8099), 'ports'],
  ['what was given last on a machine', put('lastAssignmentsPerTarget/t1/tcpPorts', 9005), 'tcpPorts'],
  ['what rests', put('released/ports', []), 'ports'],
  ['who had a number', put('former/ports/gone', 8099), 'ports'],
  ['what is in use', put('inUse/tcpPorts', []), 'tcpPorts'],
  ['how many stayed', put('changes/kept', 99), '99 ids are said to be kept'],
  ['who got one', put('changes/assigned', []), '0 ids are said to be assigned'],
  ['who got which', data => put('changes/assigned/0/id', 8099)(data), 'is said to have got 8099'],
  ['who lost one', put('changes/released', []), '0 ids are said to be released'],
  ['who has another one', put('changes/changed', [{ service: 'web', pool: 'ports', from: 1, to: 2 }]), 'instead of 1'],
  ['what a pool adopted', put('foreign', undefined), '0 ids are said to be outside of their pools, but 1 are'],
  ['who has a number by himself', put('held/0/service', 'web'), 'it is not so that web has'],
  ['nobody has one by himself', put('held', []), 'it is not said that'],
  ['another system', put('lineage', '0123456789abcdef0123456789abcdef'), 'those of another system'],
])('refused: %s', async (_, change, told) => {
  const run = await judge(change(answer));
  expect(run.stderr).toContain(told);
  expect(run.exitCode).toBe(1);
});

test('refused: ids of an earlier time', async () => {
  folder.write({ 'later.nix': (folder.read()['before.nix'] ?? '').replace('"serial" = 1;', '"serial" = 7;') });
  const run = await judge(answer, ['--ids', 'later.nix']);
  expect([run.exitCode, run.stderr]).toEqual([1, expect.stringContaining('serial 1, before 7')]);
});

test.each([
  ['without the file before, where it says what stayed', {}, [], 'so these are needed to check it'],
  ['an object without ids', { status: 'unchanged', ids: undefined }, [], 'has no ids that could be checked'],
])('not checked: %s', async (_, more, words, told) => {
  const run = await judge({ ...answer, ...more }, words);
  expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining(told)]);
});

test('without the pools it is said what is missing', async () => {
  folder.write({ 'answer.json': JSON.stringify(answer) });
  const run = await runIn(folder.path, ['verify', 'answer.json', ...models.slice(0, 6)]);
  expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('--id-resources')]);
});

test.each([
  ['{ p = { min = 1; max = 1; }; }', 0, 'p has too few numbers: counted again'],
  // Whoever pins may have a reserved one, too.
  ['{ p = { min = 1; max = 2; reserved = [ 2 ]; }; }', 0, 'p has too few numbers: by search, not certified'],
  ['{ p = { min = 1; max = 2; }; }', 1, 'b gets nothing from p, though it has enough'],
])('that a pool has too few numbers is counted: %s', async (pools, exitCode, told) => {
  const small = makeFolder({
    's.nix':
      '{ a = { name = "a"; requiresUniqueIdsFor = [ "p" ]; pinnedIds.p = "1"; }; b = { name = "b"; requiresUniqueIdsFor = [ "p" ]; }; }',
    'r.nix': pools,
    'i.nix': '{ ids.p.a = 2; }',
  });
  try {
    const asked = ['-s', 's.nix', '--id-resources', 'r.nix', '--ids', 'i.nix'];
    const run = await runIn(small.path, ['id-assign', ...asked, '--json']);
    const reason = { kind: 'no-numbers', pools: [{ pool: 'p', services: ['b'] }] };
    const said = exitCode === 0 ? run.stdout : JSON.stringify({ status: 'impossible', reason });
    expect(JSON.parse(said).status).toBe('impossible');
    small.write({ 'a.json': said });
    const judged = await runIn(small.path, ['verify', 'a.json', ...asked]);
    expect([judged.exitCode, judged.stdout + judged.stderr]).toEqual([exitCode, expect.stringContaining(told)]);
  } finally {
    small.remove();
  }
});
