/**
 * Inside this program every text is a *byte string*: a JavaScript string with one character (U+0000 to U+00FF) per byte.
 * Nix strings are bytes, so lengths, substrings and the sort order then come out right with plain JavaScript operators
 * (`<` is byte order), and what is read is written back unchanged. Text from outside is converted once at the door.
 */

/** The byte string (UTF-8) of an ordinary JavaScript string, such as a command-line argument. */
export function toBytes(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** The ordinary JavaScript string that a byte string encodes in UTF-8; bytes that are not UTF-8 become U+FFFD. */
export function fromBytes(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
