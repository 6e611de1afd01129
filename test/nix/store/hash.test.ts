import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../src/nix/store/base32.ts';
import { digest, formatHash, hashAlgorithms, hashText, parseHash } from '../../../src/nix/store/hash.ts';
import { createNodeHash } from '../../../src/ports/nix/node-hash.ts';
import { rounds } from '../../rounds.ts';
import { referee } from '../referee.ts';

const SEED = 20200901;
const bytes = fc.uint8Array({ maxLength: 80 }).map(array => Buffer.from(array).toString('latin1'));

describe('hashes', () => {
  it('are those of the published example', () => {
    expect(hashText(createNodeHash, 'sha256', 'some content')).toBe(
      '290f493c44f5d63d06b374d0a5abd292fae38b92cab2fae5efefe1b0e9347f56',
    );
  });

  it('come back from every form', () => {
    fc.assert(
      fc.property(fc.constantFrom(...hashAlgorithms), bytes, (algorithm, text) => {
        const hash = { algorithm, digest: digest(createNodeHash, algorithm, text) };
        for (const format of ['base16', 'base32', 'base64'] as const) {
          expect(parseHash(formatHash(hash, format), algorithm)).toEqual(hash);
          expect(parseHash(`${algorithm}:${formatHash(hash, format)}`, undefined)).toEqual(hash);
        }
        expect(parseHash(formatHash(hash, 'sri'), undefined)).toEqual(hash);
      }),
      { seed: SEED, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });

  it('base 32 comes back and refuses what it cannot hold', () => {
    fc.assert(
      fc.property(bytes, text => {
        expect(decodeBase32(encodeBase32(text), text.length)).toBe(text);
      }),
      { seed: SEED, numRuns: rounds({ short: 300, long: 3000 }) },
    );
    expect(decodeBase32('e', 1)).toBeUndefined();
    expect(decodeBase32('zz', 1)).toBeUndefined();
  });

  it.each([
    ['abc', undefined, "hash 'abc' does not include a type, nor is the type otherwise known from context"],
    ['foo:abc', undefined, "unknown hash algorithm 'foo'"],
    ['sha256-abc', undefined, "invalid SRI hash 'abc'"],
    ['sha1:abc', 'sha256', "hash 'sha1:abc' should have type 'sha256'"],
    ['abc', 'sha256', "hash 'abc' has wrong length for hash type 'sha256'"],
    ['', undefined, 'empty hash requires explicit hash type'],
  ] as const)('%j is refused', (text, algorithm, message) => {
    expect(() => parseHash(text, algorithm)).toThrow(message);
  });

  it.skipIf(!referee)('agree with nix-hash in every form', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hash-'));
    try {
      const texts = fc.sample(bytes, { seed: SEED, numRuns: rounds({ short: 12, long: 120 }) });
      const files = texts.map((text, i) => {
        writeFileSync(join(folder, String(i)), text, 'latin1');
        return join(folder, String(i));
      });
      for (const algorithm of hashAlgorithms) {
        for (const [flags, format] of [
          [[], 'base16'],
          [['--base32'], 'base32'],
        ] as const) {
          const { stdout } = spawnSync('nix-hash', ['--flat', ...flags, '--type', algorithm, ...files], {
            encoding: 'utf8',
          });
          expect(
            texts.map(text => formatHash({ algorithm, digest: digest(createNodeHash, algorithm, text) }, format)),
          ).toEqual(stdout.trim().split('\n'));
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
