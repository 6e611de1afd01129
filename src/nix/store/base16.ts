const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Byte string → base 16, in lower case. */
export function encodeBase16(bytes: string): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += pairs[bytes.charCodeAt(i)];
  return text;
}

/** Base 16, an even number of digits in either case → byte string. */
export function decodeBase16(text: string): string {
  let bytes = '';
  for (let i = 0; i < text.length; i += 2) bytes += String.fromCharCode(Number.parseInt(text.slice(i, i + 2), 16));
  return bytes;
}
