import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installLinks, makeFolder } from '../built.ts';
import { examplesIn } from './examples-in.ts';
import { runInShell } from './run-in-shell.ts';

const page = 'docs/loop.md';
const folder = makeFolder();
const programs = makeFolder();
afterAll(() => {
  folder.remove();
  programs.remove();
});

let path = '';
beforeAll(() => {
  path = installLinks(join(programs.path, 'bin'));
  const blocks = readFileSync(page, 'utf8').matchAll(/^```(?:nix|sh) (\S+)\n([\s\S]*?)^```$/gm);
  for (const [, name = '', text = ''] of blocks) {
    writeFileSync(join(folder.path, name), text);
    if (text.startsWith('#!')) chmodSync(join(folder.path, name), 0o755);
  }
  rmSync(join(folder.path, 'state'), { recursive: true, force: true });
});

test('there are examples', () => expect(examplesIn(page).length).toBeGreaterThanOrEqual(5));

test.each(examplesIn(page))('$command', ({ command, output }) => {
  expect(runInShell(command, folder.path, path)).toMatchObject({ status: 0, stdout: output });
});
