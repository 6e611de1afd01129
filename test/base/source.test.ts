import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { formatDiagnostic } from '../../src/base/diagnostic.ts';
import { Position, Source } from '../../src/base/source.ts';

test('line and column agree with counting the line ends before the offset', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', 'b'), maxLength: 40 }), fc.nat(40), (text, at) => {
      const offset = Math.min(at, text.length);
      const before = text.slice(0, offset).split('\n');
      expect(new Source('f', text).lineAndColumn(offset)).toEqual({
        line: before.length,
        column: (before.at(-1) ?? '').length + 1,
      });
    }),
    { seed: 1 },
  );
});

test('bytes and text are converted without loss', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => fromBytes(toBytes(text)) === text),
    { seed: 2 },
  );
  expect(toBytes('é€').length).toBe(5);
});

test('a diagnostic shows place, line, caret and hint', () => {
  const source = new Source('/models/a.nix', '{\n  dependOn = 1;\n}\n');
  const diagnostic = {
    severity: 'error',
    code: 'misspelt-key',
    message: 'unknown key "dependOn"',
    position: new Position(source, 4),
    hint: 'did you mean "dependsOn"?',
  } as const;
  expect(formatDiagnostic(diagnostic, { folder: '/models' })).toBe(
    [
      'error: unknown key "dependOn" [misspelt-key]',
      '  at a.nix:2:3',
      '    |',
      '  2 |   dependOn = 1;',
      '    |   ^',
      '  hint: did you mean "dependsOn"?',
      '',
    ].join('\n'),
  );
});

test('a very long line is cut around the column', () => {
  const source = new Source('f', `${'x'.repeat(5000)}!${'y'.repeat(5000)}`);
  const lines = formatDiagnostic({
    severity: 'error',
    code: 'c',
    message: 'm',
    position: new Position(source, 5000),
  }).split('\n');
  expect(lines[3]?.length).toBeLessThan(130);
  expect(lines[3]?.[lines[4]?.indexOf('^') ?? -1]).toBe('!');
});
