import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installLinks } from '../built.ts';
import { examplesIn } from './examples-in.ts';
import { runInShell } from './run-in-shell.ts';

describe('the tutorial of QoS models prints what it says, step after step', () => {
  let folder = '';
  let path = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dydisnix-qos-'));
    cpSync('examples/qos', folder, { recursive: true });
    path = installLinks(join(folder, 'bin'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const examples = examplesIn('examples/qos/README.md');

  test('there are steps', () => expect(examples.length).toBeGreaterThanOrEqual(10));

  test.each(examples)('$command', ({ command, output }) => {
    const run = runInShell(command, folder, path);
    expect(run).toMatchObject({ status: 0, stdout: output, stderr: '' });
  });
});
