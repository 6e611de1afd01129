import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  's.nix':
    'rec { db = { memory = 3; }; web = { memory = 2; dependsOn = { inherit db; }; }; c1 = { memory = 1; }; c2 = { memory = 1; connectsTo = { inherit web; }; }; }',
  'i.nix': '{ a.properties.memory = 4; b.properties.memory = 4; c.properties.memory = 1; }',
  'plan.json': '{ "db": [ "b" ], "web": [ "a" ], "c1": [ "a" ], "c2": [ "a" ] }',
  'short.json': '{ "db": [ "b" ], "web": [ "a" ], "c1": [ "a" ], "c2": [ ] }',
  'd.nix':
    '{ infrastructure }: {\n  db = [ "a" "b" "c" ];\n  web = [ "a" "b" ];\n  c1 = [ "a" "b" "c" ];\n  c2 = [ "a" ];\n}',
  'p.nix':
    '{\n  capacities.memory = { };\n  rules = [\n    { apart = [ "db" "web" ]; name = "far"; }\n    { avoid = "c1"; on = [ "c" ]; }\n  ];\n}',
});
afterAll(() => folder.remove());
const explain = async (...words: string[]) => {
  const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'plan.json', '--policy', 'p.nix'];
  const outcome = await runIn(folder.path, ['explain', ...models, ...words]);
  return { ...outcome, lines: outcome.stdout.trimEnd().split('\n') };
};

test('what each other place would mean, alone: what is short, which rule breaks, what it costs', async () => {
  expect((await explain('--service', 'web')).lines).toEqual([
    'web is on a.',
    '  This keeps local: c2.',
    '  Network link to db: as things are, the policy does not let this service move there alone.',
    '  On b instead, alone: memory is short by 1; breaks: rule "far" (p.nix:4:7): apart db, web.',
    '  On c instead, alone: memory is short by 1; links 1 more; targets 1 more.',
  ]);
});

test('for one target, the best plan that has it there, and who moves', async () => {
  const { lines } = await explain('--service', 'db', '--target', 'a', '--time-limit', '2');
  expect(lines.slice(2)).toEqual([
    '  On a instead, alone: memory is short by 3; breaks: rule "far" (p.nix:4:7): apart db, web; links 1 less; targets 1 less.',
    '  The best plan with it on a: links 1, the least there is; targets 2, the least there is; moves 3, the least there is. It moves c2 from a to b, db from b to a, web from a to b.',
  ]);
  const again = await explain('--service', 'db', '--target', 'a', '--time-limit', '2', '--json');
  const [told] = JSON.parse(again.stdout).services;
  expect(told.underPolicy[0]).toMatchObject({
    target: 'a',
    shortages: [{ capacity: 'memory', shortBy: '3' }],
    broken: [{ kind: 'rule', name: 'far' }],
    replanned: { kind: 'planned', moved: [{ service: 'c2' }, { service: 'db' }, { service: 'web' }] },
  });
});

test('what has to make way at least, where the best plan moves more', async () => {
  const models = makeFolder({
    's.nix':
      'rec { x1 = { memory = 1; }; x2 = { memory = 1; dependsOn = { inherit x1; }; }; x3 = { memory = 1; dependsOn = { inherit x1 x2; }; }; y = { memory = 3; }; z = { memory = 1; dependsOn = { inherit y; }; }; }',
    'i.nix': '{ a.properties.memory = 4; b.properties.memory = 4; }',
    'plan.json': '{ "x1": [ "a" ], "x2": [ "a" ], "x3": [ "a" ], "y": [ "b" ], "z": [ "b" ] }',
    'p.nix': '{ capacities.memory = { }; minimise = [ "links" ]; }',
  });
  const words = ['explain', '-s', 's.nix', '-i', 'i.nix', '-d', 'plan.json', '--policy', 'p.nix'];
  const outcome = await runIn(models.path, [...words, '--service', 'x1', '--target', 'b', '--time-limit', '2']);
  models.remove();
  expect(outcome.stdout.trimEnd().split('\n').slice(2)).toEqual([
    '  On b instead, alone: memory is short by 1; links 2 more.',
    '  The best plan with it on b: links 0, the least there is. It moves x1 from a to b, x2 from a to b, x3 from a to b, y from b to a, z from b to a.',
    '  With the fewest others moved: links 3. It moves x1 from a to b, z from b to a.',
  ]);
});

test('which rule forbids it, and what would have to give way', async () => {
  const avoided = await explain('--service', 'c1', '--target', 'c', '--time-limit', '2');
  expect(avoided.lines[1]).toBe('  Not on c: rule "avoid c1 on c" (p.nix:5:7).');
  expect(avoided.lines[3]).toContain('The best plan with it on c if that gave way: links 1');
  expect((await explain('--service', 'db', '--target', 'c', '--time-limit', '2')).lines.slice(3)).toEqual([
    '  No plan has it on c; this would have to give way:',
    '    capacity "memory" (p.nix:2:3): c has 1',
  ]);
  const listed = await explain('--service', 'c2', '--target', 'c', '--time-limit', '2', '--candidates', 'd.nix');
  expect(listed.lines[2]).toBe('  Not on c: the candidates of c2 (d.nix:5:3): a.');
});

test('what each part of the policy costs', async () => {
  const { exitCode, lines } = await explain('--shadow', '--time-limit', '4');
  expect(exitCode).toBe(0);
  expect(lines[0]).toMatch(/^with everything: links 1, the least there is;/);
  expect(lines[1]).toMatch(
    /^without capacity "memory" \(p\.nix:2:3\): links 1, the least there is;.*; it costs nothing$/,
  );
  expect(lines[2]).toMatch(/^without rule "far" \(p\.nix:4:7\): links 1, the least there is;/);
  expect(lines).toHaveLength(4);
});

test('usage, and a plan that is none under the policy', async () => {
  const models = ['explain', '-s', 's.nix', '-i', 'i.nix', '-d'];
  expect((await runIn(folder.path, [...models, 'plan.json', '--shadow'])).stderr).toContain(
    '--shadow is about the rules',
  );
  expect((await runIn(folder.path, [...models, 'plan.json', '--time-limit', '1'])).stderr).toContain(
    '--time-limit is for --impossible and --policy',
  );
  const short = await runIn(folder.path, [...models, 'short.json', '--policy', 'p.nix']);
  expect(short.exitCode).toBe(2);
  expect(short.stderr).toContain('the plan has service "c2" on 0 targets, but it runs once');
});
