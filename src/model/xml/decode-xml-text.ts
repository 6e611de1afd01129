import { fromBytes, toByteArray, toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import { Position, Source } from '../../base/source.ts';

/**
 * The text of an XML document, whose bytes are in the encoding that it declares: UTF-8 (also where it declares none),
 * UTF-16 with a byte order mark, US-ASCII or ISO-8859-1. Names with characters that were guessed would be other names.
 * @throws InputError for another encoding, and for bytes that are no text in the declared one
 */
export function decodeXmlText(name: string, bytes: string): string {
  const mark = bytes.slice(0, 2);
  const utf16 = mark === '\xff\xfe' ? 'utf-16le' : mark === '\xfe\xff' ? 'utf-16be' : undefined;
  if (utf16 !== undefined) return decodeUtf16(name, toByteArray(bytes), utf16);
  const declared = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(bytes)?.[1];
  const encoding = (declared ?? 'utf-8').toLowerCase();
  if (encoding === 'iso-8859-1' || encoding === 'latin1') return bytes;
  const refuse = (message: string, offset: number, hint: string): never => {
    const position = new Position(new Source(name, bytes), offset);
    throw new InputError([{ severity: 'error', code: 'xml', message, position, hint }]);
  };
  if (!['utf-8', 'utf8', 'us-ascii', 'ascii'].includes(encoding)) {
    refuse(`the encoding "${declared}" is not known`, bytes.indexOf(declared ?? ''), 'save the file as UTF-8');
  }
  if (encoding.endsWith('ascii')) {
    const wrong = bytes.search(/[^\0-\x7f]/);
    return wrong < 0 ? bytes : refuse(`a byte that is not ${declared}`, wrong, 'declare the encoding that it is in');
  }
  const text = fromBytes(bytes);
  const wrong = firstDifference(bytes, toBytes(text));
  return wrong === undefined ? text : refuse('a byte that is no UTF-8 text', wrong, 'save the file as UTF-8');
}

function decodeUtf16(name: string, bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  // A character that is said to be unknown may be there; half of one, and half of its half, may not.
  const text = new TextDecoder(encoding).decode(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    const place = 2 * (at + 1);
    if (place + 2 <= bytes.length && view.getUint16(place, encoding === 'utf-16le') === 0xfffd) continue;
    const position = new Position(new Source(name, toBytes(text)), toBytes(text.slice(0, at)).length);
    const message = 'half of a character of UTF-16';
    throw new InputError([{ severity: 'error', code: 'xml', message, position, hint: 'save the file as UTF-8' }]);
  }
  return text;
}

function firstDifference(a: string, b: string): number | undefined {
  if (a === b) return undefined;
  let i = 0;
  while (a[i] === b[i]) i++;
  return i;
}
