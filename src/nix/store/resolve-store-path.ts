import type { Position } from '../../base/source.ts';
import { EvaluationError } from '../error.ts';
import type { Host } from '../host.ts';
import { ContextString } from '../value.ts';
import { checkStorePath, splitStorePath, storeFolder } from './store-path.ts';

/**
 * `builtins.storePath`: the path as a string that depends on the store path it lies in. A store path itself need not exist, as
 * with `nix-instantiate --eval`; what lies inside one must. `path` is absolute and normalised; `context` is that of the argument.
 */
export function resolveStorePath(
  host: Host,
  path: string,
  context: Iterable<string>,
  position?: Position,
): ContextString {
  const split = splitStorePath(path);
  if (!split) throw new EvaluationError('invalid-argument', `path '${path}' is not in the Nix store`, position);
  const isWhole = split.rest === '' && /^[0-9a-df-np-sv-z]{32}-/.test(path.slice(storeFolder.length + 1));
  if (!isWhole && !host.files.exists(path)) {
    throw new EvaluationError('missing-file', `getting status of '${path}': No such file or directory`, position);
  }
  return new ContextString(path, new Set([...context, checkStorePath(split.storePath)]));
}
