import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

const files = {
  's.nix': `rec {
    web = { name = "web"; memory = 3; dependsOn = { inherit api auth; }; };
    api = { name = "api"; memory = 4; dependsOn = { inherit db; }; };
    auth = { name = "auth"; memory = 2; dependsOn = { inherit db; }; };
    db = { name = "db"; memory = 5; stateful = true; };
  }`,
  'i.nix': `{
    t1.properties = { mem = 9; price = 1.5; rack = "a"; }; t2.properties = { mem = 10; price = 2; rack = "a"; };
    t3.properties = { mem = 7; price = 3; rack = "b"; };
  }`,
  'd.nix': '{ web = [ "t1" "t2" ]; api = [ "t2" "t3" ]; auth = [ "t1" "t3" ]; db = [ "t2" "t1" ]; }',
  'old.nix': '{ web = [ "t2" ]; api = [ "t3" ]; auth = [ "t3" ]; db = [ "t1" ]; }',
  'p.nix': `{
    capacities.memory = { need = "memory"; have = "mem"; comfortable = 0.8; transient = true; };
    links = { by = [ "rack" ]; cost = [ 0.5 2 ]; };
    cost = "price";
    replicas.web = 2;
    rules = [ { spread = [ "api" "auth" ]; by = "rack"; least = 2; soft = 3; } ];
    minimise = [ "links" { cost = 1; targets = 2; } "moves" ];
  }`,
};

type Data = Record<string, unknown>;
const commands: Readonly<Record<string, readonly string[]>> = {
  place: ['place', '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--policy', 'p.nix', '--previous', 'old.nix'],
  multiwaycut: ['multiwaycut', '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--previous', 'old.nix', '--explain'],
  graphcol: ['graphcol', '-s', 's.nix', '-i', 'i.nix'],
  minsetcover: ['minsetcover', '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--target-property', 'price'],
};

let folder: Folder;
const answers = new Map<string, Data>();
beforeAll(async () => {
  folder = makeFolder(files);
  for (const [planner, words] of Object.entries(commands)) {
    const { stdout } = await runIn(folder.path, [...words, '--json']);
    answers.set(planner, JSON.parse(stdout));
  }
});
afterAll(() => folder.remove());

function judge(planner: string, data: Data) {
  folder.write({ 'a.json': JSON.stringify(data) });
  const [, ...words] = (commands[planner] ?? []).filter(word => word !== '--explain');
  return runIn(folder.path, ['verify', 'a.json', ...words]);
}

