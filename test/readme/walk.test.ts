import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installLinks } from '../built.ts';
import { examplesIn } from './examples-in.ts';
import { runInShell } from './run-in-shell.ts';

describe('docs/walk.md prints what it says, and shows what its commands draw', () => {
  let folder = '';
  let path = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dydisnix-walk-'));
    cpSync('models/three-services', folder, { recursive: true });
    path = installLinks(join(folder, 'bin'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const examples = examplesIn('docs/walk.md');

  test.each(examples)('$command', ({ command, output }) => {
    const run = runInShell(command, folder, path);
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 0, stdout: output });
  });

  test('the pictures are those that the commands drew', () => {
    const shown = [...readFileSync('docs/walk.md', 'utf8').matchAll(/\(pictures\/(.*?)\)/g)].map(
      ([, name]) => name ?? '',
    );
    expect(shown.sort()).toEqual(readdirSync(folder).filter(name => name.endsWith('.svg')));
    for (const name of shown) {
      expect(readFileSync(join(folder, name), 'latin1')).toBe(readFileSync(join('docs/pictures', name), 'latin1'));
    }
  });
});
