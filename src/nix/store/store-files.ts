import { normalisePath } from '../../base/path.ts';
import { EvaluationError } from '../error.ts';
import type { Files } from '../host.ts';
import { splitStorePath, storeFolder } from './store-path.ts';

/** What stands behind a path of the virtual store. */
export type StoreEntry =
  | {
      readonly path: string;
      /** With a filter: the paths (relative, starting with `/`) that it kept; the root is `''`. */
      readonly kept?: ReadonlySet<string> | undefined;
      readonly references: readonly string[];
    }
  | { readonly text: string; readonly references: readonly string[] };

/** Where a path leads: to the disk, to a text of the virtual store, or nowhere (left out by a filter). */
type Place =
  | { readonly disk: string; readonly kept?: ReadonlySet<string> | undefined; readonly rest: string }
  | { readonly text: string }
  | undefined;

/** The disk with the entries of a virtual store laid over it. `entries` may grow later. */
export function createStoreFiles(disk: Files, entries: ReadonlyMap<string, StoreEntry>): Files {
  const locate = (path: string): Place => {
    const split = splitStorePath(asStorePath(path));
    const entry = split && entries.get(split.storePath);
    if (!entry) return { disk: path, rest: '' };
    const rest = split.rest.replace(/\/+$/, '');
    if ('text' in entry) return rest === '' ? { text: entry.text } : undefined;
    if (entry.kept && !entry.kept.has(rest)) return undefined;
    return { disk: entry.path + split.rest, kept: entry.kept, rest };
  };

  return {
    read(path) {
      const place = locate(path);
      if (!place) throw missing(path);
      return 'text' in place ? place.text : disk.read(place.disk);
    },
    exists(path) {
      const place = locate(path);
      return place !== undefined && ('text' in place || disk.exists(place.disk));
    },
    kind(path) {
      const place = locate(path);
      if (!place) return undefined;
      return 'text' in place ? 'regular' : disk.kind(place.disk);
    },
    list(path) {
      const place = locate(path);
      if (!place) throw missing(path);
      if ('text' in place) throw new EvaluationError('missing-file', `'${path}' is a file, not a folder`);
      const { kept, rest } = place;
      const entriesOfFolder = disk.list(place.disk);
      return kept ? entriesOfFolder.filter(([name]) => kept.has(`${rest}/${name}`)) : entriesOfFolder;
    },
    readLink(path) {
      const place = locate(path);
      if (!place) throw missing(path);
      if ('text' in place) throw new EvaluationError('invalid-argument', `'${path}' is not a symbolic link`);
      return disk.readLink(place.disk);
    },
    isExecutable(path) {
      const place = locate(path);
      return place !== undefined && 'disk' in place && disk.isExecutable(place.disk);
    },
  };
}

/**
 * A path that reaches the store by a detour (`/x/../nix/store/…`, `//nix/store/…`), straightened; others as they are.
 */
function asStorePath(path: string): string {
  if (!/\/(?:\.{0,2})\//.test(path)) return path;
  const normalised = normalisePath(path);
  return normalised.startsWith(`${storeFolder}/`) ? normalised : path;
}

function missing(path: string): EvaluationError {
  return new EvaluationError('missing-file', `opening file '${path}': No such file or directory`);
}
