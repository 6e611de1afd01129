import { expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

/** Forty services in a ring with chords, on four machines of which each may use three, one of them pinned to each. */
const count = 40;
const letters = ['a', 'b', 'c', 'd'];
const services = Array.from({ length: count }, (_, i) => {
  const others = [...new Set([(i + 1) % count, (i * 7 + 3) % count])].filter(other => other !== i);
  return `s${i} = { name = "s${i}"; connectsTo = [ ${others.map(other => `"s${other}"`).join(' ')} ]; };`;
});
const candidates = Array.from({ length: count }, (_, i) => {
  const free = letters.filter((_, j) => j !== i % 4);
  const its = i % 5 === 0 ? [letters[i % 4]] : free;
  return `s${i} = [ ${its.map(name => `"${name}"`).join(' ')} ];`;
});
const files = {
  's.nix': `{ ${services.join(' ')} }`,
  'i.nix': '{ a = { }; b = { }; c = { }; d = { }; }',
  'd.nix': `{ ${candidates.join(' ')} }`,
};
const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];

/** Plans once, and checks the answer after something was done to the files. */
async function check(change: (read: (name: string) => string) => Readonly<Record<string, string>>) {
  const folder = makeFolder(files);
  const words = ['multiwaycut', ...models, '--json', '-o', 'answer.json', '--certificate', 'shares.json'];
  const plan = await runIn(folder.path, words);
  expect(plan.exitCode, plan.stderr).toBe(0);
  folder.write(change(name => folder.read()[name] ?? ''));
  const verdict = await runIn(folder.path, ['verify', 'answer.json', ...models, '--work', '0']);
  folder.remove();
  return verdict;
}

test('a bound on links is recounted from the file that the answer names', async () => {
  const { exitCode, stdout, stderr } = await check(() => ({}));
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/^no plan has links below \d+: by shares of weight$/m);
});

test('one share raised by 1 is refused', async () => {
  const raise = (text: string) => text.replace(/\n\[(\d+)/, (_, share: string) => `\n[${Number(share) + 1}`);
  const { exitCode, stderr } = await check(read => ({ 'shares.json': raise(read('shares.json')) }));
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/the shares come to \d+, and are said to be \d+|more than the weight of its link/);
});

test('a bound that is called certified, and that its shares do not carry, is refused', async () => {
  const forget = (text: string) => {
    const data: { sum: number; links: number[][] } = JSON.parse(text);
    return JSON.stringify({ ...data, sum: 0, links: data.links.map(shares => shares.map(() => 0)) });
  };
  const { exitCode, stderr } = await check(read => ({ 'shares.json': forget(read('shares.json')) }));
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/links is said to be at least \d+, but its certificate proves \d+ only/);
});

test.each([
  ['is about other models', '{"version":1,"kind":"shares","unit":1,"sum":0,"links":[]}', 1, 'about other links'],
  ['is none', '{}', 2, 'is no certificate'],
])('a certificate that %s is refused', async (_, text, code, told) => {
  const { exitCode, stderr } = await check(() => ({ 'shares.json': text }));
  expect([exitCode, stderr]).toEqual([code, expect.stringContaining(told)]);
});

test('certificate and result are two files', async () => {
  const folder = makeFolder(files);
  const { exitCode, stderr } = await runIn(folder.path, ['multiwaycut', ...models, '-o', 'x', '--certificate', './x']);
  expect([exitCode, Object.keys(folder.read()).sort()]).toEqual([2, Object.keys(files).sort()]);
  expect(stderr).toContain('name the same file');
  folder.remove();
});
