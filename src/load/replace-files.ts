import type { Disk } from '../nix/index.ts';

/**
 * A disk on which some files (absolute paths) have other contents than they have, or are there though they are not: a
 * model that reads an ids file sees the one that is yet to be written.
 */
export function replaceFiles(disk: Disk, replaced: ReadonlyMap<string, string>): Disk {
  return {
    ...disk,
    read: (path, sizeLimit) => {
      const text = replaced.get(path);
      return text === undefined ? disk.read(path, sizeLimit) : { text };
    },
    kind: path => (replaced.has(path) ? 'regular' : disk.kind(path)),
    list: path => {
      const names = [...replaced.keys()]
        .filter(name => parentOf(name) === path)
        .map(name => name.slice(name.lastIndexOf('/') + 1));
      const there = disk.list(path);
      const added = names.filter(name => !there.some(([entry]) => entry === name));
      return [...there, ...added.map(name => [name, 'regular'] as const)];
    },
    realPath: path => (replaced.has(path) ? path : disk.realPath(path)),
  };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
