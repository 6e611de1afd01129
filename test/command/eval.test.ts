import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';
import { referee, runReferee } from '../nix/referee.ts';

const folder = makeFolder({
  'one.nix': '1',
  'set.nix': '{ a = 2; }',
  'wrong.nix': '{ a = ; }',
  'automatic.nix':
    'let b = "b"; in { x ? y, y ? "default", z ? b, never ? import <nope> }: { result = [ x y z ]; nested = { x }: { twice = x + x; }; }',
});
afterAll(() => folder.remove());

const run = (words: readonly string[], input = '') => runIn(folder.path, ['eval', ...words], { input });

/** Command lines that both programs take; standard input is the set `{ a = 9; }`. */
const commandLines: readonly (readonly string[])[] = [
  // functions at the top
  ['--arg', 'x', '1', '-E', '{ x }: x'],
  ['--argstr', 'x', '1', '-E', '{ x }: x'],
  ['--arg', 'x', '1', '-E', '{ x, y }: x'],
  ['-E', '{ x }: x'],
  ['-E', '{ x ? 3 }: x'],
  ['-E', '{ x ? 3 }: x', '--arg', 'y', '4'],
  ['-E', '{ x ? 3, ... }@all: all', '--arg', 'y', '4', '--strict'],
  ['-E', 'x: x', '--arg', 'y', '4'],
  ['-E', '{ x }: y: x', '--arg', 'x', '4'],
  ['-E', 'builtins.map', '--arg', 'x', '4'],
  ['-E', '{ x }: { y }: x', '--arg', 'x', '4', '--arg', 'y', '5'],
  ['--argstr', 'x', '1', '--arg', 'x', '2', '-E', '{ x }: x'],
  ['--arg', 'x', '1', '--argstr', 'x', '2', '-E', '{ x }: x'],
  ['--arg', 'x', '-1', '-E', '{ x }: x'],
  ['--argstr', 'x', '--strict', '-E', '{ x }: x'],
  ['--argstr', 'x', '', '-E', '{ x }: x'],
  ['--argstr', 'a b', 'é', '-E', '{ ... }@all: all', '--strict'],
  ['--argstr', 'x', 'a\\$' + '{b}"=', '-E', '{ x }: x'],
  ['--arg', 'x', './set.nix', '-E', '{ x }: (import x).a'],
  ['--arg', 'x', 'throw "unused"', '-E', '{ x }: 1'],
  ['--arg', 'x', '1 +', '-E', '{ x }: 1'],
  ['--arg', 'x', 'undefined', '-E', '1'],
  // functions on the way
  ['-E', '{ a = { x }: x; }', '--arg', 'x', '3', '-A', 'a'],
  ['-E', '{ a = { x }: { b = { x }: x * 2; }; }', '--arg', 'x', '3', '-A', 'a.b'],
  ['-E', '{ a = { x ? 1 }: { b = 2; }; }', '-A', 'a.b'],
  ['-E', '{ a = x: x; }', '--arg', 'x', '3', '-A', 'a.b'],
  ['-E', '[ { a = 1; } ({ x }: x) ]', '--arg', 'x', '3', '-A', '1'],
  ['--arg', 'x', '2', '-E', '{ __functor = self: { x }: x; }'],
  ['-E', '{ __functor = self: { x ? 2 }: { a = x; }; }', '-A', 'a'],
  ['-E', '{ __functor = self: { x ? 2 }: x; }'],
  ['automatic.nix', '--arg', 'x', '"given"', '-A', 'result', '--strict'],
  ['automatic.nix', '--argstr', 'x', 'given', '-A', 'nested.twice'],
  ['automatic.nix', '--strict'],
  // several values
  ['-E', '{ a = 1; b = throw "no"; c = 3; }', '-A', 'a', '-A', 'b', '-A', 'c'],
  ['-E', '{ a = 1; c = 3; }', '-A', 'c', '-A', 'b', '-A', 'a'],
  ['-E', '{ a = [ 1 (throw "no") ]; c = 3; }', '-A', 'c', '-A', 'a', '--strict'],
  ['-E', 'rec { a = [ b b ]; b = 1 + 1; }', '-A', 'a', '-A', 'b', '-A', 'a'],
  ['-E', '{ a = 1; }', '-A', ''],
  ['-E', '1 + 2', '-E', '3'],
  ['one.nix', 'set.nix'],
  ['set.nix', 'automatic.nix', 'one.nix', '-A', 'a'],
  ['one.nix', 'wrong.nix', 'set.nix'],
  ['one.nix', 'missing.nix', 'set.nix'],
  ['set.nix', 'one.nix', '--json'],
  ['set.nix', 'one.nix', '--xml', '--strict', '--no-location'],
  ['-', 'set.nix'],
  ['set.nix', '-', '-A', 'a'],
  ['<set.nix>', '<x/one.nix>', '-I', '.', '-I', 'x=.'],
  ['<nope>'],
];

describe.skipIf(referee === undefined)('prints what nix-instantiate --eval prints', () => {
  test.each(commandLines.map(words => [words]))('%j', async words => {
    const input = '{ a = 9; }';
    const theirs = runReferee(['--eval', ...words], folder.path, input);
    const ours = await run(words, input);
    expect({ ok: ours.exitCode === 0, stdout: ours.stdout }, ours.stderr).toEqual({
      ok: theirs.ok,
      stdout: Buffer.from(theirs.stdout, 'latin1').toString('utf8'),
    });
  });
});

describe('what is wrong on the command line', () => {
  test.each([
    [['--arg'], 'option "--arg" needs a value: --arg NAME NIX'],
    [['--arg', 'x'], 'option "--arg" needs two values: --arg NAME NIX'],
    [['--arg=x', '-E', '1'], 'option "--arg" needs two values: --arg NAME NIX'],
    [['--argstr', '--strict', 'x', '-E', '1'], 'option "--argstr" needs a value: --argstr NAME TEXT'],
    [['one.nix', '-E', '1'], 'both a file and --expr are given'],
    [[], 'nothing to evaluate'],
    [['-', '-'], 'standard input can be only one of them'],
  ])('%j', async (words, message) => {
    const { exitCode, stdout, stderr } = await run(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('an argument that nobody gives has a place', async () => {
    const { stderr } = await run(['-E', '{ x, y }: x', '--arg', 'x', '1']);
    expect(stderr).toContain('"y"');
    expect(stderr).toContain('<expr>:1:6');
  });
});

test.each([
  ['--json', '{ a = [ (builtins.substring 0 1 "é") ]; }', 'the text at a.0 is not UTF-8, so JSON cannot hold it'],
  ['--xml', '{ a = "\x01"; }', 'the text at a has the control character U+0001, which XML cannot hold'],
])('%s refuses a text that no reader would take: %j', async (form, expression, message) => {
  const { exitCode, stdout, stderr } = await run([form, '--strict', '-E', expression]);
  expect(exitCode).toBe(2);
  // With --json that is the object with `error`.
  expect(stdout).toMatch(form === '--json' ? /^\{\s*"version": 1,\s*"error": / : /^$/);
  expect(stderr).toContain(message);
  expect(stderr).toContain('<expr>:1:3');
});
