import { expect, test } from 'vitest';
import { skipPieces } from '../../src/base/skip-pieces.ts';

const piece = /\s+|#[^\n]*\n|\/\*[\s\S]*?\*\//y;

test.each([
  ['', 0],
  ['job', 0],
  ['  # a\n b', 7],
  ['/* a */ /* b */ c */ job', 16],
  ['/* without an end', 0],
])('what %j begins with ends at %d', (text, end) => {
  expect(skipPieces(text, piece)).toBe(end);
  // Nothing of one text is left for the next one.
  expect(skipPieces(text, piece)).toBe(end);
});
