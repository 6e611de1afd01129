import { afterEach, expect, test, vi } from 'vitest';
import type { EvaluationError } from '../../src/nix/error.ts';
import { Limits } from '../../src/nix/limits.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { runIn } from '../harness.ts';

afterEach(() => vi.restoreAllMocks());

/** A clock that is a second later each time somebody looks. */
function slowClock(): void {
  let seconds = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => 1000 * seconds++);
}

test('a value that is evaluated once more to be printed has one time limit for both evaluations', async () => {
  const expression = "builtins.foldl' (s: i: builtins.intersectAttrs s s) { a = 1; } (builtins.genList (x: x) 300000)";
  slowClock();
  const whole = await runIn('.', ['eval', '--strict', '--expr', expression, '--eval-timeout', '1000']);
  expect(whole).toMatchObject({ exitCode: 0, stdout: '{ a = 1; }\n' });
  const looks = performance.now() / 1000;
  expect(looks).toBeGreaterThan(5);
  slowClock();
  const partial = await runIn('.', ['eval', '--expr', expression, '--eval-timeout', String(looks + 2)]);
  expect(partial.exitCode).toBe(2);
  expect(partial.stderr).toContain('evaluation took longer than');
});

test('what is used of a time limit is what the clock said when it was last looked at', () => {
  slowClock();
  const memory = { limit: 1e9, used: () => 0 };
  const first = new Limits({ timeout: 3500 }, memory);
  expect(first.elapsed).toBe(0);
  first.check();
  performance.now();
  expect(first.elapsed).toBe(1000);
  const second = new Limits({ timeout: 3500, elapsed: first.elapsed }, memory);
  second.check();
  second.check();
  expect(() => second.check()).toThrow('evaluation took longer than 3.5 seconds');
});

test('no context is added to an error that ends the run, be it from a hundred thousand calls deep', () => {
  const host = createNodeHost({ maxDepth: 500 });
  const error = (expression: string): unknown => {
    try {
      return host.evaluateText('<test>', expression, '/');
    } catch (thrown) {
      return thrown;
    }
  };
  const deep = error('let f = n: builtins.addErrorContext "x" (f (n + 1)); in f 0') as EvaluationError;
  expect(deep.kind).toBe('too-deep');
  expect(deep.trace.filter(({ message }) => message === 'x')).toEqual([]);
  const usual = error('builtins.addErrorContext "x" (throw "y")') as EvaluationError;
  expect(usual.trace.map(({ message }) => message)).toContain('x');
});

test('a step that nothing ends is not begun where one before was too slow for what is left', () => {
  slowClock();
  const huge = 'a'.repeat(1 << 22);
  const limits = new Limits({ timeout: 8500 }, { limit: 1e9, used: () => 0 });
  // A look before, a second for the step, a look behind: a second of the clock each.
  limits.readWhole(huge);
  expect(() => limits.readWhole(huge.repeat(4))).toThrow('evaluation would take longer than 8.5 seconds');
  expect(limits.makeList(2, () => [1, 2])).toEqual([1, 2]);
});

test.each([
  ['functionArgs of a large pattern', `builtins.functionArgs ({ ${manyNames(300)} }: 1)`, 1500],
  ['sums of long paths', `/. + "${'/a'.repeat(10_000)}"`, 1000],
  ['questions to the disk', 'builtins.pathExists ./limits-of-runs.test.ts', 400],
  ['names of TOML', `builtins.fromTOML "${'a.'.repeat(150)}a = 1"`, 1000],
])('counts %s', (_, expression, least) => {
  const host = createNodeHost({ environment: {} });
  const before = host.limits.calls;
  host.evaluateText('text', `let value = ${expression}; in builtins.seq value null`, import.meta.dirname);
  expect(host.limits.calls - before).toBeGreaterThan(least);
});

function manyNames(count: number): string {
  return Array.from({ length: count }, (_each, i) => `a${i} ? 1`).join(', ');
}
