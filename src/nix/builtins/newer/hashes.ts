import { EvaluationError } from '../../error.ts';
import { expectAttributeSet, expectPlainText } from '../../expect.ts';
import type { Builtin, Host } from '../../host.ts';
import { formatHash, type HashFormat, parseHash, parseHashAlgorithm } from '../../store/hash.ts';
import type { Slot, Value } from '../../value.ts';
import { requireAttribute } from '../require-attribute.ts';

/** The builtins on hashes, of newer versions of the language. */
export const newerHashes: readonly Builtin[] = [{ name: 'convertHash', arity: 1, run: convertHash }];

const formats: ReadonlyMap<string, HashFormat> = new Map([
  ['base16', 'base16'],
  ['nix32', 'base32'],
  ['base32', 'base32'],
  ['base64', 'base64'],
  ['sri', 'sri'],
]);

/** The hash `hash`, in any form that says its algorithm or with `hashAlgo`, in the form `toHashFormat`. */
function convertHash(host: Host, slot: Slot): Value {
  const request = expectAttributeSet(slot);
  const hash = expectPlainText(requireAttribute(request, 'hash', 'convertHash'));
  host.limits.readWhole(hash);
  const algorithm = request.get('hashAlgo');
  const expected = algorithm === undefined ? undefined : parseHashAlgorithm(expectPlainText(algorithm));
  const wanted = expectPlainText(requireAttribute(request, 'toHashFormat', 'convertHash'));
  const format = formats.get(wanted);
  if (format === undefined) {
    const known = `known are ${[...formats.keys()].join(', ')}`;
    throw new EvaluationError('invalid-argument', `unknown hash format '${wanted}'`, undefined, known);
  }
  if (hash === '') throw new EvaluationError('invalid-argument', "the hash for 'convertHash' is empty");
  if (wanted === 'base32') host.warn(`warning: "base32" is a deprecated alias for hash format "nix32".`);
  return formatHash(parseHash(hash, expected), format);
}
