import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

/** The blocks of a page that have a file's name, and those of the command and of what it prints that follow them. */
function readExample(page: string) {
  const text = readFileSync(page, 'utf8');
  const blocks = [...text.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, kind, name, body = '']) => {
    return { kind, name, body };
  });
  const files = Object.fromEntries(blocks.flatMap(({ name, body }) => (name === undefined ? [] : [[name, body]])));
  const at = blocks.findIndex(({ kind }) => kind === 'text');
  const words = (blocks[at - 1]?.body ?? '').trim().split(/\s+/);
  return { files, words: words.slice(1), printed: blocks[at]?.body };
}

test.each(['docs/impossible.md', 'docs/explain.md'])('the example in %s is as it says', async page => {
  const { files, words, printed } = readExample(page);
  const folder = makeFolder(files);
  const { stdout, exitCode } = await runIn(folder.path, ['explain', ...words]);
  folder.remove();
  expect(stdout).toBe(printed);
  expect(exitCode).toBe(0);
});
