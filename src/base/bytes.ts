/**
 * Inside this program every text is a *byte string*: a JavaScript string with one character (U+0000 to U+00FF) per
 * byte. Nix strings are bytes, so lengths, substrings and the sort order then come out right with plain JavaScript
 * operators (`<` is byte order), and what is read is written back unchanged. Text from outside is converted once at the
 * door.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The byte string (UTF-8) of an ordinary JavaScript string, such as a command-line argument. */
export function toBytes(text: string): string {
  return isAscii(text) ? text : fromByteArray(encoder.encode(text));
}

/** The ordinary JavaScript string that a byte string encodes in UTF-8; bytes that are not UTF-8 become U+FFFD. */
export function fromBytes(bytes: string): string {
  return isAscii(bytes) ? bytes : decoder.decode(toByteArray(bytes));
}

/** The bytes of a byte string. */
export function toByteArray(bytes: string): Uint8Array<ArrayBuffer> {
  const array = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) array[i] = bytes.charCodeAt(i);
  return array;
}

/** As many arguments as a call takes without trouble. */
const portion = 8192;

/**
 * Bytes as a byte string. No `TextDecoder` does it: what is called latin1 there is windows-1252, in which the bytes
 * from 0x80 to 0x9f are other characters. O(n).
 */
export function fromByteArray(array: Uint8Array): string {
  if (array.length <= portion) return String.fromCharCode(...array);
  let bytes = '';
  for (let i = 0; i < array.length; i += portion) bytes += String.fromCharCode(...array.subarray(i, i + portion));
  return bytes;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
