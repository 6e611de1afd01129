import { afterAll, expect, test } from 'vitest';
import { toBytes } from '../../src/base/bytes.ts';
import { runWords } from '../../src/command/run-words.ts';
import { makeFolder, runIn } from '../harness.ts';

const count = 60;
const numbers = Array.from({ length: count }, (_, i) => i);
const folder = makeFolder({
  'services.nix': `{ ... }: rec { ${numbers
    .map(i => `s${i} = { name = "s${i}"; type = "process"; dependsOn = { ${i > 0 ? `inherit s${i >> 1};` : ''} }; };`)
    .join('\n')} }`,
  'infrastructure.nix': `{ ${numbers
    .slice(0, 12)
    .map(i => `m${i} = { properties.hostname = "m${i}"; };`)
    .join('\n')} }`,
  'plan.json': JSON.stringify(Object.fromEntries(numbers.map(i => [`s${i}`, [i === 7 ? 'm11' : `m${i % 2}`]]))),
  'policy.nix': '{ }',
  'candidates.json': JSON.stringify(
    Object.fromEntries(numbers.map(i => [`s${i}`, numbers.slice(0, 11).map(m => `m${m}`)])),
  ),
});
afterAll(() => folder.remove());

const words = ['explain', '-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'plan.json'];

test('a plan of many services is summarised: what is wrong comes first, and how to see the rest is told', async () => {
  const { exitCode, stdout } = await runIn(folder.path, [...words, '--candidates', 'candidates.json']);
  expect(exitCode).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/^60 services on 3 targets; \d+ network links in all$/);
  expect(stdout).toContain('  on a target that is no candidate: s7\n');
  expect(stdout).toContain(
    '20 services are explained below; 40 are left out: name one with --service NAME, or see them with --all\n',
  );
  const explained = stdout.match(/^s\d+ is on/gm) ?? [];
  expect(explained).toHaveLength(20);
  expect(explained).toContain('s7 is on');
  expect(explained).toEqual(explained.toSorted((a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0])));
  // What is the same on many targets is said once.
  expect(stdout).toMatch(/On m2, m3, m4, m5, m6, m7, and 3 more instead: costs /);
  expect(lines.length).toBeLessThan(200);
});

test('the counts of the summary are those of the links', async () => {
  const { stdout } = await runIn(folder.path, words);
  const total = Number(/; (\d+) network links/.exec(stdout)?.[1]);
  const counts = [...stdout.matchAll(/^ {2}(\d+) (?:cannot|could)/gm)].map(([, number]) => Number(number));
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(total);
  const plan = numbers.map(i => (i === 7 ? 11 : i % 2));
  expect(total).toBe(numbers.filter(i => i > 0 && plan[i] !== plan[i >> 1]).length);
});

test('--all, a named service and JSON leave nothing out', async () => {
  const all = await runIn(folder.path, [...words, '--all']);
  expect(all.stdout.match(/^s\d+ is on/gm)).toHaveLength(count);
  expect(all.stdout).not.toContain('more instead');
  const one = await runIn(folder.path, [...words, '--service', 's59']);
  expect(one.stdout).toMatch(/^s59 is on/);
  const data = JSON.parse((await runIn(folder.path, [...words, '--json'])).stdout);
  expect(data.services).toHaveLength(count);
  expect(data.services[0].alternatives).toHaveLength(11);
});

test.each([
  ['JSON', ['--json']],
  ['text', ['--all']],
  ['text under a policy', ['--all', '--policy', 'policy.nix']],
])('%s of services times targets is made while it is written: no part is a tenth of it', async (_what, more) => {
  const given = [...words, '--candidates', 'candidates.json', ...more];
  const { stdout, parts } = await runWords(given, {
    folder: toBytes(folder.path),
    environment: {},
    standardInput: () => '',
    isTerminal: { stdout: false, stderr: false },
    startProgress: () => ({ say: () => {}, end: () => {} }),
    interruption: { isRequested: () => false, signal: () => undefined, end: () => {} },
  });
  expect(stdout).toBe('');
  const list = [...(parts?.() ?? [])];
  const whole = list.join('');
  expect(list.length).toBeGreaterThanOrEqual(count);
  expect(Math.max(...list.map(part => part.length))).toBeLessThan(whole.length / 10);
  // Each call makes them anew, and a file gets the same text.
  expect([...(parts?.() ?? [])].join('')).toBe(whole);
  await runIn(folder.path, [...given, '-o', 'told', '--force']);
  expect(folder.read()['told']).toBe(whole);
});
