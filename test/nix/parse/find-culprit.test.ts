import { describe, expect, test } from 'vitest';
import { Source } from '../../../src/base/source.ts';
import { findLongString, findMisplacedBracket } from '../../../src/nix/parse/find-culprit.ts';

const misplaced = (text: string) => findMisplacedBracket(new Source('f', text));

describe('brackets that stand where their indentation does not fit', () => {
  test.each([
    [
      'one is missing',
      '{\n  a = {\n    b = 1;\n  c = 2;\n}\n',
      "the '}' at f:5:1 closes the '{' at f:2:7, but stands further left: is a '}' missing before it?",
    ],
    [
      'one is too many',
      '{\n  a = 1;\n  };\n}\n',
      "the '}' at f:3:3 closes the '{' at f:1:1, but stands further right: is a '}' missing, or one too many, near it?",
    ],
    ['in a list', '[\n  (\n  1\n]\n', undefined],
    ['none', '{\n  a = [\n    1\n  ];\n  b = f (x: {\n    c = x;\n  });\n}\n', undefined],
    [
      'in strings and comments they do not count',
      `{\n  a = "{\n}"; # {\n  /* [\n} */ b = ''\n  {\n}\n''$\{x}'';\n  c = "\\"{";\n}\n`,
      undefined,
    ],
    [
      'in interpolations they do',
      `"\${{\n  a = "\${b\n}";\n}}"`,
      "the '}' at f:3:1 closes the '${' at f:2:8, but stands further left: is a '}' missing before it?",
    ],
  ])('%s', (_name, text, hint) => expect(misplaced(text)).toBe(hint));
});

test('strings that go on over the end of their line', () => {
  const source = new Source('f', `{ a = "x"; b = ''\n"''; c = "y;\n d = "; }`);
  expect(findLongString(source, source.text.length)).toContain('begins at f:2:10 ');
  expect(findLongString(source, 20)).toBeUndefined();
});
