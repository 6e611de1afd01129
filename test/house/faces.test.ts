import { expect, test } from 'vitest';
import { importsOf, roomOf, sourceFiles } from './source-imports.ts';

/** The rooms that others enter by their `index.ts` alone. */
const rooms: readonly string[] = ['nix', 'solve', 'plan'];

test('a room with a face is entered by it', () => {
  const inside = sourceFiles().flatMap(file =>
    importsOf(file)
      .filter(path => rooms.includes(roomOf(path)) && roomOf(path) !== roomOf(file) && !/^\w+\/index\.ts$/.test(path))
      .map(path => `${file} imports ${path}`),
  );
  expect(inside).toEqual([]);
});

test.each(rooms)('the face of %s is used', room => {
  expect(sourceFiles().some(file => roomOf(file) !== room && importsOf(file).includes(`${room}/index.ts`))).toBe(true);
});
