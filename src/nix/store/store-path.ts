import { EvaluationError } from '../error.ts';
import { encodeBase32 } from './base32.ts';
import { type CreateHash, digest, formatHash, type Hash } from './hash.ts';

/** Where store paths live. Part of every hash, so it cannot be another one. */
export const storeFolder = '/nix/store';

/** Length of the hash part of a store path's name. */
const hashLength = 32;

/**
 * `/nix/store/<hash>-<name>` of a fingerprint: SHA-256 of `type:sha256:<base 16>:/nix/store:<name>`, folded to 20
 * bytes. `inner` is a SHA-256 digest (byte string). Fails on a name that Nix refuses.
 */
function makeStorePath(createHash: CreateHash, type: string, inner: string, name: string): string {
  const hex = formatHash({ algorithm: 'sha256', digest: inner }, 'base16');
  const hash = encodeBase32(
    foldDigest(digest(createHash, 'sha256', `${type}:sha256:${hex}:${storeFolder}:${name}`), 20),
  );
  const path = `${hash}-${name}`;
  checkName(name, path);
  return `${storeFolder}/${path}`;
}

/** The path of a text (`toFile`, `.drv` files) that refers to other store paths. */
export function makeTextPath(
  createHash: CreateHash,
  name: string,
  contents: string,
  references: Iterable<string>,
): string {
  return makeStorePath(
    createHash,
    typeWithReferences('text', references),
    digest(createHash, 'sha256', contents),
    name,
  );
}

/**
 * The path of something known by its content. `recursive`: the hash is that of the NAR, otherwise of the plain file.
 * Only a recursive SHA-256 may have references.
 */
export function makeFixedOutputPath(
  createHash: CreateHash,
  recursive: boolean,
  hash: Hash,
  name: string,
  references: Iterable<string> = [],
): string {
  if (recursive && hash.algorithm === 'sha256') {
    return makeStorePath(createHash, typeWithReferences('source', references), hash.digest, name);
  }
  const text = `fixed:out:${recursive ? 'r:' : ''}${hash.algorithm}:${formatHash(hash, 'base16')}:`;
  return makeStorePath(createHash, 'output:out', digest(createHash, 'sha256', text), name);
}

/** The path of an output of a derivation that is not fixed, from the hash modulo of the masked derivation. */
export function makeOutputPath(
  createHash: CreateHash,
  output: string,
  hashModulo: string,
  derivationName: string,
): string {
  const name = output === 'out' ? derivationName : `${derivationName}-${output}`;
  return makeStorePath(createHash, `output:${output}`, hashModulo, name);
}

/** What stands for an output's path inside its own derivation (`builtins.placeholder`). */
export function makePlaceholder(createHash: CreateHash, output: string): string {
  return `/${encodeBase32(digest(createHash, 'sha256', `nix-output:${output}`))}`;
}

/** `/nix/store/<hash>-<name>` of a path in the store and what follows (`''` or `/…`); undefined for other paths. */
export function splitStorePath(path: string): { readonly storePath: string; readonly rest: string } | undefined {
  const match = /^\/nix\/store\/+([^/]+)/.exec(path);
  if (!match) return undefined;
  return { storePath: `${storeFolder}/${match[1]}`, rest: path.slice(match[0].length) };
}

/** Checks that a path is a store path itself, `/nix/store/<32 characters>-<name>`, and returns it; fails otherwise. */
export function checkStorePath(path: string): string {
  if (!path.startsWith(`${storeFolder}/`) || path.indexOf('/', storeFolder.length + 1) >= 0) {
    throw new EvaluationError('invalid-argument', `path '${path}' is not in the Nix store`);
  }
  const base = path.slice(storeFolder.length + 1);
  if (base.length < hashLength + 1) {
    throw new EvaluationError('invalid-argument', `'${base}' is too short to be a valid store path`);
  }
  const wrong = /[^0-9a-df-np-sv-z]/.exec(base.slice(0, hashLength));
  if (wrong) {
    throw new EvaluationError(
      'invalid-argument',
      `store path '${base}' contains illegal base-32 character '${wrong[0]}'`,
    );
  }
  checkName(base.slice(hashLength + 1), base);
  return path;
}

function checkName(name: string, path: string): void {
  if (name === '') throw new EvaluationError('invalid-argument', `store path '${path}' has an empty name`);
  if (name.length > 211) {
    throw new EvaluationError('invalid-argument', `store path '${path}' has a name longer than 211 characters`);
  }
  const wrong = /[^0-9a-zA-Z+\-._?=]/.exec(name);
  if (wrong) {
    throw new EvaluationError('invalid-argument', `store path '${path}' contains illegal character '${wrong[0]}'`);
  }
}

function typeWithReferences(type: string, references: Iterable<string>): string {
  return [type, ...[...references].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))].join(':');
}

/** Folds a digest to `size` bytes by exclusive or. */
function foldDigest(bytes: string, size: number): string {
  const folded = new Uint8Array(size);
  for (let i = 0; i < bytes.length; i++) folded[i % size] = (folded[i % size] ?? 0) ^ bytes.charCodeAt(i);
  return String.fromCharCode(...folded);
}
