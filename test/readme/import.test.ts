import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';
import { examplesIn } from './examples-in.ts';

const page = readFileSync('docs/import.md', 'utf8');

/** Blocks that are files: their language has the name of the file behind it. */
const files = Object.fromEntries(
  [...page.matchAll(/^```\w+ (\S+)\n(.*?)^```/gms)].map(([, name = '', text = '']) => [name, text]),
);
const folder = makeFolder(files);
afterAll(() => folder.remove());

test('the page has examples', () => {
  expect(Object.keys(files)).toContain('compose.yaml');
});

test.each(examplesIn('docs/import.md'))('$command', async ({ command, output }) => {
  const [program, ...words] = command.split(' ');
  expect(program).toBe('dydisnix');
  const { exitCode, stdout } = await runIn(folder.path, words);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: output });
});
