import { describe, expect, it } from 'vitest';
import { EvaluationError } from '../../../src/nix/error.ts';
import { nixVersions } from '../../../src/nix/nix-version.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import { createNodeHost, type NodeHostOptions } from '../../../src/ports/nix/create-node-host.ts';
import { newerCases } from './cases.ts';

const evaluate = (text: string, options: NodeHostOptions = {}): string =>
  printValue(createNodeHost(options).evaluateText('case.nix', text, import.meta.dirname), { strict: true });

function failureOf(text: string, options: NodeHostOptions = {}): EvaluationError {
  try {
    evaluate(text, options);
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
  throw new Error(`this has a value: ${text}`);
}

describe('the language of the newest Nix, by its manual and language tests', () => {
  it.each(newerCases)('$source: $text', ({ text, printed, fails = '' }) => {
    if (printed === undefined) expect(failureOf(text).message).toContain(fails);
    else expect(evaluate(text)).toBe(printed);
  });
});

describe('which language is spoken', () => {
  it.each(nixVersions)('builtins.nixVersion begins with %s where that is asked for', version => {
    expect(evaluate('builtins.nixVersion', { nixVersion: version })).toContain(version);
  });

  it('has in 2.8 no newer builtin, pipe, timestamp or refusal', () => {
    const options = { nixVersion: '2.8' } as const;
    expect(evaluate('builtins ? warn || builtins ? readFileType || builtins ? getFlake', options)).toBe('false');
    expect(failureOf('1 |> (x: x)', options).hint).toContain('newer versions');
    expect(failureOf('builtins.fromTOML "a = 1979-05-27"', options).message).toContain('not supported by Nix 2.8');
    expect(evaluate('9223372036854775807 + 1', options)).toBe('-9223372036854775808');
    expect(evaluate('builtins.toJSON 123456789.123', options)).toBe('"1.23457e+08"');
    expect(evaluate(`builtins.fromJSON ''"a\\u0000b"''`, options)).toBe('"a"');
    expect(failureOf('builtins.replaceStrings [ "a" ] [ (throw "x") ] ""', options).message).toBe('x');
    expect(evaluate('builtins.length (map 1 [ 2 ])', options)).toBe('1');
    expect(failureOf('builtins.sort 1 [ ]', options).message).toContain('expected a function');
    expect(evaluate(`{ s = { a = 1; }; s = { "\${"b" + ""}" = 2; }; }`, options)).toBe('{ s = { a = 1; }; }');
  });
});

describe('messages', () => {
  it.each([
    ['builtins.add 1 "foo"', 'expected an integer but found a string: "foo"'],
    ['builtins.head { a = throw "x"; b = [ 1 ]; }', '{ a = \xc2\xabthunk\xc2\xbb; b = [ 1 ]; }'],
    ['assert { a = [ 1 2 ]; } == { a = [ 1 3 ]; }; 1', 'at a[1], the left side is 2, the right side is 3'],
    ['assert { a = 1; b = 1; } == { a = 1; }; 1', "only the left side has the attribute 'b'"],
    [
      'assert { a.b = { c = 1; d = f: f; }; } == { a.b = { c = 1; }; }; 1',
      "at a.b, only the left side has the attribute 'd'",
    ],
    [
      'assert [ [ 1 ] { x = [ 0 { y = 2; } ]; } ] == [ [ 1 ] { x = [ 0 { y = 3; } ]; } ]; 1',
      'at [1].x[1].y, the left side is 2',
    ],
    ['assert [ [ 1 2 ] ] == [ [ 1 ] ]; 1', 'at [0], the left side has the length 2, the right side 1'],
    ['assert [ 1 ] == [ ]; 1', 'the left side has the length 1, the right side 0'],
    ['assert (x: x) == (x: x); 1', 'functions are never equal'],
  ])('%s names the values', (text, words) => expect(failureOf(text).message).toContain(words));

  it.each(['throw', 'abort'])('colours in what %s says are dropped', name => {
    expect(failureOf(`${name} "a\x1b[1;31mb\x1b[0mc"`).message).toContain('abc');
  });

  it('a warning is shown, and ends the evaluation where NIX_ABORT_ON_WARN is set', () => {
    const lines: string[] = [];
    const warn = (line: string) => lines.push(line);
    expect(evaluate('builtins.warn "old" 1', { warn })).toBe('1');
    expect(lines).toEqual(['evaluation warning: old']);
    const { kind } = failureOf('builtins.warn "old" 1', { warn, environment: { NIX_ABORT_ON_WARN: '1' } });
    expect(kind).toBe('abort');
  });
});
