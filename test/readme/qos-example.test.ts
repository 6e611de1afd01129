import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installLinks } from '../built.ts';
import { examplesIn } from './examples-in.ts';

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
    const run = spawnSync('bash', ['-c', command], {
      cwd: folder,
      env: { ...process.env, PATH: `${path}${delimiter}${process.env['PATH']}` },
      encoding: 'utf8',
    });
    expect(run).toMatchObject({ status: 0, stdout: output, stderr: '' });
  });
});
