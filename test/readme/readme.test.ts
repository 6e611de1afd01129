import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installLinks } from '../built.ts';
import { examplesIn } from './examples-in.ts';
import { runInShell } from './run-in-shell.ts';

describe('every example of the README prints what the README says', () => {
  let folder = '';
  let path = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dydisnix-readme-'));
    cpSync('models', join(folder, 'models'), { recursive: true });
    path = installLinks(join(folder, 'bin'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const examples = examplesIn('README.md');

  test('there are examples', () => expect(examples.length).toBeGreaterThanOrEqual(6));

  test.each(examples)('$command', ({ command, output }) => {
    const run = runInShell(command, resolve(folder, 'models/three-services'), path);
    expect(run).toMatchObject({ status: 0, stdout: output });
  });
});
