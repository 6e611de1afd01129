import { EvaluationError } from '../error.ts';
import { decodeBase16, encodeBase16 } from './base16.ts';
import { base32Length, decodeBase32, encodeBase32 } from './base32.ts';

/** The hash algorithms of Nix, weakest first. */
export const hashAlgorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/** Characters of a text that may be a hash: that of SHA-512 in base 16, with its algorithm, takes 135. */
const longestHash = 1000;

/** A digest (byte string) with the algorithm that made it. */
export interface Hash {
  readonly algorithm: HashAlgorithm;
  readonly digest: string;
}

const digestSizes: Readonly<Record<HashAlgorithm, number>> = { md5: 16, sha1: 20, sha256: 32, sha512: 64 };

/** A hash of what comes in pieces (byte strings). */
export interface RunningHash {
  update(bytes: string): void;
  /** The digest (byte string) of all that came. Called once, at the end. */
  digest(): string;
  /** The same in base 16, instead of `digest`. */
  digestBase16(): string;
}

/** Starts a hash. */
export type CreateHash = (algorithm: HashAlgorithm) => RunningHash;

/** Hashes that are counted: what is hashed at once takes some milliseconds, then the limits are looked at. */
export function countedHashes(createHash: CreateHash, work: { spend(rounds: number): void }): CreateHash {
  return algorithm => {
    const hash = createHash(algorithm);
    const update = (bytes: string): void => {
      for (let at = 0; at === 0 || at < bytes.length; at += hashedAtOnce) {
        const piece = bytes.length <= hashedAtOnce ? bytes : bytes.slice(at, at + hashedAtOnce);
        work.spend(100 + (piece.length >> 3));
        hash.update(piece);
      }
    };
    return { ...hash, update };
  };
}

/** The digest of a byte string, as a byte string. */
export function digest(createHash: CreateHash, algorithm: HashAlgorithm, text: string): string {
  const hash = createHash(algorithm);
  hash.update(text);
  return hash.digest();
}

/** Bytes that are hashed without a look at the limits: some milliseconds. */
const hashedAtOnce = 1 << 20;

/** What `hashString` and `hashFile` give: the digest in base 16. */
export function hashText(createHash: CreateHash, algorithm: HashAlgorithm, text: string): string {
  const hash = createHash(algorithm);
  hash.update(text);
  return hash.digestBase16();
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
  if (format === 'base16') return encodeBase16(hash.digest);
  if (format === 'base32') return encodeBase32(hash.digest);
  const base64 = btoa(hash.digest);
  return format === 'base64' ? base64 : `${hash.algorithm}-${base64}`;
}

/**
 * Reads a hash in any of the forms that Nix takes: `sha256:…`, `sha256-…` (SRI, base 64 only), or bare when the
 * algorithm is known from elsewhere; base 16, 32 and 64 are told apart by length. An empty text is the zero hash of the
 * given algorithm.
 */
export function parseHash(text: string, expected: HashAlgorithm | undefined): Hash {
  if (text === '') {
    if (!expected) throw invalidHash('empty hash requires explicit hash type');
    return { algorithm: expected, digest: '\0'.repeat(digestSizes[expected]) };
  }
  if (text.length > longestHash) throw invalidHash(`'${text.slice(0, longestHash)}...' is too long for a hash`);
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
    return decodeBase16(text);
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
    const decoded = decodeBase64(unpadded);
    if (decoded.length !== size)
      throw invalidHash(`invalid ${isSri ? 'SRI' : 'base-64'} hash '${isSri ? text : whole}'`);
    return decoded;
  }
  throw invalidHash(`hash '${text}' has wrong length for hash type '${algorithm}'`);
}

/** Base 64 without its padding → byte string. Line ends are left out, and so is a last digit that makes no byte. */
function decodeBase64(text: string): string {
  const digits = text.replaceAll('\n', '');
  return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
}

function invalidHash(message: string): EvaluationError {
  return new EvaluationError('invalid-argument', message);
}
