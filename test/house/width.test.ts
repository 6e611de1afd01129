import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { roomOf, sourceFiles } from './source-imports.ts';

/** The rooms whose comments are wrapped; the list only gets longer. */
const rooms: readonly string[] = ['base', 'cli', 'graph', 'load', 'model', 'nix', 'ports', 'qos', 'verify', 'write'];

/** How many lines are wider, comments of the other rooms and texts in the code; the number only gets smaller. */
const wideLines = 110;

test('comments are as wide as code: 120 columns', () => {
  const wide = sourceFiles()
    .filter(file => rooms.includes(roomOf(file)))
    .flatMap(file =>
      readFileSync(join('src', file), 'utf8')
        .split('\n')
        .map((line, i) => ({ line, place: `${file}:${i + 1}` }))
        .filter(({ line }) => line.length > 120 && /^\s*(?:\*|\/\*|\/\/)/.test(line))
        .map(({ place }) => place),
    );
  expect(wide).toEqual([]);
});

test('no line is added that is wider than 120 columns', () => {
  const wide = sourceFiles().flatMap(file =>
    readFileSync(join('src', file), 'utf8')
      .split('\n')
      .filter(line => line.length > 120),
  );
  expect(wide.length).toBeLessThanOrEqual(wideLines);
});
