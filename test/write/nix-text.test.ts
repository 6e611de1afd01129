import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { evaluate } from '../../src/library/nix/index.ts';
import { writeNixName, writeNixText } from '../../src/write/nix-text.ts';
import { codePoint } from '../code-point.ts';
import { rounds } from '../rounds.ts';

test('what steers a terminal is said by its number', () => {
  expect(writeNixText('a\x1b[31m')).toBe(`"a\${builtins.fromJSON "\\"\\\\u001b\\""}[31m"`);
  expect(writeNixText(toBytes('\u202e'))).toBe(`"\${builtins.fromJSON "\\"\\\\u202e\\""}"`);
  expect(writeNixText(toBytes('é漢'))).toBe(toBytes('"é漢"'));
});

test('names are quoted only where they must be', () => {
  expect(['web', "a-b'", 'if', '1a', 'a b'].map(writeNixName)).toEqual(['web', "a-b'", '"if"', '"1a"', '"a b"']);
});

test('property: it means the same, as a value and as a name, and steers nothing', async () => {
  const character = fc.oneof(
    codePoint.filter(one => one !== '\0'),
    fc.constantFrom(
      '$',
      '{',
      '"',
      '\\',
      '\n',
      '\x1b',
      '\x7f',
      '\u0085',
      '\u061c',
      '\u200e',
      '\u2029',
      '\u2069',
      '\ufeff',
    ),
  );
  const text = fc.array(character).map(all => all.join(''));
  await fc.assert(
    fc.asyncProperty(text, async original => {
      const written = fromBytes(writeNixText(toBytes(original)));
      expect(written).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u);
      expect(await evaluate(written)).toBe(original);
      expect(await evaluate(`{ ${fromBytes(writeNixName(toBytes(original)))} = 1; }`)).toEqual({ [original]: 1 });
    }),
    { seed: 31, numRuns: rounds({ short: 300, long: 3000 }) },
  );
});
