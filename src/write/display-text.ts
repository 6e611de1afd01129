import { fromBytes, toBytes } from '../base/bytes.ts';

/**
 * A byte string as a picture or a page can show it, still in bytes: bytes that are not UTF-8 and characters that XML forbids
 * become U+FFFD, control characters become their pictures (U+2400 and up), and a tab becomes a space. Line ends stay.
 */
export function displayText(bytes: string): string {
  if (!/[^ -~\n]/.test(bytes)) return bytes;
  const text = fromBytes(bytes)
    .replaceAll('\t', ' ')
    .replace(/\p{Cc}/gu, showControl)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
  return toBytes(text);
}

function showControl(control: string): string {
  if (control === '\n') return control;
  const code = control.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
}
