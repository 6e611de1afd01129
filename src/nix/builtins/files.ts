import { normalisePath } from '../../base/path.ts';
import { coerceToString, contextOf, textOf, withContext } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectAttributeSet, expectList, expectPlainText } from '../expect.ts';
import type { Builtin, Host } from '../host.ts';
import { refuseLongPath } from '../refuse-long-path.ts';
import { findInSearchPath, type SearchEntry } from '../search-path.ts';
import { splitStorePath } from '../store/store-path.ts';
import { AttributeSetValue, force, type NixList, NixPath, Shape, type Slot, type Value } from '../value.ts';
import { realisePath } from './realise-path.ts';
import { requireAttribute } from './require-attribute.ts';

/** The builtins that read files or take paths apart. */
export const files: readonly Builtin[] = [
  { name: 'import', arity: 1, run: (host, path) => host.importFile(realisePath(host, path), undefined) },
  {
    name: 'scopedImport',
    arity: 2,
    run: (host, scope, path) => host.importFile(realisePath(host, path), undefined, expectAttributeSet(scope)),
  },
  { name: 'pathExists', arity: 1, run: (host, path) => pathExists(host, realisePath(host, path)) },
  { name: 'readFile', arity: 1, run: (host, path) => readFile(host, realisePath(host, path)) },
  { name: 'readDir', arity: 1, run: (host, path) => readFolder(host, realisePath(host, path)) },
  { name: 'findFile', arity: 2, run: (host, entries, name) => findFile(host, expectList(entries), name) },
  { name: 'toPath', arity: 1, run: (host, path) => toPath(host, path) },
  { name: 'baseNameOf', arity: 1, run: (host, path) => baseNameOf(host, path) },
  { name: 'dirOf', arity: 1, run: (host, path) => dirOf(host, path) },
];

/** As in Nix, what may not be looked at does not exist. */
function pathExists(host: Host, path: string): boolean {
  try {
    return host.files.exists(path);
  } catch (error) {
    if (error instanceof EvaluationError && error.kind === 'forbidden-file') return false;
    throw error;
  }
}

/** The text of a file; one in the store brings what its store path refers to. */
function readFile(host: Host, path: string): Value {
  const text = host.files.read(path);
  if (text.includes('\0')) {
    throw new EvaluationError(
      'invalid-argument',
      `the contents of the file '${path}' cannot be represented as a Nix string: it holds a zero byte`,
    );
  }
  const split = splitStorePath(path);
  return withContext(text, split && new Set(host.store.references(split.storePath)));
}

function readFolder(host: Host, path: string): Value {
  const entries = host.files.list(path);
  return new AttributeSetValue(
    new Shape(entries.map(([name]) => name)),
    entries.map(([, kind]) => kind),
  );
}

/** `findFile [ { prefix = "nixpkgs"; path = …; } ] "nixpkgs/lib"`, which `<nixpkgs/lib>` means. */
function findFile(host: Host, list: NixList, name: Slot): Value {
  const entries = list.map((slot): SearchEntry => {
    const entry = expectAttributeSet(slot);
    const prefix = entry.get('prefix');
    const path = requireAttribute(entry, 'path', 'findFile');
    return [
      prefix === undefined ? '' : expectPlainText(prefix),
      textOf(coerceToString(host, force(path), 'concatenate')),
    ];
  });
  return new NixPath(findInSearchPath(host.files, entries, expectPlainText(name)));
}

/** A string in spite of its name. */
function toPath(host: Host, slot: Slot): Value {
  const string = coerceToString(host, force(slot), 'concatenate');
  const text = textOf(string);
  if (!text.startsWith('/')) {
    throw new EvaluationError('type', `the string '${text}' does not represent an absolute path`);
  }
  refuseLongPath(text);
  return withContext(normalisePath(text), contextOf(string));
}

/** What follows the last slash; one slash at the end does not count. */
function baseNameOf(host: Host, slot: Slot): Value {
  const string = coerceToString(host, force(slot), 'concatenate');
  const text = textOf(string);
  const trimmed = text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
  return withContext(trimmed.slice(trimmed.lastIndexOf('/') + 1), contextOf(string));
}

/** What precedes the last slash: a path for a path, otherwise a string. */
function dirOf(host: Host, slot: Slot): Value {
  const value = force(slot);
  const string = coerceToString(host, value, 'concatenate');
  const text = textOf(string);
  const slash = text.lastIndexOf('/');
  const folder = slash < 0 ? '.' : slash === 0 ? '/' : text.slice(0, slash);
  return value instanceof NixPath ? new NixPath(folder) : withContext(folder, contextOf(string));
}
