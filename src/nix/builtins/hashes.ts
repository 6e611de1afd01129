import { expectPlainText, expectText } from '../expect.ts';
import type { Builtin } from '../host.ts';
import { hashText, parseHashAlgorithm } from '../store/hash.ts';
import { realisePath } from './realise-path.ts';

/** The builtins that hash: digests in base 16. */
export const hashes: readonly Builtin[] = [
  {
    name: 'hashString',
    arity: 2,
    run: (host, algorithm, text) =>
      hashText(host.createHash, parseHashAlgorithm(expectPlainText(algorithm)), expectText(text), host.limits),
  },
  {
    name: 'hashFile',
    arity: 2,
    run: (host, algorithm, path) =>
      hashText(
        host.createHash,
        parseHashAlgorithm(expectPlainText(algorithm)),
        host.files.read(realisePath(host, path)),
        host.limits,
      ),
  },
];
