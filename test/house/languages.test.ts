import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Source } from '../../src/base/source.ts';
import { parse } from '../../src/nix/parse/parse.ts';

/** What the program carries in languages other than its own; each file has to be right by itself. */
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(file => /\.(nix|css|bash|zsh|fish)$/.test(file))
  .map(file => join('src', file));

const of = (ending: string): string[] => files.filter(file => file.endsWith(ending));

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Runs a program that only reads its file, and says what it found. */
function check(program: string, ...words: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

test('there are some, in ASCII: nothing in the program has to decode them', () => {
  for (const ending of ['.nix', '.css', '.bash', '.zsh', '.fish']) expect(of(ending), ending).not.toEqual([]);
  expect(files.filter(file => /[^\x20-\x7e\n]/.test(readFileSync(file, 'latin1')))).toEqual([]);
});

describe('Nix', () => {
  test.each(of('.nix'))('%s is an expression', file => {
    expect(() => parse(new Source(file, readFileSync(file, 'latin1')))).not.toThrow();
  });

  test.skipIf(!has('nix-instantiate')).each(of('.nix'))('%s is one in real Nix, too, with every name bound', file => {
    // What it says beside that is about how Nix was installed.
    expect(check('nix-instantiate', '--parse', file)).toMatchObject({ status: 0 });
  });
});

describe('shells', () => {
  test.skipIf(!has('bash')).each(of('.bash'))('%s is a script of bash', file => {
    expect(check('bash', '-n', file)).toEqual({ status: 0, said: '' });
  });

  test.skipIf(!has('shellcheck')).each(of('.bash'))('%s has nothing that shellcheck finds', file => {
    expect(check('shellcheck', file)).toEqual({ status: 0, said: '' });
  });

  test.skipIf(!has('zsh')).each(of('.zsh'))('%s is a script of zsh', file => {
    expect(check('zsh', '-n', file)).toEqual({ status: 0, said: '' });
  });

  test.skipIf(!has('fish')).each(of('.fish'))('%s is a script of fish', file => {
    expect(check('fish', '--no-execute', file)).toEqual({ status: 0, said: '' });
  });
});
