import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseToml } from '../../../src/nix/formats/parse-toml.ts';
import { languages } from '../../../src/nix/nix-version.ts';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import type { Value } from '../../../src/nix/value.ts';
import { rounds } from '../../rounds.ts';
import { referee } from '../referee.ts';
import { compareWithReferee } from './compare-with-referee.ts';
import { tomlDocuments } from './toml-documents.ts';

const SEED = 2021;

/** Documents over few names, so that tables, dotted names and arrays of tables meet and collide. No empty arrays: real Nix crashes on `a = []` before `[a.b]`. */
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 1, arbitrary: fc.constantFrom('"a"', "'b'", '1', '"a b"', '""') },
);
const dotted = fc.array(key, { minLength: 1, maxLength: 3 }).map(keys => keys.join('.'));
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        '1',
        '"x"',
        "'y'",
        'true',
        '1.5',
        '-0x1',
        '0x_f',
        '1_2',
        '1e3',
        '"""\nx"""',

        '{}',
        '"\\u00e9"',
        '"\\"',

        '1__2',
        '+1.0e-1',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.array(tie('value'), { minLength: 1, maxLength: 3 }).map(list => `[${list.join(', ')}]`),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(dotted, tie('value')), { maxLength: 3 })
        .map(list => `{ ${list.map(([k, v]) => `${k} = ${v}`).join(', ')} }`),
    },
  ),
})).value;
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(dotted, value).map(([k, v]) => `${k} = ${v}`) },
  { weight: 3, arbitrary: dotted.map(k => `[${k}]`) },
  { weight: 2, arbitrary: dotted.map(k => `[[${k}]]`) },
  { weight: 1, arbitrary: fc.constantFrom('', '# comment', ' \t') },
);
const document = fc.array(line, { maxLength: 6 }).map(lines => lines.join('\n'));

/** As the referee reads it. */
const ofOldNix = (text: string): Value => parseToml(text, languages['2.8']);

describe('parseToml', () => {
  it.skipIf(!referee)('gives what fromTOML gives, or fails with it', () => {
    compareWithReferee(tomlDocuments, text => `builtins.fromTOML ${escapeString(text)}`, ofOldNix);
    const documents = fc.sample(document, { seed: SEED, numRuns: rounds({ short: 1500, long: 15_000 }) });
    compareWithReferee(documents, text => `builtins.fromTOML ${escapeString(text)}`, ofOldNix);
  });

  it.each([
    ['[a]\n[a]', 'invalid TOML at line 2, column 1: "a" is defined already'],
    ['a = {b = 1}\na.c = 2', 'invalid TOML at line 2, column 1: "a" is an inline table, which cannot be extended'],
    ['a = "x', 'invalid TOML at line 1, column 7: the string has no end, or a character that it may not have'],
  ])('says what is wrong with %j, and where', (text, message) => {
    expect(() => parseToml(text)).toThrow(message);
  });

  it('reads a date in the newest language, and refuses it in that of Nix 2.8', () => {
    expect(printValue(parseToml('a = 1979-05-27'))).toContain('1979-05-27');
    const message = 'invalid TOML at line 1, column 5: dates and times are not supported';
    expect(() => ofOldNix('a = 1979-05-27')).toThrow(message);
  });
});
