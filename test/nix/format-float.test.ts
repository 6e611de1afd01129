import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFixed, formatFloat } from '../../src/nix/format-float.ts';
import { NixFloat } from '../../src/nix/value.ts';
import { rounds } from '../rounds.ts';

describe('formatFloat', () => {
  it.each([
    [1, '1'],
    [123456789.123, '1.23457e+08'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [999999.5, '1e+06'],
    [100000.5, '100000'],
    [100001.5, '100002'],
    [-0, '-0'],
    [1e100, '1e+100'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NaN, '-nan'],
  ])('%f is %s', (value, text) => expect(formatFloat(new NixFloat(value))).toBe(text));
});

describe('formatFixed', () => {
  it.each([
    [1.5, '1.500000'],
    [1 / 128, '0.007812'],
    [3 / 128, '0.023438'],
    [1e23, '99999999999999991611392.000000'],
    [-2.5, '-2.500000'],
  ])('%f is %s', (value, text) => expect(formatFixed(new NixFloat(value))).toBe(text));
});

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)("floats as Python's printf writes them (python3 is needed)", () => {
  it('agrees on doubles of every size and on ties', () => {
    const doubles = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      numRuns: rounds({ short: 5000, long: 50_000 }),
      seed: 1,
    });
    const ties = fc.sample(fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 14 })), {
      numRuns: rounds({ short: 5000, long: 50_000 }),
      seed: 2,
    });
    const values = [...doubles, ...ties.map(([n, shift]) => n / 2 ** shift)].map(value => new NixFloat(value));
    const script = "import sys\nfor line in sys.stdin: x = float(line); print('%g' % x, '%f' % x)";
    const input = values.map(({ value }) => (Object.is(value, -0) ? '-0.0' : String(value))).join('\n');
    const { stdout } = spawnSync('python3', ['-c', script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
    expect(values.map(value => `${formatFloat(value)} ${formatFixed(value)}`)).toEqual(stdout.trimEnd().split('\n'));
  });
});
