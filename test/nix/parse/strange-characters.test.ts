import { describe, expect, test } from 'vitest';
import { toBytes } from '../../../src/base/bytes.ts';
import { failureOf } from '../evaluate-text.ts';
import { askReferee, referee } from '../referee.ts';

const cases: readonly (readonly [text: string, message: string, hint: string])[] = [
  ['\ufeff{ a = 1; }', 'a byte order mark (BOM)', 'save the file as UTF-8 without a BOM'],
  ['{ a\u00a0= 1; }', 'a no-break space', 'put a usual blank in its place'],
  ['{ a = \u200b1; }', 'an invisible character (zero width space)', 'remove it'],
  ['{ a = “x”; }', "the character '“'", 'straight double quotes'],
  ['{ a = `x`; }', "the character '`'", 'straight double quotes'],
  ["{ a = 'x'; }", "the character '''", 'double quotes'],
  ['true & false', "the character '&'", 'written &&'],
  ['true | false', "the character '|'", 'written ||'],
  ['{ a = $b; }', "the character '$'", 'without $'],
  ['\\x: x', "the character '\\'", 'x: ...'],
  ['7 % 2', "the character '%'", 'no remainder'],
];

describe('a character that begins no token is named, with what to do about it', () => {
  test.each(cases)('%s', (text, message, hint) => {
    const failure = failureOf(toBytes(text));
    expect(failure.kind).toBe('syntax');
    expect(failure.message).toContain(`found ${toBytes(message)}`);
    expect(failure.hint).toContain(hint);
  });

  test('UTF-16', () => {
    expect(failureOf('\xff\xfe{\0}\0').message).toContain('BOM of UTF-16');
  });

  test.skipIf(referee === undefined)('the referee refuses them, too', () => {
    const texts = cases.map(([text]) => toBytes(text));
    expect(askReferee(texts, imported => `builtins.typeOf ${imported}`)).toEqual(texts.map(() => undefined));
  });
});
