import { expectPlainText, expectText } from '../expect.ts';
import type { Builtin, Host } from '../host.ts';
import { type CreateHash, countedHashes, hashText, parseHashAlgorithm } from '../store/hash.ts';
import { realisePath } from './realise-path.ts';

/** The builtins that hash: digests in base 16. */
export const hashes: readonly Builtin[] = [
  {
    name: 'hashString',
    arity: 2,
    run: (host, algorithm, text) =>
      hashText(counted(host), parseHashAlgorithm(expectPlainText(algorithm)), expectText(text)),
  },
  {
    name: 'hashFile',
    arity: 2,
    run: (host, algorithm, path) =>
      hashText(counted(host), parseHashAlgorithm(expectPlainText(algorithm)), host.files.read(realisePath(host, path))),
  },
];

const counted = ({ createHash, limits }: Host): CreateHash => countedHashes(createHash, limits);
