import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

// Not in the fast lane: its pictures are of thousands of services.

const numbers = Array.from({ length: 201 }, (_, i) => i);
const write = (property: string, count = numbers.length): string =>
  `{ ... }: rec { ${numbers
    .slice(0, count)
    .map(i => {
      const others = i === 0 ? '' : `inherit s${i >> 1};`;
      const group = `${property} = "G${i % 3}";`;
      return `s${i} = { name = "s${i}"; type = "process"; ${group} dependsOn = { ${others} }; wants = [ "ports" ]; };`;
    })
    .join('\n')} }`.replaceAll('wants', 'requiresUniqueIdsFor');
const folder = makeFolder({
  's.nix': write('group'),
  'plain.nix': write('family'),
  'i.nix': '{ t0.properties.hostname = "t0"; t1.properties.hostname = "t1"; }',
  'plan.json': JSON.stringify(Object.fromEntries(numbers.map(i => [`s${i}`, [`t${i % 2}`]]))),
  'pools.nix': '{ ports = { min = 1000; max = 2000; scope = "global"; }; }',
});
afterAll(() => folder.remove());

const models = ['-s', 's.nix', '-i', 'i.nix'];
const note = '201 services: those of a group or a target are drawn as one; --all draws every service\n';

test.each([
  ['a plan', ['visualize-distribution', ...models, '-d', 'plan.json'], 6],
  ['a problem', ['multiwaycut', ...models, '-d', 'plan.json', '--output-graph'], 3],
  ['a resolved problem', ['multiwaycut', ...models, '-d', 'plan.json', '--output-resolved-graph'], 6],
  ['the plan of a planner', ['multiwaycut', ...models, '-d', 'plan.json', '--output-plan'], 6],
  ['a colouring problem', ['graphcol', ...models, '--output-graph'], 3],
  ['the order', ['order', '-s', 's.nix', '--output-graph'], undefined],
  ['ids', ['id-assign', '-s', 's.nix', '--id-resources', 'pools.nix', '--output-graph'], 3],
])(
  '%s of many services is drawn by groups, which is said; --all and JSON have all of them',
  async (_, words, folds) => {
    const { exitCode, stdout, stderr } = await runIn(folder.path, words);
    expect([exitCode, stderr.includes(note)]).toEqual([0, true]);
    const drawn = stdout.match(/label="(?:G\d\\n)?\d+ services"/g) ?? [];
    if (folds === undefined) expect(drawn.length).toBeGreaterThan(3);
    else expect(drawn).toHaveLength(folds);
    const all = await runIn(folder.path, [...words, '--all']);
    expect(all.stderr).not.toContain('--all');
    expect(all.stdout).not.toContain(' services"');
    expect(all.stdout.split('\n').length).toBeGreaterThan(numbers.length);
    const { nodes } = JSON.parse((await runIn(folder.path, [...words, '--json'])).stdout);
    expect(nodes.length).toBeGreaterThanOrEqual(numbers.length);
  },
);

test.each([
  ['graphcol', ['graphcol', '-s', 'plain.nix', '-i', 'i.nix', '--output-graph']],
  ['visualize-services', ['visualize-services', '-s', 'plain.nix']],
])('where nothing folds them it is said what would: %s', async (_, words) => {
  const { stdout, stderr } = await runIn(folder.path, words);
  expect(stderr).toContain('201 services: too many for a picture, and without groups (property group) nothing folds');
  expect(stdout).toContain('"s200" [');
  expect((await runIn(folder.path, [...words, '--all'])).stderr).not.toContain('too many');
});

test('--batch folds only the pictures that are too large', async () => {
  const words = ['visualize-services', '-s', 's.nix', '--batch', '--format', 'dot', '--output-dir', 'pictures'];
  const { stderr } = await runIn(folder.path, words);
  expect(stderr).toContain('1 picture of more than 200 services: groups are folded; --all draws every service\n');
  const files = folder.read();
  expect(files['pictures/index.dot']).not.toContain('"s7"');
  expect(files['pictures/G1/index.dot']).toContain('"s7"');
});

test('as SVG more than 60 services are cards by group, which lead to the pictures of groups', async () => {
  const words = ['visualize-services', '-s', 's.nix'];
  const { stdout, stderr } = await runIn(folder.path, [...words, '--format', 'svg']);
  expect(stderr).toBe('');
  expect(stdout).toContain('201 services in 3 groups');
  expect(stdout).toContain('>s200<');
  await runIn(folder.path, [...words, '--batch', '--output-dir', 'cards']);
  const files = folder.read();
  expect(files['cards/index.svg']).toContain('<a href="G1/index.svg">');
  expect(files['cards/G1/index.svg']).toContain('<ellipse');
});

