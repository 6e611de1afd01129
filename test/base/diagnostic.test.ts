import { describe, expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { formatDiagnostic } from '../../src/base/diagnostic.ts';
import { Position, Source } from '../../src/base/source.ts';

/** The line and the caret that a message shows for the first place of `mark` in a text. */
function frameAt(text: string, mark: string): string[] {
  const bytes = toBytes(text);
  const position = new Position(new Source('f.nix', bytes), bytes.indexOf(toBytes(mark)));
  const shown = formatDiagnostic({ severity: 'error', code: 'example', message: 'no', position });
  return fromBytes(shown).split('\n').slice(3, 5);
}

describe('the line of a message', () => {
  test('shows characters of any alphabet, with the caret under the right one', () => {
    expect(frameAt('a = "ÀÉ€"; b', 'b')).toEqual(['  1 | a = "ÀÉ€"; b', '    |            ^']);
    expect(frameAt('{ a = “x”; }', '“')).toEqual(['  1 | { a = “x”; }', '    |       ^']);
  });

  test('has the caret under the right column behind wide and combining characters, and emoji', () => {
    expect(frameAt('a = "日本"; b', 'b')).toEqual(['  1 | a = "日本"; b', '    |             ^']);
    expect(frameAt('a = "e\u0301"; b', 'b')).toEqual(['  1 | a = "e\u0301"; b', '    |          ^']);
    expect(frameAt('a = "👩‍🚀"; b', 'b')).toEqual(['  1 | a = "👩‍🚀"; b', '    |           ^']);
  });

  test('shows blanks for control characters', () => {
    expect(frameAt('a\tb\x07c', 'c')).toEqual(['  1 | a b c', '    |     ^']);
  });

  test('is cut to a window of whole characters when it is long', () => {
    const [line = '', caret = ''] = frameAt(`${'é'.repeat(200)}!${'ö'.repeat(200)}`, '!');
    expect(line).toMatch(/^ {2}1 \| é+!ö+$/);
    expect(line.length).toBeLessThan(120);
    expect(line[caret.indexOf('^')]).toBe('!');
  });
});
