import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes } from '../../../src/base/bytes.ts';
import { builtins } from '../../../src/nix/builtins/index.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import { rounds } from '../../rounds.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { askReferee, referee } from '../referee.ts';

/** Arguments of every type, right ones and wrong ones. */
const pool = [
  ...['null', 'true', 'false', '0', '1', '(-1)', '3', '9223372036854775807', '1.5', '(0 - 2.5)', '1.0e300'],
  ...['""', '"a"', '"abc-1.2pre3"', '"/a/b"', '"é"', '"md5"', '"[0-9]+"', '"("', "''{\"a\": [1, 2.5]}''", '"out"'],
  ...['/a', '/a/b.nix', '[ ]', '[ 1 2 3 ]', '[ 3 1 2 ]', '[ "b" "a" ]', '[ [ 1 ] [ ] [ "x" ] ]', '[ true null ]'],
  ...['[ { a = 1; } { a = 2; b = 3; } ]', '[ { name = "x"; value = 1; } ]', '[ { key = 1; } { key = 1; } ]'],
  ...[
    '{ }',
    '{ a = 1; b = "x"; }',
    '{ key = 1; startSet = [ { key = 2; } ]; operator = x: [ ]; }',
    '{ outPath = "p"; }',
  ],
  ...[
    '{ __toString = self: "s"; }',
    '{ __functor = self: x: x; }',
    '(x: x)',
    '(x: true)',
    '(x: y: x)',
    '(a: b: a < b)',
  ],
  ...[
    '({ a, b ? 1 }: a)',
    'map',
    '(builtins.add 1)',
    'builtins.lessThan',
    '(x: [ x ])',
    '(x: "k")',
    '(throw "t")',
    '(abort "a")',
  ],
];

/** These give another result each time, or something that is ours alone, or write messages. */
const excluded = new Set([
  'currentTime',
  'trace',
  'nixPath',
  'getEnv',
  'unsafeGetAttrPos',
  'derivation',
  'derivationStrict',
]);
const functions = builtins.filter(({ name, arity }) => arity > 0 && !excluded.has(name) && !name.startsWith('fetch'));

const randomCall = fc
  .constantFrom(...functions)
  .chain(({ name, arity }) =>
    fc
      .array(fc.constantFrom(...pool), { minLength: arity, maxLength: arity })
      .map(args => `builtins.${name} ${args.join(' ')}`),
  )
  // Real Nix does not survive this one.
  .filter(expression => !/genList .* 9223372036854775807/.test(expression));

function evaluate(expression: string): string | undefined {
  try {
    return printValue(createRefereeHost().evaluateText('case.nix', toBytes(expression), '/'), { strict: true });
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

const seed = 20220602;
const count = rounds({ short: 4000, long: 12_000 });

describe.skipIf(referee === undefined)('calls with random arguments (nix-instantiate 2.8 is needed)', () => {
  const expressions = [...new Set(fc.sample(randomCall, { numRuns: count, seed }))];
  const answers = new Map(expressions.map(expression => [expression, evaluate(expression)]));
  const fine = expressions.filter(expression => answers.get(expression) !== undefined);
  const failing = expressions.filter(expression => answers.get(expression) === undefined);

  it(`have the same values (seed ${seed})`, () => {
    const { stdout, stderr } = spawnSync(
      'nix-instantiate',
      ['--eval', '--strict', '-E', ...fine.map(expression => `(${expression})`)],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    const printed = stdout.split('\n').slice(0, -1);
    const ours = fine.map(expression => fromBytes(answers.get(expression) ?? ''));
    const differing = fine.filter((_, i) => ours[i] !== printed[i]);
    expect(differing.slice(0, 5), stderr).toEqual([]);
    expect(fine.length).toBeGreaterThan(expressions.length / 10);
  });

  it(`fail where real Nix fails (seed ${seed})`, () => {
    const theirs = askReferee(failing.map(toBytes), imported => `builtins.deepSeq ${imported} "it has a value"`);
    expect(failing.filter((_, i) => theirs[i] !== undefined)).toEqual([]);
  });
});
