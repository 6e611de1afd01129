/**
 * From the offset of a character (in UTF-16 units) in a text to that of its first byte, where `bytes` is the same text
 * in UTF-8. Asked from front to back it is O(length) in all; asked backwards it begins anew.
 * @example byteOffsets('é=1', toBytes('é=1'))(1) // 2
 */
export function byteOffsets(text: string, bytes: string): (unit: number) => number {
  if (text.length === bytes.length) return unit => Math.min(unit, bytes.length);
  let [unit, byte] = [0, 0];
  return wanted => {
    if (wanted < unit) [unit, byte] = [0, 0];
    for (const end = Math.min(wanted, text.length); unit < end; unit++) byte += bytesOfUnit(text.charCodeAt(unit));
    return byte;
  };
}

/** A character beyond U+FFFF has two units and four bytes. */
function bytesOfUnit(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}
