import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

// Not in the fast lane: its pictures are of thousands of services.

const numbers = Array.from({ length: 201 }, (_, i) => i);
const write = (property: string): string =>
  `{ ... }: rec { ${numbers
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

test('where nothing folds them it is said what would', async () => {
  const words = ['graphcol', '-s', 'plain.nix', '-i', 'i.nix', '--output-graph'];
  const { stdout, stderr } = await runIn(folder.path, words);
  expect(stderr).toContain('201 services: too many for a picture, and without groups (property group) nothing folds');
  expect(stdout).toContain('"s200" [');
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
