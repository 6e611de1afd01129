import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  'k.yaml': [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: web }',
    'spec: { template: { spec: { nodeSelector: { disk: ssd }, containers: [ { name: w } ] } } }',
    '---',
    'apiVersion: v1',
    'kind: Node',
    'metadata: { name: n1, labels: { disk: ssd } }',
  ].join('\n'),
  'compose.yaml': 'services:\n  web: { image: nginx }\n',
});
afterAll(() => folder.remove());

test('models that are printed as one are read as each of them', async () => {
  folder.write({ 'all.json': (await runIn(folder.path, ['import', 'kubernetes', 'k.yaml', '--json'])).stdout });
  const models = ['-s', 'all.json', '-i', 'all.json'];
  for (const words of [
    ['check', ...models, '-d', 'all.json', '--policy', 'all.json'],
    ['place', ...models, '--policy', 'all.json'],
    ['visualize-services', '-s', 'all.json'],
  ]) {
    const { exitCode, stdout, stderr } = await runIn(folder.path, words);
    expect([exitCode, stdout + stderr]).toEqual([0, expect.not.stringContaining('dropped')]);
  }
});

test('a report without such a model is told as that', async () => {
  folder.write({
    'all.json': (await runIn(folder.path, ['import', 'compose', 'compose.yaml', '--json'])).stdout,
    's.json': '{ "web": { "name": "web" } }',
    'i.json': '{ "n1": { "properties": {} } }',
    'd.json': '{ "web": [ "n1" ] }',
  });
  const models = ['-s', 's.json', '-i', 'i.json', '-d', 'd.json'];
  folder.write({ 'why.json': (await runIn(folder.path, ['explain', ...models, '--json'])).stdout });
  for (const [words, what] of [
    [['-s', 'why.json', '-i', 'i.json'], 'services model'],
    [['-s', 'all.json', '-i', 'all.json'], 'infrastructure model'],
    [['-s', 's.json', '-i', 'i.json', '-d', 'why.json'], 'distribution'],
  ] as const) {
    const { stdout, exitCode } = await runIn(folder.path, ['check', ...words]);
    expect(stdout).toContain(`this is what a command printed with --json, and has no ${what} in it`);
    expect(stdout).not.toContain('"version"');
    expect(exitCode).toBe(2);
  }
});