test('each part of an answer is counted again, and what is not is said', async () => {
  const told: string[] = [];
  for (const [planner, data] of answers) {
    const { exitCode, stdout, stderr } = await judge(planner, data);
    expect(exitCode, stderr).toBe(0);
    told.push(`${planner}\n${stdout}`);
  }
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "place
    every service is where it may be: counted again
    links: 7: counted again
    cost: 6.5: counted again
    targets: 3: counted again
    moves: 1: counted again
    load: 0.8: by search, not certified
    balance: 0: counted again
    wishes: 0: by search, not certified
    how far links go: counted again
    loads: counted again
    who moves: counted again
    what targets cost: counted again
    which targets are used: counted again
    what counts: counted again
    wishes: what is said of other plans: by search, not certified
    no plan has links below 7 and is as good before: by search, not certified
    cost + targets: what is said of other plans: by search, not certified
    no plan has moves below 1 and is as good before: by search, not certified
    not looked at: what the answer says of endedBy, seconds

    multiwaycut
    every service is where it may be: counted again
    links: 2: counted again
    targets: 2: counted again
    moves: 2: counted again
    dependencies: counted again
    network links: counted again
    no plan has links below 2: by trying all plans
    no plan has targets below 2 and is as good before: counted again
    no plan has moves below 2 and is as good before: by trying all plans
    not looked at: what the answer says of algorithm, endedBy, method, seconds

    graphcol
    every service is where it may be: counted again
    targets: 2: counted again
    no plan has targets below 2: by the clique
    not looked at: what the answer says of algorithm, endedBy, method, seconds, status

    minsetcover
    every service is where it may be: counted again
    cost: 3.5: counted again
    targets: 2: counted again
    which targets are used: counted again
    no plan has cost below 3.5: by trying all plans
    "
  `);
});

/** Changes a member deep in the data. */
const put =
  (path: string, change: (value: unknown) => unknown) =>
  (data: Data): Data => {
    const copy: Data = structuredClone(data);
    const names = path.split('/');
    const last = names.pop() ?? '';
    const inside = names.reduce<Data>((at, name) => at[name] as Data, copy);
    inside[last] = change(inside[last]);
    return copy;
  };
const more = (value: unknown): number => Number(value) + 1;
const all = (value: unknown): readonly Data[] => value as readonly Data[];
const first =
  (name: string, value: unknown) =>
  (list: unknown): unknown =>
    all(list).map((one, i) => (i === 0 ? { ...one, [name]: value } : one));

test.each<[string, string, (data: Data) => Data, string]>([
  ['what is used', 'place', put('loads/memory/t1/used', more), 'is said to have used'],
  ['what there is', 'place', put('loads/memory/t1/have', more), 'is said to have have'],
  ['what is comfortable', 'place', put('loads/memory/t1/comfortable', more), 'is said to have comfortable'],
  ['the share', 'place', put('loads/memory/t1/share', more), 'is said to have share'],
  [
    'what is held while services move',
    'place',
    put('loads/memory/t3/whileMoving', more),
    'is said to have whileMoving',
  ],
  ['a load that is missing', 'place', put('loads/memory', () => ({})), 'is not said'],
  ['a capacity that is not there', 'place', put('loads/disk', () => ({ t1: {} })), 'which is no capacity'],
  ['how many links go so far', 'place', put('linkLevels', first('count', 9)), 'links are said to go so far'],
  ['what they weigh', 'place', put('linkLevels', first('weight', 9)), 'links are said to go so far'],
  ['what they cost', 'place', put('linkLevels', first('cost', 9)), 'links are said to go so far'],
  ['what a level is called', 'place', put('linkLevels', first('level', 'rack')), 'links are said to go so far'],
  ['a move that is not told', 'place', put('moved', list => all(list).slice(1)), 'times, but moves'],
  ['a move from elsewhere', 'place', put('moved', first('from', 't1')), 'but does not'],
  ['a move to elsewhere', 'place', put('moved', first('to', 't9')), 'but does not'],
  ['what a move counts', 'place', put('moved', first('weight', 7)), 'is said to count 7'],
  ['data that moves', 'place', put('moved', first('stateful', true)), 'is said to have data'],
  ['who moves', 'place', put('moved', first('service', 'ghost')), '"ghost" is said to move'],
  ['what a target costs', 'place', put('usedTargets/t1/cost', more), 'is said to cost'],
  [
    'a target that is used',
    'place',
    put('usedTargets/t9', () => ({ replicas: 0, cost: 1 })),
    '"t9" is said to be used',
  ],
  ['a gap', 'place', put('gap', more), 'the gap of objective 1'],
  ['what is proved', 'place', put('proved/links', value => value !== true), 'links is called proved in one place'],
  ['what is certified', 'place', put('certified/moves', value => value !== true), 'moves is called certified'],
  ['what counts', 'place', put('objectives', first('measures', { targets: 1 })), 'what counts is said to be targets'],
  ['dependencies', 'multiwaycut', put('dependencies', more), 'there are said to be 5 dependencies'],
  ['those over the network', 'multiwaycut', put('networkDependencies', more), 'are said to cross the network'],
  ['the gap', 'multiwaycut', put('gap', more), 'the gap is said to be'],
  ['links that are left', 'multiwaycut', put('networkLinks', list => all(list).slice(1)), 'is not told'],
  ['a link that is none', 'multiwaycut', put('networkLinks', first('to', 'ghost')), 'but are not, or are twice'],
  ['where it leads', 'multiwaycut', put('networkLinks', first('toTarget', 't9')), 'are said to be on'],
  ['what it weighs', 'multiwaycut', put('networkLinks', first('weight', 9)), 'is said to weigh 9'],
  ['why it is left', 'multiwaycut', put('networkLinks', first('reason', 'pinned')), 'it is not so: pinned'],
  [
    'what it would be to meet',
    'multiwaycut',
    put('networkLinks', first('together', { target: 't1', extraWeight: 9, extraLinks: 9 })),
    '9 more links of weight 9 are said to cross',
  ],
  ['a clique', 'graphcol', put('clique', () => ['web', 'db']), 'depend on each other, but do not'],
  ['targets', 'minsetcover', put('targets', list => [...(list as string[]).slice(1), 't9']), '"t9" is said to be used'],
])('%s: refused where it is not so (%s)', async (_, planner, change, told) => {
  const run = await judge(planner, change(answers.get(planner) ?? {}));
  expect(run.stderr).toContain(told);
  expect(run.exitCode).toBe(1);
});

test('what is said after an objective that is not counted is not refused for plans that are worse there', async () => {
  const other = makeFolder({
    's.nix': '{ a = { memory = 4; }; b = { memory = 4; }; }',
    'i.nix': '{ t1.properties = { mem = 10; price = 1; }; t2.properties = { mem = 10; price = 9; }; }',
    'p.nix': `{
      capacities.memory = { need = "memory"; have = "mem"; comfortable = 0.5; };
      cost = "price"; minimise = [ "load" "cost" ];
    }`,
  });
  try {
    const models = ['-s', 's.nix', '-i', 'i.nix', '--policy', 'p.nix'];
    const { stdout } = await runIn(other.path, ['place', ...models, '--json']);
    other.write({ 'a.json': stdout });
    const judged = await runIn(other.path, ['verify', 'a.json', ...models]);
    expect([judged.exitCode, judged.stderr]).toEqual([0, '']);
    expect(judged.stdout).toContain('no plan has cost below 10 and is as good before: by search, not certified');
  } finally {
    other.remove();
  }
});
