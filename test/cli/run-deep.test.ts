import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isStackOverflow } from '../../src/cli/run-deep.ts';
import { makeFolder, runDydisnix } from '../built.ts';

const evaluate = (text: string, ...words: readonly string[]) => runDydisnix('.', ['eval', '--expr', text, ...words]);

describe('a run that needs a large stack is repeated in a thread that has one', () => {
  test.each([
    ['recursion', 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 100000', '100000\n'],
    ['tail calls', 'let f = n: if n == 0 then 0 else f (n - 1); in f 120000', '0\n'],
    ['lazy accumulators', 'let f = n: acc: if n == 0 then acc else f (n - 1) (acc + 1); in f 100000 0', '100000\n'],
    ['a fold over a million', "builtins.foldl' (a: b: a + b) 0 (builtins.genList (x: x) 1000000)", '499999500000\n'],
    ['a chain of lets', `${'let a = 1; in '.repeat(3000)}a`, '1\n'],
    ['a long sum', `${'1 + '.repeat(20_000)}1`, '20001\n'],
    ['nested lists', `builtins.length ${'[ '.repeat(5000)}${' ]'.repeat(5000)}`, '1\n'],
  ])('%s', (_name, text, printed) => {
    const { status, stdout, stderr } = evaluate(text);
    expect(stderr).toBe('');
    expect(stdout).toBe(printed);
    expect(status).toBe(0);
  });

  test('and keeps its errors and its exit code', () => {
    const { status, stdout, stderr } = evaluate(
      'let f = n: if n == 0 then throw "the end" else 1 + f (n - 1); in f 50000',
      '--show-trace',
    );
    expect(stdout).toBe('');
    expect(stderr).toContain('the end');
    expect(stderr).toContain('at <expr>:1:27');
    expect(status).toBe(2);
  });

  test('and is told as data where the large stack is too small as well', () => {
    const { status, stdout, stderr } = evaluate('let f = n: 1 + f (n + 1); in f 0', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: 'too-deep', line: 1, column: 16 } });
    expect(stderr).toContain('[too-deep]');
    expect(status).toBe(2);
  });

  test('and shows each line of trace once', () => {
    const { status, stderr } = evaluate(
      'let f = n: if n == 0 then builtins.trace "end" 0 else 1 + f (n - 1); in builtins.trace "start" (f 50000)',
    );
    expect(stderr).toBe('trace: start\ntrace: end\n');
    expect(status).toBe(0);
  });

  test('also when it was started by the program of one command', () => {
    const program = JSON.stringify(resolve('dist/dydisnix.cjs'));
    const folder = makeFolder({ 'start.cjs': `process.argv.splice(2, 0, 'eval');\nrequire(${program});\n` });
    const text = 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 50000';
    const { status, stdout } = spawnSync('node', [join(folder.path, 'start.cjs'), '--expr', text], {
      encoding: 'utf8',
    });
    folder.remove();
    expect(stdout).toBe('50000\n');
    expect(status).toBe(0);
  });

  test('an endless recursion ends in an error', () => {
    const { status, stdout, stderr } = evaluate('let f = n: 1 + f (n + 1); in f 0');
    expect(stdout).toBe('');
    expect(stderr).toContain('[too-deep]');
    expect(stderr).toContain('at <expr>:1:16');
    expect(status).toBe(2);
  });
});

test('only a full stack is taken for one', () => {
  const overflow = (): number => overflow() + 1;
  let caught: unknown;
  try {
    overflow();
  } catch (error) {
    caught = error;
  }
  expect(isStackOverflow(caught)).toBe(true);
  expect(isStackOverflow(new RangeError('Invalid array length'))).toBe(false);
  expect(isStackOverflow('Maximum call stack size exceeded')).toBe(false);
});
