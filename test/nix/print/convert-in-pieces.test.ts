import { expect, test } from 'vitest';
import { convertInPieces } from '../../../src/nix/print/convert-in-pieces.ts';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import { createNodeHost } from '../../../src/ports/nix/create-node-host.ts';
import { lane } from '../../rounds.ts';

const { limits } = createNodeHost({ timeout: 60_000 });

test.skipIf(lane === 'fast')('a long text is converted as a whole would be, wherever its pieces end', () => {
  for (const shift of [0, 1, 2, 3]) {
    const text = `${'x'.repeat(shift)}${'${"a\\b\n$'.repeat(20_000)}`;
    const whole = `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('${', '\\${')}"`;
    expect(escapeString(text, limits) === whole).toBe(true);
  }
});

test('the limits are looked at between pieces, not for short texts', () => {
  const spent: number[] = [];
  const count = { spend: (rounds: number) => spent.push(rounds) } as unknown as typeof limits;
  expect(convertInPieces('ab', count, piece => piece.toUpperCase())).toBe('AB');
  expect(spent).toEqual([]);
  convertInPieces('a'.repeat(1 << 20), count, piece => piece);
  expect(spent.length).toBe(16);
});

test.skipIf(lane === 'fast')('a result that is longer than any string is an error of evaluation', () => {
  const long = 'a'.repeat(1 << 20);
  expect(() => convertInPieces('a'.repeat(1 << 26), limits, () => long)).toThrow(/the most that there can be/);
});
