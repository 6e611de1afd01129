import { createHash } from 'node:crypto';
import { EvaluationError } from '../error.ts';
import { base32Length, decodeBase32, encodeBase32 } from './base32.ts';

/** The hash algorithms of Nix, weakest first. */
export const hashAlgorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/** A digest (byte string) with the algorithm that made it. */
export interface Hash {
  readonly algorithm: HashAlgorithm;
  readonly digest: string;
}

const digestSizes: Readonly<Record<HashAlgorithm, number>> = { md5: 16, sha1: 20, sha256: 32, sha512: 64 };

/** The digest of a byte string, as a byte string. */
export function digest(algorithm: HashAlgorithm, text: string): string {
  return createHash(algorithm).update(text, 'latin1').digest('binary');
}

/** What `hashString` and `hashFile` give: the digest in base 16. */
export function hashText(algorithm: HashAlgorithm, text: string): string {
  return createHash(algorithm).update(text, 'latin1').digest('hex');
}

/** The algorithm of that name, or undefined. */
export function findHashAlgorithm(name: string): HashAlgorithm | undefined {
  return hashAlgorithms.find(algorithm => algorithm === name);
}

/** The algorithm of that name; an error that lists the known ones otherwise. */
export function parseHashAlgorithm(name: string): HashAlgorithm {
  const algorithm = findHashAlgorithm(name);
  if (algorithm) return algorithm;
  throw new EvaluationError(
    'invalid-argument',
    `unknown hash algorithm '${name}'`,
    undefined,
    `known are ${hashAlgorithms.join(', ')}`,
  );
}

export type HashFormat = 'base16' | 'base32' | 'base64' | 'sri';

/** A hash as text: bare, or `sha256-…` as SRI. */
export function formatHash(hash: Hash, format: HashFormat): string {
  const bytes = Buffer.from(hash.digest, 'latin1');
  if (format === 'base16') return bytes.toString('hex');
  if (format === 'base32') return encodeBase32(hash.digest);
  const base64 = bytes.toString('base64');
  return format === 'base64' ? base64 : `${hash.algorithm}-${base64}`;
}

/**
 * Reads a hash in any of the forms that Nix takes: `sha256:…`, `sha256-…` (SRI, base 64 only), or bare when the algorithm is known
 * from elsewhere; base 16, 32 and 64 are told apart by length. An empty text is the zero hash of the given algorithm.
 */
export function parseHash(text: string, expected: HashAlgorithm | undefined): Hash {
  if (text === '') {
    if (!expected) throw invalidHash('empty hash requires explicit hash type');
    return { algorithm: expected, digest: '\0'.repeat(digestSizes[expected]) };
  }
  const colon = text.indexOf(':');
  const dash = colon < 0 ? text.indexOf('-') : -1;
  const separator = Math.max(colon, dash);
  const prefix = separator < 0 ? undefined : text.slice(0, separator);
  const rest = text.slice(separator + 1);
  const algorithm = prefix === undefined ? expected : parseHashAlgorithm(prefix);
  if (!algorithm)
    throw invalidHash(`hash '${text}' does not include a type, nor is the type otherwise known from context`);
  if (expected && expected !== algorithm) throw invalidHash(`hash '${text}' should have type '${expected}'`);
  return { algorithm, digest: decodeDigest(text, rest, algorithm, dash >= 0) };
}

function decodeDigest(whole: string, text: string, algorithm: HashAlgorithm, isSri: boolean): string {
  const size = digestSizes[algorithm];
  if (!isSri && text.length === size * 2) {
    if (!/^[0-9a-fA-F]*$/.test(text)) throw invalidHash(`invalid base-16 hash '${text}'`);
    return Buffer.from(text, 'hex').toString('latin1');
  }
  if (!isSri && text.length === base32Length(size)) {
    const decoded = decodeBase32(text, size);
    if (decoded === undefined) throw invalidHash(`invalid base-32 hash '${text}'`);
    return decoded;
  }
  if (isSri || text.length === Math.ceil(size / 3) * 4) {
    const [unpadded = ''] = text.split('=', 1);
    const wrong = /[^A-Za-z0-9+/\n]/.exec(unpadded);
    if (wrong) throw invalidHash(`invalid character in Base64 string: '${wrong[0]}'`);
    const decoded = Buffer.from(unpadded, 'base64').toString('latin1');
    if (decoded.length !== size)
      throw invalidHash(`invalid ${isSri ? 'SRI' : 'base-64'} hash '${isSri ? text : whole}'`);
    return decoded;
  }
  throw invalidHash(`hash '${text}' has wrong length for hash type '${algorithm}'`);
}

function invalidHash(message: string): EvaluationError {
  return new EvaluationError('invalid-argument', message);
}
