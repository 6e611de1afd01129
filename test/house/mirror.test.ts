import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf } from '../lane-files.ts';

/** Folders of tests that are about no folder of the source: the whole program, what is around it, or a kind of oracle. */
const ownFolders = new Set([
  'browser',
  'house',
  'loop/control/year',
  'mutants',
  'nix/differences',
  'nix/differential',
  'nix/files',
  'nix/lang',
  'nix/newer',
  'package',
  'readme',
  'referee',
]);

test('each test stands in the folder that mirrors what it is about', () => {
  const folders = [...new Set(filesOf('whole').map(file => dirname(file).slice('test/'.length)))];
  expect(folders.length).toBeGreaterThan(20);
  expect(folders.filter(folder => !existsSync(`src/${folder}`) && !ownFolders.has(folder))).toEqual([]);
});

test('a folder of its own is there', () => {
  const folders = new Set(filesOf('whole').map(file => dirname(file).slice('test/'.length)));
  expect([...ownFolders].filter(folder => !folders.has(folder))).toEqual([]);
});
