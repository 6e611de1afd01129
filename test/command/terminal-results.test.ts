import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  's.nix': '{ "a\u001b[31m\u202e" = { }; }',
  'i.nix': '{ t = { }; }',
  'd.nix': '{ "a\u001b[31m\u202e" = [ "t" ]; }',
};

test.each([
  ['multiwaycut', '-s s.nix -i i.nix -d d.nix'],
  ['eval', 's.nix'],
])('%s %s: a terminal is not steered by names, a pipe gets every byte', async (command, line) => {
  const words = line.split(' ');
  const usual = await runCommand(command, files, words);
  expect(usual.exitCode, usual.stderr).toBe(0);
  expect(usual.stdout).toContain('a\u001b[31m\u202e');
  const shown = await runCommand(command, files, words, { session: { isTerminal: { stdout: true, stderr: true } } });
  expect(shown.stdout).toContain('a\u241b[31m<U+202E>');
  expect(shown.stdout).not.toContain('\u001b');
});
