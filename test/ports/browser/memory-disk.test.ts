import { expect, test } from 'vitest';
import { createMemoryDisk } from '../../../src/ports/browser/memory-disk.ts';

const disk = createMemoryDisk(
  new Map([
    ['/a/b/deep.nix', 'deep'],
    ['/a/top.nix', 'top'],
    ['/root.nix', 'root'],
  ]),
);

test('files are read, and folders are there as far as files lie in them', () => {
  expect(disk.read('/a/b/deep.nix', 100)).toEqual({ text: 'deep' });
  expect(['/', '/a', '/a/b', '/a/b/deep.nix', '/b'].map(disk.kind)).toEqual([
    'directory',
    'directory',
    'directory',
    'regular',
    undefined,
  ]);
  expect(disk.list('/')).toEqual([
    ['a', 'directory'],
    ['root.nix', 'regular'],
  ]);
  expect(disk.list('/a')).toEqual([
    ['b', 'directory'],
    ['top.nix', 'regular'],
  ]);
  expect(disk.realPath('/a/b')).toBe('/a/b');
});

test('what fails says so as a disk does', () => {
  const codes = [
    () => disk.read('/gone', 1),
    () => disk.list('/gone'),
    () => disk.list('/root.nix'),
    () => disk.readLink('/root.nix'),
  ].map(attempt => {
    try {
      return attempt();
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    }
  });
  expect(codes).toEqual(['ENOENT', 'ENOENT', 'ENOTDIR', 'EINVAL']);
  expect(disk.read('/a', 1)).toEqual({ refused: 'folder' });
  expect(disk.read('/root.nix', 3)).toEqual({ refused: 'too-large' });
});
