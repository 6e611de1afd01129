import type { Limits } from '../limits.ts';

/** Bytes that are looked at in one go. */
const piece = 4096;

/** Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
const wellFormed =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are well-formed, too
  /^(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*$/;

/** Whether a byte string is UTF-8. O(n), counted in `limits`. */
export function isUtf8(bytes: string, limits?: Pick<Limits, 'spend'>): boolean {
  // In pieces: a regular expression that repeats a group a million times runs out of stack.
  for (let start = 0; start < bytes.length; ) {
    limits?.spend(piece >> 3);
    let end = Math.min(start + piece, bytes.length);
    while (end < bytes.length && end > start + piece - 96 && (bytes.charCodeAt(end) & 0xc0) === 0x80) end--;
    if (!wellFormed.test(bytes.slice(start, end))) return false;
    start = end;
  }
  return true;
}

/** The UTF-8 bytes of a code point. */
export function codePointToUtf8(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63));
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  return String.fromCharCode(
    0xf0 | (code >> 18),
    0x80 | ((code >> 12) & 63),
    0x80 | ((code >> 6) & 63),
    0x80 | (code & 63),
  );
}
