import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { toByteArray } from '../../base/bytes.ts';
import type { CreateHash } from '../../nix/index.ts';

const algorithms = { md5, sha1, sha256, sha512 };

/**
 * Hashes computed in JavaScript: a browser's own (`crypto.subtle`) answer later, and store paths are parts of values.
 */
export const createPureHash: CreateHash = algorithm => {
  const hash = algorithms[algorithm].create();
  return {
    update: bytes => {
      hash.update(toByteArray(bytes));
    },
    digest: () => String.fromCharCode(...hash.digest()),
    digestBase16: () => Array.from(hash.digest(), byte => byte.toString(16).padStart(2, '0')).join(''),
  };
};
