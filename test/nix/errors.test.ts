import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/base/diagnostic.ts';
import { describeFailure, failureOf } from './evaluate-text.ts';

describe('every error says where and, where it can, what to do', () => {
  test.each([
    ['let abc = 1; in abd', 'undefined-variable 1:17 did you mean "abc"?'],
    ['{ f = x: lenght; }', 'undefined-variable 1:10'],
    ['with { version = 1; }; verson', 'undefined-variable 1:24 did you mean "version"?'],
    ['throww "x"', 'undefined-variable 1:1 did you mean "throw"?'],
    [
      '{ port = 1; host = 2; }.prot',
      'missing-attribute 1:25 did you mean "port"?; the set is defined at test.nix:1:13',
    ],
    ['{ a = { b = 1; }; }.a.xyz', 'missing-attribute 1:23 the set is defined at test.nix:1:9'],
    ['{ }.a', 'missing-attribute 1:5'],
    ['(1).a', "type 1:5 the attribute 'a' is selected from it"],
    ['({ port }: port) { prot = 1; }', 'missing-argument 1:2 did you mean "prot"?'],
    ['({ port ? 1 }: port) { prot = 1; }', 'unexpected-argument 1:2 did you mean "port"?'],
    ['({ a }: a) 1', 'type 1:2 its argument is written { a = value; ... }'],
    ['let x = x + 1; in x', 'infinite-recursion 1:9'],
    ['rec { a = b; b = a; }', 'infinite-recursion 1:11'],
    ['1 + "a"', 'type 1:3'],
    ['"a" + 1', 'type 1:5 toString turns a number into a string'],
    ['if 1 then 2 else 3', 'type 1:4'],
    ['!1', 'type 1:1'],
    ['[ 1 ] ++ 2', 'type 1:7'],
    ['{ } // 2', 'type 1:5'],
    ['true && 1', 'type 1:6'],
    ['1 < "a"', 'type 1:3'],
    ['1 / 0', 'arithmetic 1:3'],
    ['assert 1 == 2; 3', 'assertion 1:1'],
    [`"\${1}"`, 'type 1:4 toString turns a number into a string'],
    ['throw "no"', 'thrown 1:1'],
    [`{ \${"a" + ""} = 1; a = 2; }`, 'type 1:3'],
    ['<nothing>', 'thrown 1:1 -I nothing=FOLDER or NIX_PATH says where it is'],
    [`{ }.\${1}`, 'type 1:5'],
    ['with 1; a', 'type 1:9'],
    [
      '1 2',
      "type 1:1 what follows it is taken for an argument: is an operator or ';' missing between them, or is there an argument too many?",
    ],
  ])('%s', (text, described) => {
    expect(describeFailure(text)).toBe(described);
  });

  test('a name that nobody defines is an error even where nothing runs', () => {
    expect(failureOf('{ a = 1; f = x: y: nobody; }.a').kind).toBe('undefined-variable');
  });

  test('inside a with it is one when it is needed', () => {
    expect(() => failureOf('(x: 1) (with { }; nobody)')).toThrow('does not fail');
  });
});

describe('the calls that led to an error', () => {
  test('are named, innermost first', () => {
    const { trace } = failureOf('let f = x: x.a; g = y: f y; in g 1');
    expect(trace.map(({ message, position }) => `${message} ${position?.column}`)).toEqual([
      "while calling 'f' 24",
      "while calling 'g' 32",
    ]);
  });

  test('of a long recursion the first and the last hundred are kept', () => {
    const { trace } = failureOf('let f = n: if n == 0 then throw "end" else f (n - 1) + 1; in f 500');
    expect(trace).toHaveLength(200);
    expect(trace[0]?.message).toBe('while calling builtins.throw');
    expect(trace[199]?.position?.column).toBe(62);
  });

  test('are shown with the place', () => {
    const text = formatDiagnostic(failureOf('let f = x: x.a; in f 1').toDiagnostic(), { showTrace: true });
    expect(text).toContain('at test.nix:1:14');
    expect(text).toContain("while calling 'f'");
  });
});

test('a thunk that failed can be forced again', () => {
  const text = `let t = if builtins.length [ 1 ] == 1 then throw "once more" else 1;
    in [ (builtins.tryEval t).success (builtins.tryEval t).success ]`;
  expect(() => failureOf(text)).toThrow('does not fail');
});
