import { EvaluationError } from '../error.ts';
import type { Files, PathFilter, SourceRequest, VirtualStore } from '../host.ts';
import type { ComputedDerivation } from './derivation.ts';
import { type CreateHash, digest, type Hash, type HashAlgorithm } from './hash.ts';
import { hashNar } from './nar.ts';
import { createStoreFiles, type StoreEntry } from './store-files.ts';
import { makeFixedOutputPath, makeTextPath, splitStorePath } from './store-path.ts';

/**
 * A store that holds nothing: it computes the store path that Nix would copy a source or text to, and remembers what
 * each path stands for. `disk` is what it reads; its own `files` see the disk with the virtual store laid over it. A
 * source is read and hashed once per run.
 */
export function createVirtualStore(disk: Files, createHash: CreateHash): VirtualStore {
  return new MemoryStore(disk, createHash);
}

class MemoryStore implements VirtualStore {
  readonly files: Files;
  readonly derivations = new Map<string, ComputedDerivation>();
  readonly #entries = new Map<string, StoreEntry>();
  /** Store paths of what was added by `addPath`, by path and name. */
  readonly #plainSources = new Map<string, string>();
  readonly #createHash: CreateHash;

  constructor(disk: Files, createHash: CreateHash) {
    this.files = createStoreFiles(disk, this.#entries);
    this.#createHash = createHash;
  }

  addPath(path: string, name?: string): string {
    const key = name === undefined ? path : `${path}\0${name}`;
    let storePath = this.#plainSources.get(key);
    if (storePath === undefined) {
      if (path.endsWith('.drv')) {
        throw new EvaluationError('invalid-argument', "file names are not allowed to end in '.drv'");
      }
      storePath = this.addSource({ path, name });
      this.#plainSources.set(key, storePath);
    }
    return storePath;
  }

  addSource(request: SourceRequest): string {
    const { path, filter, hash: expected, recursive = true } = request;
    const name = request.name ?? path.slice(path.lastIndexOf('/') + 1);
    const references = referencesAround(path, this.#entries);
    const kept = filter ? new Set(['']) : undefined;
    const found = this.#hashSource(path, recursive, expected?.algorithm ?? 'sha256', recordKept(path, filter, kept));
    if (expected && expected.digest !== found.digest) {
      const message = `store path mismatch in (possibly filtered) path added from '${path}'`;
      throw new EvaluationError('invalid-argument', message);
    }
    const shown = recursive && !expected ? references : [];
    const storePath = makeFixedOutputPath(this.#createHash, recursive, found, name, shown);
    if (!this.#entries.has(storePath)) {
      this.#entries.set(storePath, { ...sourceBehind(path, kept, this.#entries), references });
    }
    return storePath;
  }

  #hashSource(path: string, recursive: boolean, algorithm: HashAlgorithm, filter: PathFilter | undefined): Hash {
    const create = this.#createHash;
    return {
      algorithm,
      digest: recursive
        ? hashNar(create(algorithm), this.files, path, filter)
        : digest(create, algorithm, this.files.read(path)),
    };
  }

  addText(name: string, text: string, references: readonly string[]): string {
    const storePath = makeTextPath(this.#createHash, name, text, references);
    if (!this.#entries.has(storePath)) this.#entries.set(storePath, { text, references });
    return storePath;
  }

  resolve(path: string): { readonly path: string } | { readonly text: string } | undefined {
    const split = splitStorePath(path);
    const entry = split && this.#entries.get(split.storePath);
    if (!entry) return undefined;
    if ('path' in entry) return { path: entry.path + split.rest };
    return split.rest === '' ? { text: entry.text } : undefined;
  }

  references(storePath: string): readonly string[] {
    return this.#entries.get(storePath)?.references ?? [];
  }
}

/** The filter, which also notes what it kept (relative to `path`). */
function recordKept(
  path: string,
  filter: PathFilter | undefined,
  kept: Set<string> | undefined,
): PathFilter | undefined {
  if (filter === undefined) return undefined;
  return (entry, kind) => {
    const isKept = filter(entry, kind);
    if (isKept) kept?.add(entry.slice(path === '/' ? 0 : path.length));
    return isKept;
  };
}

/** What a source that lies in the virtual store refers to: what its store path refers to. */
function referencesAround(path: string, entries: ReadonlyMap<string, StoreEntry>): readonly string[] {
  const split = splitStorePath(path);
  return (split && entries.get(split.storePath)?.references) ?? [];
}

/**
 * A source inside the virtual store is traced back to where that came from, so that no chain of stores has to be
 * followed.
 */
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
