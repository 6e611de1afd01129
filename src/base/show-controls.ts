import { fromBytes, toBytes } from './bytes.ts';
import { unseen } from './unseen.ts';

/**
 * A byte string as people can read it on a terminal, still in bytes: control characters, which could move the cursor or
 * change its colours, become their pictures (U+2400 and up), what turns the direction of text or is not seen is shown
 * by its number, bytes that are not UTF-8 become U+FFFD. Line ends and tabs stay.
 * @example showControls('\x1b[2J') // '␛[2J', in bytes
 */
export function showControls(bytes: string): string {
  if (!/[^ -~\n\t]/.test(bytes)) return bytes;
  return toBytes(showSteering(fromBytes(bytes)));
}

/** `showControls` for a text that is decoded. */
export function showSteering(text: string): string {
  return text.replace(steering, show);
}

const steering = new RegExp(`[\\p{Cc}${unseen}]`, 'gu');

function show(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = character.charCodeAt(0);
  if (code > 0x9f) return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
}
