import type { Position } from '../../base/source.ts';
import { contextOf, textOf } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import type { Host } from '../host.ts';
import { ContextString } from '../value.ts';

/** `builtins.toFile`: the store path of a text, which may refer to sources and other texts but not to derivations. */
export function writeText(
  host: Host,
  name: string,
  contents: string | ContextString,
  position?: Position,
): ContextString {
  const references = [...contextOf(contents)];
  const derivation = references.find(element => !element.startsWith('/'));
  if (derivation !== undefined) {
    throw new EvaluationError(
      'invalid-argument',
      `in 'toFile': the file named '${name}' must not contain a reference to a derivation but contains (${derivation})`,
      position,
      'only a build can write such a file',
    );
  }
  const path = host.store.addText(name, textOf(contents), references);
  return new ContextString(path, new Set([path]));
}
