import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { roomOf, sourceFiles } from './source-imports.ts';

/** The rooms whose comments are wrapped; the list only gets longer. Code is wrapped by the formatter, but for long texts. */
const rooms: readonly string[] = ['base', 'model', 'nix'];

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
