import { type Limits, outOfMemory } from '../limits.ts';
import { longestText } from '../text-builder.ts';

/** Bytes that are converted without a look at the limits: some milliseconds, where each of them is escaped. */
const convertedAtOnce = 1 << 16;

/**
 * A text converted piece by piece, such as escaped, while the limits are looked at. Pieces end between any two bytes,
 * but not inside `${`. Linear, where the conversion is.
 * @throws EvaluationError for a result that is longer than any string
 * @example convertInPieces('a"b', limits, piece => piece.replaceAll('"', '\\"')) // 'a\\"b'
 */
export function convertInPieces(text: string, limits: Limits | undefined, convert: (piece: string) => string): string {
  if (text.length <= convertedAtOnce) return convert(text);
  let result = '';
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + convertedAtOnce, text.length);
    if (text.startsWith('${', end - 1)) end++;
    limits?.spend(convertedAtOnce >> 3);
    const converted = convert(text.slice(at, end));
    if (result.length + converted.length > longestText) {
      throw outOfMemory(`a text grows longer than ${longestText} bytes, the most that there can be`);
    }
    result += converted;
    at = end;
  }
  return result;
}
