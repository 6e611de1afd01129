import { fromBytes, toBytes } from '../base/bytes.ts';
import { showControls } from '../base/show-controls.ts';

/**
 * A byte string as a picture or a page can show it, still in bytes: bytes that are not UTF-8 and characters that XML
 * forbids become U+FFFD, control characters become their pictures (U+2400 and up), and a tab becomes a space. Line ends
 * stay.
 */
export function displayText(bytes: string): string {
  if (!/[^ -~\n]/.test(bytes)) return bytes;
  const text = fromBytes(showControls(bytes.replaceAll('\t', ' ')));
  return toBytes(text.replace(/[\ufffe\uffff]/g, '\ufffd'));
}
