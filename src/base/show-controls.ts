import { fromBytes, toBytes } from './bytes.ts';

/**
 * A byte string as people can read it on a terminal, still in bytes: control characters, which could move the cursor or
 * change its colours, become their pictures (U+2400 and up), bytes that are not UTF-8 become U+FFFD. Line ends and tabs
 * stay.
 */
export function showControls(bytes: string): string {
  if (!/[^ -~\n\t]/.test(bytes)) return bytes;
  return toBytes(fromBytes(bytes).replace(/\p{Cc}/gu, showControl));
}

function showControl(control: string): string {
  if (control === '\n' || control === '\t') return control;
  const code = control.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
}
