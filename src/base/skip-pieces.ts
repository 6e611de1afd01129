/**
 * Where a text goes on behind the pieces that it begins with, such as blanks and comments. One pattern for all of them
 * together would try out where each comment ends in every way there is: 2^comments, for a text that is none of what is
 * looked for. O(length).
 * @param piece a sticky pattern that matches no empty text
 * @example skipPieces('  # a\n b', /\s|#[^\n]*\n/y) // 7
 */
export function skipPieces(text: string, piece: RegExp): number {
  let end = 0;
  piece.lastIndex = 0;
  while (piece.test(text)) end = piece.lastIndex;
  return end;
}
