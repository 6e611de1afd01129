import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { roomOf, sourceFiles } from './source-imports.ts';

const width = 120;

/** How many lines of code are wider: texts that cannot be broken. The number only gets smaller. */
const wideTexts = 84;

const isComment = /^\s*(?:\*|\/\*|\/\/)/;

/** The lines of all rooms that are wider than they should be. */
const wide = sourceFiles().flatMap(file =>
  readFileSync(join('src', file), 'utf8')
    .split('\n')
    .map((line, i) => ({ place: `${file}:${i + 1}`, line }))
    .filter(({ line }) => line.length > width),
);

test('comments are as wide as code: 120 columns, in every room', () => {
  expect(new Set(sourceFiles().map(roomOf)).size).toBeGreaterThanOrEqual(13);
  expect(wide.filter(({ line }) => isComment.test(line)).map(({ place }) => place)).toEqual([]);
});

test('no line of code is added that is wider', () => {
  expect(wide.filter(({ line }) => !isComment.test(line)).length).toBeLessThanOrEqual(wideTexts);
});
