import { expect, it } from 'vitest';
import { Source } from '../../../src/base/source.ts';
import { parseJson } from '../../../src/nix/formats/parse-json.ts';
import { parseToml } from '../../../src/nix/formats/parse-toml.ts';
import { Limits } from '../../../src/nix/limits.ts';
import { parse } from '../../../src/nix/parse/parse.ts';

// Not in the fast lane: its texts are as large as limits.

/** Limits that are never exceeded, and how often they were looked at. */
function watched(): { readonly limits: Limits; readonly looks: () => number } {
  let looks = 0;
  const used = (): number => {
    looks++;
    return 0;
  };
  return { limits: new Limits({}, { limit: 1, used }), looks: () => looks };
}

const long = 4_000_000;
const cases: readonly (readonly [what: string, read: (limits: Limits) => unknown])[] = [
  ['blanks of JSON', limits => parseJson(`${' '.repeat(long)}1`, undefined, limits)],
  ['a text of JSON beyond ASCII', limits => parseJson(`"${'\xc3\xa4'.repeat(long / 2)}"`, undefined, limits)],
  ['a comment of TOML', limits => parseToml(`#${'a'.repeat(long)}\na = 1`, undefined, limits)],
  ['a text of TOML', limits => parseToml(`a = "${'a'.repeat(long)}"`, undefined, limits)],
  ['a comment of Nix', limits => parse(new Source('a.nix', `#${'a'.repeat(long)}\n1`), undefined, limits)],
];

it.each(cases)('the limits are looked at while %s is read', (_, read) => {
  const { limits, looks } = watched();
  read(limits);
  expect(looks()).toBeGreaterThan(0);
});

it('an integer of JSON that is too long for 64 bits is a float', () => {
  expect(parseJson('9'.repeat(300))).toMatchObject({ value: 1e300 });
});

it('numbers that are far too long are refused without being read digit by digit', () => {
  const digits = '9'.repeat(3_000_000);
  expect(() => parseJson(digits)).toThrow('a number that a float can hold');
  expect(() => parseToml(`a = ${digits}`)).toThrow('a number of more than 10000 digits');
  expect(() => parse(new Source('a.nix', digits))).toThrow(/^the integer 9{60}\.\.\. does not fit in 64 bits$/);
});

it('blanks, comments and line ends in TOML may be many', () => {
  const text = `a = [${' '.repeat(20_000_000)}1${'#\n'.repeat(1_000_000)}]\nb = """x\\\n${'\r\n'.repeat(1_000_000)}y"""`;
  expect(parseToml(text)).toMatchObject({ slots: [[1], 'xy'] });
});

it('zeros before an integer do not count', () => {
  expect(parse(new Source('a.nix', `${'0'.repeat(1000)}9223372036854775807`))).toMatchObject({
    value: 9223372036854775807n,
  });
});
