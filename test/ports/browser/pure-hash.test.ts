import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPureHash } from '../../../src/ports/browser/pure-hash.ts';
import { createNodeHash } from '../../../src/ports/nix/node-hash.ts';

test('hashes are those of Node, whatever comes in however many pieces', () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map(array => String.fromCharCode(...array));
  const algorithm = fc.constantFrom('md5', 'sha1', 'sha256', 'sha512');
  fc.assert(
    fc.property(algorithm, fc.array(bytes, { maxLength: 4 }), (name, pieces) => {
      const digests = [createPureHash, createNodeHash].map(create => {
        const [whole, hex] = [create(name), create(name)];
        for (const piece of pieces) for (const hash of [whole, hex]) hash.update(piece);
        return [whole.digest(), hex.digestBase16()];
      });
      expect(digests[0]).toEqual(digests[1]);
    }),
  );
});
