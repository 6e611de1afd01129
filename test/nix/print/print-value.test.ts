import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../../src/base/bytes.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import type { Value } from '../../../src/nix/value.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { referee } from '../referee.ts';
import { lazyCases as moreCases } from './lazy-cases.ts';

const evaluate = (text: string): Value => createRefereeHost({ everyThunk: true }).evaluateText('case.nix', text, '/');

/** Without `--strict`; with it, the cases of the builtins are printed. */
const lazyCases: readonly (readonly [text: string, printed: string])[] = [
  ['let f = x: x + 1; in { a = 1; b = f 1; c = f; d = x: x; }', '{ a = 1; b = <CODE>; c = <CODE>; d = <CODE>; }'],
  ['[ (toString 1) "a" 1.5 null ]', '[ <CODE> "a" 1.5 null ]'],
  ['let a = 1 + 1; in builtins.seq a [ a ]', '[ 2 ]'],
  ['rec { a = { b = a; }; }', '{ a = <CODE>; }'],
  ['let s = { a = 1 + 1; }; in builtins.seq s.a s', '{ a = 2; }'],
  ['builtins.attrNames { b = 1; a = 2; }', '[ "a" "b" ]'],
  ['map (x: x) [ 1 ]', '[ <CODE> ]'],
  ['builtins.split "(a)" "bab"', '[ "b" [ "a" ] "b" ]'],
  ['builtins.fromJSON \'\'{"a":{"b":[1]}}\'\'', '{ a = { b = [ 1 ]; }; }'],
  [
    '{ a = [ 1 ]; b = { }; c = 1 + 1; d = -1; e = builtins.map; f = map; g = __curPos; h = "a${"b"}"; }',
    '{ a = <CODE>; b = <CODE>; c = <CODE>; d = <CODE>; e = <CODE>; f = <PRIMOP>; g = <CODE>; h = <CODE>; }',
  ],
  ['let a = [ 1 ]; in builtins.seq a { x = a; y = [ a ]; }', '{ x = [ 1 ]; y = <CODE>; }'],
  ['let f = x: x; in builtins.seq f [ f (x: x) [ ] ]', '[ <LAMBDA> <CODE> <CODE> ]'],
  ['(x: [ x ]) 1', '[ 1 ]'],
  ['(x: [ x ]) [ ]', '[ <CODE> ]'],
  ['({ a ? [ ], b }: { inherit a b; }) { b = 1; }', '{ a = <CODE>; b = 1; }'],
  ['{ a.b = 1; inherit ({ c = 1; }) c; }', '{ a = <CODE>; c = <CODE>; }'],
  ['builtins.partition (x: x > 1) [ 1 (1 + 2) ]', '{ right = [ 3 ]; wrong = [ 1 ]; }'],
  ['builtins.tryEval (x: x)', '{ success = true; value = <LAMBDA>; }'],
  ['(derivation { name = "n"; system = "s"; builder = "b"; }).all', '[ <CODE> ]'],
  ['{ inherit (builtins) langVersion storeDir; }', '{ langVersion = <CODE>; storeDir = <CODE>; }'],
  ['x: x', '<LAMBDA>'],
  ['map', '<PRIMOP>'],
  ['map 1', '<PRIMOP-APP>'],
];

describe('printValue', () => {
  it.each(lazyCases)('%s', (text, printed) => expect(printValue(evaluate(text))).toBe(printed));

  for (const [theme, cases] of moreCases) {
    describe(theme, () => {
      it.each(cases)('%s', (text, printed) => expect(fromBytes(printValue(evaluate(text)))).toBe(printed));
      it.each(cases.filter(([, printed]) => !printed.includes('<CODE>')))('without all thunks: %s', (text, printed) =>
        expect(fromBytes(printValue(createRefereeHost().evaluateText('case.nix', text, '/')))).toBe(printed),
      );
    });
  }

  it('prints a hundred thousand lists inside each other', () => {
    const nested = evaluate("builtins.foldl' (a: b: [ a ]) 1 (builtins.genList (i: i) 100000)");
    expect(printValue(nested, { strict: true })).toBe(`${'[ '.repeat(100_000)}1${' ]'.repeat(100_000)}`);
  });
});

describe.skipIf(referee === undefined)('the referee agrees (nix-instantiate 2.8 is needed)', () => {
  it('without --strict', () => {
    const cases = [...lazyCases, ...[...moreCases.values()].flat()];
    const args = ['--eval', '-E', ...cases.map(([text]) => text)];
    const { stdout } = spawnSync('nix-instantiate', args, { encoding: 'utf8' });
    expect(stdout.split('\n').slice(0, -1)).toEqual(cases.map(([, printed]) => printed));
  });
});
