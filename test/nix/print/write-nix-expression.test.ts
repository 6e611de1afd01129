import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes } from '../../../src/base/bytes.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import { writeNixExpression } from '../../../src/nix/print/write-nix-expression.ts';
import { AttributeSetValue, NixFloat, NixPath, type Value } from '../../../src/nix/value.ts';
import { codePoint } from '../../code-point.ts';
import { rounds } from '../../rounds.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { referee } from '../referee.ts';

const write = (text: string): string => writeNixExpression(createRefereeHost().evaluateText('case.nix', text, '/'));

describe('writeNixExpression', () => {
  it('puts one element on a line and quotes names', () => {
    expect(write('{ b = [ 1 (-2) "x" ]; a = { "c d" = null; }; empty = { }; none = [ ]; }')).toBe(`{
  "a" = {
    "c d" = null;
  };
  "b" = [
    1
    (-2)
    "x"
  ];
  "empty" = { };
  "none" = [ ];
}`);
  });

  it.each([
    ['-3', '-3'],
    ['9223372036854775807 + 1', '(-9223372036854775807 - 1)'],
    ['1.0', '1.0'],
    ['1.0e100', '1.0e100'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ['1.0e308 * 10', '(1.0e308 * 10)'],
    ['"\\${a}\\n\\""', '"\\${a}\\n\\""'],
    ['/a/b', '/a/b'],
    ['/. + "/a b"', '(/. + "/a b")'],
  ])('%s', (text, written) => expect(write(text)).toBe(written));

  it('refuses a function', () => {
    expect(() => write('[ (x: x) ]')).toThrow('a function cannot be written as a Nix expression');
  });
});

const text = fc.oneof(
  fc.string({ unit: codePoint, maxLength: 8 }),
  fc.constantFrom('${', '$$', "''", '\\', '"', '\n\r\t', 'é', 'if', '__proto__'),
);
const noZero = text.map(value => toBytes(value.replaceAll('\0', '')));

const value: fc.Arbitrary<Value> = fc.letrec<{ any: Value }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(n => (Number.isSafeInteger(Number(n)) ? Number(n) : n)),
    fc.double({ noNaN: true }).map(number => new NixFloat(number)),
    noZero,
    fc.constantFrom('/', '/a/b-c_d', '/with blank', '/a/${b}', '/é').map(path => new NixPath(toBytes(path))),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.array(fc.tuple(noZero, tie('any')), { maxLength: 4 }).map(entries => AttributeSetValue.from(entries)),
  ),
})).any;

const seed = 31;

describe.skipIf(referee === undefined)(
  'what is written is read back by real Nix (nix-instantiate 2.8 is needed)',
  () => {
    it(`as the same value (seed ${seed})`, () => {
      const values = fc.sample(value, { numRuns: rounds({ short: 600, long: 6000 }), seed });
      const args = ['--eval', '--strict', '-E', ...values.map(v => `(${fromBytes(writeNixExpression(v))})`)];
      const { stdout, stderr } = spawnSync('nix-instantiate', args, { encoding: 'latin1', maxBuffer: 1 << 26 });
      expect(stdout.split('\n').slice(0, -1), stderr).toEqual(values.map(v => printValue(v, { strict: true })));
    });

    it(`and by ourselves, to the last digit of a float (seed ${seed})`, () => {
      const host = createRefereeHost();
      for (const v of fc.sample(value, { numRuns: rounds({ short: 600, long: 6000 }), seed })) {
        const written = writeNixExpression(v);
        expect(writeNixExpression(host.evaluateText('case.nix', written, '/'))).toBe(written);
      }
    });
  },
);
