import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBytes } from '../../../src/base/bytes.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { parseJson } from '../../../src/nix/formats/parse-json.ts';
import { languages } from '../../../src/nix/nix-version.ts';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import type { Value } from '../../../src/nix/value.ts';
import { lane, rounds } from '../../rounds.ts';
import { referee } from '../referee.ts';
import { compareWithReferee } from './compare-with-referee.ts';

const SEED = 8259;

const numbers = [
  '0',
  '-0',
  '1',
  '-1',
  '01',
  '1.',
  '.5',
  '+1',
  '-',
  '1e',
  '1e+',
  '0x10',
  '0e5',
  '1E5',
  '1e-5',
  '-0.0',
  '0.1',
  '1.5e3',
  '1e308',
  '1e400',
  '-1e400',
  '1e-400',
  '2.2250738585072011e-308',
  '123456789.123',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '18446744073709551615',
  '18446744073709551616',
  '-9223372036854775808',
  '-9223372036854775809',
  '123456789012345678901234567890',
  '18446744073709551617.0',
  '00',
  '-01',
  '1.0',
];
const strings = [
  '"\\u00e9\\ud83d\\ude00"',
  '"\\ud83d"',
  '"\\ud83dx"',
  '"\\ud83d\\u0041"',
  '"\\ude00"',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\/\\b\\f\\n\\r\\t\\"\\\\"',
  '"\\q"',
  '"\\u12"',
  '"\\uD83D\\uDE00"',
  '"\t"',
  '"\x01"',
  '"\x7f"',
  '"',
  '"\\',
  "'a'",
  '"$\\"{a}"',
  '"\xff"',
  '"\xc3"',
  '"\xed\xa0\x80"',
  '"\xf4\x90\x80\x80"',
  '"\xc0\x80"',
  '"\xe0\x9f\xbf"',
  '"\xf0\x8f\xbf\xbf"',
  '"\xf4\x8f\xbf\xbf"',
  toBytes('"é€😀"'),
];
const structures = [
  '',
  ' ',
  'null',
  'nul',
  'nulll',
  'true',
  'false',
  'True',
  'NaN',
  '[',
  ']',
  '[1,]',
  '[,1]',
  '[1 2]',
  '1 2',
  '[1,2',
  '{',
  '}',
  '{}',
  '{"":1}',
  '{"a":1,"a":2}',
  '{"a":1,}',
  '{a:1}',
  '{"a" 1}',
  '{"a":}',
  '{"a":1 "b":2}',
  '{"b":1,"a":{"x":[]},"a":[]}',
  ' [ 1 , 2 ]  ',
  '\t[\r\n]',
  '// c\n1',
  '[1]//',
  '1\x0c',
  '\xef\xbb\xbf1',
  '\xef\xbb1',
  '\xef\xbb\xbf',
  '[[[[[1]]]]]',
  '{"__proto__":{"constructor":1},"10":1,"9":2}',
  '[true,false,null,"",{},[]]',
  '{"a":[{"b":{}}]}',
];

/** Texts that are nearly JSON: pieces in an order that mostly makes sense. */
const document: fc.Arbitrary<string> = fc.letrec<{ value: string; soup: string }>(tie => {
  const blank = fc.constantFrom('', '', '', ' ', '\n', '\t ');
  const scalar = fc.constantFrom(...numbers.slice(0, 33), ...strings, 'true', 'false', 'null', '"a"', '""', '1', '2');
  const key = fc.constantFrom('"a"', '"b"', '"a b"', '"10"', '"\\u00e9"', '"if"', 'a');
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: scalar },
      { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }).map(parts => `[${parts.join(',')}]`) },
      {
        weight: 2,
        arbitrary: fc
          .array(fc.tuple(key, blank, tie('value'), blank), { maxLength: 4 })
          .map(parts => `{${parts.map(([k, b, v, c]) => `${k}${b}:${v}${c}`).join(',')}}`),
      },
      { weight: 1, arbitrary: fc.tuple(blank, tie('value'), blank).map(parts => parts.join('')) },
    ),
    soup: fc
      .array(fc.constantFrom('[', ']', '{', '}', ',', ':', '"a"', '1', 'null', ' '), { maxLength: 6 })
      .map(parts => parts.join('')),
  };
}).value;

/** As the referee reads it. */
const ofOldNix = (text: string): Value => parseJson(text, languages['2.8']);

describe('parseJson', () => {
  it.skipIf(!referee)('gives what fromJSON gives, or fails with it', () => {
    const texts = [
      ...numbers,
      ...strings,
      ...structures,
      ...fc.sample(document, { seed: SEED, numRuns: rounds({ short: 600, long: 6000 }) }),
    ];
    compareWithReferee(texts, text => `builtins.fromJSON ${escapeString(text)}`, ofOldNix);
  });

  it('cuts a string, not a name, at a NUL, as Nix 2.8 does', () => {
    expect(printValue(parseJson('{"a\\u0000b":"c\\u0000d"}', languages['2.8']))).toBe('{ "a\0b" = "c"; }');
  });

  it.skipIf(lane === 'fast')('reads nested lists as deep as they come', () => {
    let value: unknown = parseJson('['.repeat(200_000) + ']'.repeat(200_000));
    let depth = 0;
    for (; Array.isArray(value); value = value[0]) depth++;
    expect(depth).toBe(200_000);
  });

  it('reads long strings', () => {
    const long = toBytes('€'.repeat(300_000));
    expect(parseJson(`"${long}"`)).toBe(long);
  });

  it('says where', () => {
    try {
      parseJson('{\n  "a": [1,\n  x]\n}');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(EvaluationError);
      expect((error as Error).message).toBe("invalid JSON at line 3, column 3: expected a value but found 'x'");
    }
  });
});
