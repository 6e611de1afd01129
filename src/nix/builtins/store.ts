import { normalisePath } from '../../base/path.ts';
import { call2 } from '../call.ts';
import { contextOf, textOf } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectAttributeSet, expectBoolean, expectPlainText, expectString, typeMismatch } from '../expect.ts';
import type { Builtin, Host, PathFilter } from '../host.ts';
import { computeDerivation, parseHashOrWarn } from '../store/compute-derivation.ts';
import { DerivationFunction } from '../store/derivation-function.ts';
import type { Hash } from '../store/hash.ts';
import { checkStorePath, makePlaceholder, splitStorePath, storeFolder } from '../store/store-path.ts';
import { type AttributeSetValue, ContextString, force, NixFunction, type Slot, type Value } from '../value.ts';
import { realisePath } from './realise-path.ts';
import { resolveLinks } from './resolve-links.ts';

/** The builtins whose results are store paths. Nothing is written: the paths are those that Nix would use. */
export const store: readonly Builtin[] = [
  { name: 'derivation', arity: 0, run: host => new DerivationFunction(host) },
  { name: 'derivationStrict', arity: 1, run: (host, set) => computeDerivation(host, expectAttributeSet(set)) },
  { name: 'placeholder', arity: 1, run: (host, output) => makePlaceholder(host.createHash, expectPlainText(output)) },
  { name: 'toFile', arity: 2, run: (host, name, text) => toFile(host, expectPlainText(name), expectString(text)) },
  { name: 'path', arity: 1, run: (host, request) => addPath(host, expectAttributeSet(request)) },
  { name: 'filterSource', arity: 2, run: filterSource },
  { name: 'storePath', arity: 1, run: (host, path) => toStorePath(host, realisePath(host, path)) },
];

function toFile(host: Host, name: string, text: string | ContextString): Value {
  const references: string[] = [];
  for (const element of contextOf(text)) {
    if (!element.startsWith('/')) {
      throw new EvaluationError(
        'invalid-argument',
        `in 'toFile': the file named '${name}' must not contain a reference to a derivation but contains (${element})`,
      );
    }
    references.push(element);
  }
  return refer(host.store.addText(name, textOf(text), references));
}

function addPath(host: Host, request: AttributeSetValue): Value {
  let path: string | undefined;
  let name: string | undefined;
  let filter: PathFilter | undefined;
  let recursive = true;
  let hash: Hash | undefined;
  for (const [key, slot] of request.entries()) {
    if (key === 'path') path = normalisePath(realisePath(host, slot));
    else if (key === 'name') name = expectPlainText(slot);
    else if (key === 'filter') filter = filterBy(slot);
    else if (key === 'recursive') recursive = expectBoolean(slot);
    else if (key === 'sha256') hash = parseHashOrWarn(host, expectPlainText(slot), 'sha256');
    else {
      throw new EvaluationError(
        'invalid-argument',
        `unsupported argument '${key}' to 'builtins.path'`,
        request.positionOf(key),
        'it takes path, name, filter, recursive and sha256',
      );
    }
  }
  if (path === undefined) throw new EvaluationError('missing-attribute', "'builtins.path' needs an attribute 'path'");
  return refer(host.store.addSource({ path, name: name === '' ? undefined : name, filter, recursive, hash }));
}

function filterSource(host: Host, filter: Slot, path: Slot): Value {
  const folder = normalisePath(realisePath(host, path));
  const fn = force(filter);
  if (!(fn instanceof NixFunction)) throw typeMismatch("a function as first argument of 'filterSource'", fn);
  return refer(host.store.addSource({ path: folder, filter: filterBy(filter) }));
}

function filterBy(fn: Slot): PathFilter {
  return (path, kind) => expectBoolean(call2(fn, path, kind));
}

/**
 * A path that is in the store already, as a string that refers to it. Whether the store has it is not asked; the path
 * of something inside it, or a link from outside, has to exist.
 */
function toStorePath(host: Host, path: string): Value {
  const found = isStorePath(path) ? path : resolveLinks(host.files, path);
  const split = splitStorePath(found);
  if (split === undefined) throw new EvaluationError('invalid-argument', `path '${path}' is not in the Nix store`);
  return new ContextString(found, new Set([checkStorePath(split.storePath)]));
}

function isStorePath(path: string): boolean {
  const split = splitStorePath(path);
  return split?.rest === '' && /^[0-9a-z]{32}-./.test(split.storePath.slice(storeFolder.length + 1));
}

function refer(storePath: string): ContextString {
  return new ContextString(storePath, new Set([storePath]));
}
