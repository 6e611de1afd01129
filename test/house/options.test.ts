import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { machineFreeRooms, roomOf, sourceFiles } from './source-imports.ts';

/** Custom properties of CSS look like options. */
const exceptions: readonly string[] = ['write/html/page-style.ts'];

/** Texts on a line that name an option of a command: `--json`. */
function namesOption(line: string): boolean {
  const texts = line.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`?/g) ?? [];
  // Commands of others have options, too.
  return texts.some(text => /(?:^|[\s'"`(])--[a-z]/.test(text) && !/\b(?:nix eval|colmena eval)\b/.test(text));
}

function linesOf(file: string): readonly string[] {
  return readFileSync(join('src', file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ''))
    .replace(/(^|\s)\/\/.*$/gm, '')
    .split('\n');
}

test('rooms that run anywhere name no option: whoever calls the library has none', () => {
  const files = sourceFiles().filter(file => machineFreeRooms.includes(roomOf(file)) && !exceptions.includes(file));
  const found = files.flatMap(file =>
    linesOf(file).flatMap((line, i) => (namesOption(line) ? [`${file}:${i + 1}`] : [])),
  );
  expect(found).toEqual([]);
});

test('an option is found where one is named', () => {
  expect(["hint: 'use --json'", 'x = `--${name} --eval-timeout`', "['--strict']"].map(namesOption)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["a = '--'", 'i = n--; f(`a--b`)', "'nix eval --json .#x'"].map(namesOption)).toEqual([false, false, false]);
});
