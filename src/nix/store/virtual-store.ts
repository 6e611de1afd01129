import { EvaluationError } from '../error.ts';
import type { Files, VirtualStore } from '../host.ts';
import type { ComputedDerivation } from './derivation.ts';
import { digest, type Hash } from './hash.ts';
import { hashNar, type PathFilter } from './nar.ts';
import { createStoreFiles, type StoreEntry } from './store-files.ts';
import { makeFixedOutputPath, makeTextPath, splitStorePath } from './store-path.ts';

/** A file or folder on its way into the store. */
export interface SourceRequest {
  /** An absolute path, on disk or in the virtual store. */
  readonly path: string;
  /** The last component of the path unless given. */
  readonly name?: string | undefined;
  /** Which entries of a folder are taken; all when missing. */
  readonly filter?: PathFilter | undefined;
  /** Whether the NAR is hashed (the default) or the plain file. */
  readonly recursive?: boolean | undefined;
  /** What the content must hash to. */
  readonly hash?: Hash | undefined;
}

/**
 * A store that holds nothing: it computes the store path that Nix would copy a source or text to, and remembers what each path
 * stands for. `disk` is what it reads; its own `files` see the disk with the virtual store laid over it.
 * A source is read and hashed once per run.
 */
export function createVirtualStore(disk: Files): VirtualStore {
  const entries = new Map<string, StoreEntry>();
  const plainSources = new Map<string, string>();
  const derivations = new Map<string, ComputedDerivation>();
  const files = createStoreFiles(disk, entries);

  const addSource = (request: SourceRequest): string => {
    const { path, filter, hash: expected, recursive = true } = request;
    const name = request.name ?? path.slice(path.lastIndexOf('/') + 1);
    const references = referencesAround(path, entries);
    const kept = filter ? new Set(['']) : undefined;
    const keep: PathFilter | undefined =
      filter &&
      ((entry, kind) => {
        const isKept = filter(entry, kind);
        if (isKept) kept?.add(entry.slice(path === '/' ? 0 : path.length));
        return isKept;
      });
    const algorithm = expected?.algorithm ?? 'sha256';
    const found: Hash = {
      algorithm,
      digest: recursive ? hashNar(algorithm, files, path, keep) : digest(algorithm, files.read(path)),
    };
    if (expected && expected.digest !== found.digest) {
      throw new EvaluationError(
        'invalid-argument',
        `store path mismatch in (possibly filtered) path added from '${path}'`,
      );
    }
    const storePath = makeFixedOutputPath(recursive, found, name, recursive && !expected ? references : []);
    if (!entries.has(storePath)) entries.set(storePath, { ...sourceBehind(path, kept, entries), references });
    return storePath;
  };

  return {
    files,
    derivations,
    addSource,

    addPath(path, name) {
      const key = name === undefined ? path : `${path}\0${name}`;
      let storePath = plainSources.get(key);
      if (storePath === undefined) {
        if (path.endsWith('.drv')) {
          throw new EvaluationError('invalid-argument', "file names are not allowed to end in '.drv'");
        }
        storePath = addSource({ path, name });
        plainSources.set(key, storePath);
      }
      return storePath;
    },

    addText(name, text, references) {
      const storePath = makeTextPath(name, text, references);
      if (!entries.has(storePath)) entries.set(storePath, { text, references });
      return storePath;
    },

    resolve(path) {
      const split = splitStorePath(path);
      const entry = split && entries.get(split.storePath);
      if (!entry) return undefined;
      if ('path' in entry) return { path: entry.path + split.rest };
      return split.rest === '' ? { text: entry.text } : undefined;
    },

    references: storePath => entries.get(storePath)?.references ?? [],
  };
}

/** What a source that lies in the virtual store refers to: what its store path refers to. */
function referencesAround(path: string, entries: ReadonlyMap<string, StoreEntry>): readonly string[] {
  const split = splitStorePath(path);
  return (split && entries.get(split.storePath)?.references) ?? [];
}

/** A source inside the virtual store is traced back to where that came from, so that no chain of stores has to be followed. */
function sourceBehind(
  path: string,
  kept: ReadonlySet<string> | undefined,
  entries: ReadonlyMap<string, StoreEntry>,
): { path: string; kept?: ReadonlySet<string> | undefined } | { text: string } {
  const split = splitStorePath(path);
  const entry = split && entries.get(split.storePath);
  if (!entry) return { path, kept };
  if ('text' in entry) return { text: entry.text };
  const outer = entry.kept;
  const inner =
    outer &&
    new Set(
      [...outer].filter(p => p === split.rest || p.startsWith(`${split.rest}/`)).map(p => p.slice(split.rest.length)),
    );
  return { path: entry.path + split.rest, kept: kept ?? inner };
}
