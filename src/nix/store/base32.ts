/**
 * Nix's own base 32: digits and lower-case letters without e, o, u, t. The last byte of the digest comes first, so the
 * first character holds its highest bits. Byte strings in and out.
 */
const alphabet = '0123456789abcdfghijklmnpqrsvwxyz';

/** The number of base-32 characters for that many bytes. */
export function base32Length(bytes: number): number {
  return bytes === 0 ? 0 : Math.floor((bytes * 8 - 1) / 5) + 1;
}

/** Byte string → base 32. */
export function encodeBase32(digest: string): string {
  let text = '';
  for (let n = base32Length(digest.length) - 1; n >= 0; n--) {
    const bit = n * 5;
    const i = bit >> 3;
    const j = bit & 7;
    const low = digest.charCodeAt(i) >> j;
    const high = i + 1 < digest.length ? digest.charCodeAt(i + 1) << (8 - j) : 0;
    text += alphabet[(low | high) & 31];
  }
  return text;
}

/** Base 32 → byte string; undefined when a character is not of the alphabet or bits are left over. */
export function decodeBase32(text: string, bytes: number): string | undefined {
  const digest = new Uint8Array(bytes);
  for (let n = 0; n < text.length; n++) {
    const digit = alphabet.indexOf(text[text.length - n - 1] as string);
    if (digit < 0) return undefined;
    const bit = n * 5;
    const i = bit >> 3;
    const j = bit & 7;
    digest[i] = (digest[i] ?? 0) | ((digit << j) & 0xff);
    const carry = digit >> (8 - j);
    if (i + 1 < bytes) digest[i + 1] = (digest[i + 1] ?? 0) | carry;
    else if (carry !== 0) return undefined;
  }
  return String.fromCharCode(...digest);
}