test('services in groups that all need each other are cards, however few; boxes with arrows where links are few', async () => {
  const few = numbers.slice(0, 40);
  const service = (i: number, needs: readonly number[]): string =>
    `s${i} = { name = "s${i}"; type = "process"; group = "G${i % 8}"; dependsOn = { ${needs.map(j => `inherit s${j};`).join(' ')} }; };`;
  folder.write({
    'tangled.nix': `{ ... }: rec { ${few
      .map(i =>
        service(
          i,
          [1, 2, 3, 4].map(step => (i + step * 5) % 40),
        ),
      )
      .join('\n')} }`,
    'tidy.nix': `{ ... }: rec { ${few.map(i => service(i, i < 8 ? [] : [i - 8])).join('\n')} }`,
  });
  const draw = async (model: string, ...more: readonly string[]) =>
    (await runIn(folder.path, ['visualize-services', '-s', model, '--format', 'svg', ...more])).stdout;
  expect(await draw('tangled.nix')).toContain('40 services in 8 groups');
  expect(await draw('tangled.nix', '--all')).not.toContain('40 services in 8 groups');
  expect(await draw('tidy.nix')).not.toContain('40 services in 8 groups');
});

test('a plan with links from everywhere to everywhere is cards, however few its services, and tells loads', async () => {
  const few = numbers.slice(0, 40);
  const needs = (i: number) =>
    few
      .slice(0, i)
      .filter(j => j % 3 === i % 4)
      .map(j => `inherit s${j};`)
      .join(' ');
  folder.write({
    'few.nix': `{ ... }: rec { ${few.map(i => `s${i} = { name = "s${i}"; type = "process"; memory = 2; dependsOn = { ${needs(i)} }; };`).join('\n')} }`,
    'eight.nix': `{ ${[0, 1, 2, 3, 4, 5, 6, 7].map(i => `t${i}.properties = { hostname = "t${i}"; memory = ${i === 0 ? 9 : 20}; };`).join(' ')} }`,
    'few.json': JSON.stringify(Object.fromEntries(few.map(i => [`s${i}`, [`t${i % 8}`]]))),
    'policy.nix': '{ ... }: { capacities = { memory = { need = "memory"; have = "memory"; }; }; }',
  });
  const words = [
    'visualize-distribution',
    '-s',
    'few.nix',
    '-i',
    'eight.nix',
    '-d',
    'few.json',
    '--policy',
    'policy.nix',
  ];
  const { stdout, stderr } = await runIn(folder.path, [...words, '--format', 'svg']);
  expect(stderr).toBe('');
  expect(stdout).toContain('Links between machines (weight)');
  expect(stdout).toContain('111 % memory');
  expect(stdout).toContain('1 machine overloaded');
  const whole = await runIn(folder.path, [...words, '--format', 'svg', '--all']);
  expect(whole.stdout).not.toContain('Links between machines');
  expect((await runIn(folder.path, words)).stdout).toContain('label="t0\\nmemory 111 % overloaded"');
});

test('what would be wider than 6,000 points is folded, and drawn in full only for those who ask', async () => {
  const words = ['multiwaycut', ...models, '-d', 'wide.json', '--output-graph', '--format', 'svg'];
  folder.write({
    'few.nix': write('group', 200),
    'wide.nix': `{ ${numbers
      .slice(0, 60)
      .map(i => `t${i}.properties.hostname = "t${i}";`)
      .join(' ')} }`,
    'wide.json': JSON.stringify(
      Object.fromEntries(numbers.slice(0, 200).map(i => [`s${i}`, [0, 7, 28].map(step => `t${(i * 13 + step) % 60}`)])),
    ),
  });
  const given = words.map(word => ({ 's.nix': 'few.nix', 'i.nix': 'wide.nix' })[word] ?? word);
  const { stdout, stderr } = await runIn(folder.path, given);
  const sideOf = (svg: string) =>
    Math.max(...(/width="(\d+)pt" height="(\d+)pt"/.exec(svg)?.slice(1).map(Number) ?? []));
  expect(sideOf(stdout)).toBeLessThanOrEqual(6000);
  expect(stderr).toContain('200 services: those of a group or a target are drawn as one');
  const whole = await runIn(folder.path, [...given, '--all']);
  expect(sideOf(whole.stdout)).toBeGreaterThan(6000);
});
