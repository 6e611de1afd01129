import type { Disk, EntryKind } from '../../nix/index.ts';

/**
 * A disk that holds the files given and nothing else: absolute path → contents, byte strings. Folders are there as far
 * as files lie in them; there are no links. Setting up is O(length of all paths), every question O(1) but `list`.
 *
 * @example
 * createMemoryDisk(new Map([['/models/services.nix', '{ }']])).kind('/models') // 'directory'
 */
export function createMemoryDisk(files: ReadonlyMap<string, string>): Disk {
  const folders = foldersOf(files.keys());
  const kind = (path: string): EntryKind | undefined =>
    files.has(path) ? 'regular' : folders.has(path) ? 'directory' : undefined;
  const expect = (path: string): EntryKind => {
    const found = kind(path);
    if (found === undefined) throw missing(path);
    return found;
  };
  return {
    kind,
    read(path, sizeLimit) {
      const text = files.get(path);
      if (text === undefined) return expect(path) && { refused: 'folder' };
      return text.length > sizeLimit ? { refused: 'too-large' } : { text };
    },
    list(path) {
      const entries = folders.get(path);
      if (entries === undefined) throw failure(path, kind(path) === undefined ? 'ENOENT' : 'ENOTDIR');
      return [...entries].map(name => [name, expect(path === '/' ? `/${name}` : `${path}/${name}`)] as const);
    },
    readLink(path) {
      expect(path);
      throw failure(path, 'EINVAL');
    },
    isExecutable: path => expect(path) === 'directory',
    realPath(path) {
      expect(path);
      return path;
    },
  };
}

/** Folder → the names in it. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>([['/', new Set()]]);
  for (const path of paths) {
    for (let end = path.length; end > 0; ) {
      const slash = path.lastIndexOf('/', end - 1);
      const folder = path.slice(0, slash) || '/';
      const names = folders.get(folder);
      const name = path.slice(slash + 1, end);
      if (names?.has(name)) break;
      if (names === undefined) folders.set(folder, new Set([name]));
      else names.add(name);
      end = slash;
    }
  }
  return folders;
}

const missing = (path: string): Error => failure(path, 'ENOENT');

function failure(path: string, code: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
