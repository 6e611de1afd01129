import { createHash } from 'node:crypto';
import type { CreateHash } from '../../nix/index.ts';

/** The hashes of Node's OpenSSL. */
export const createNodeHash: CreateHash = algorithm => {
  const hash = createHash(algorithm);
  return {
    update: bytes => {
      hash.update(bytes, 'latin1');
    },
    digest: () => hash.digest('binary'),
    digestBase16: () => hash.digest('hex'),
  };
};
