/**
 * How many columns of a terminal a text takes: two for the characters of East Asia and for pictures, none for what
 * combines with the character before it. `text` is decoded, and has no control characters. O(length).
 * Source: Unicode Standard Annex 11 (East Asian Width), and Unicode Technical Standard 51 for what emoji are made of.
 * @example textWidth('日本 e\u0301') // 6
 */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  let flags = 0;
  let last = { character: '', columns: 0 };
  for (const character of text) {
    flags = flag.test(character) ? flags + 1 : 0;
    // What follows a joiner is a part of the same picture, and so is the second half of a flag.
    const isPart = last.character === joiner || (flags > 0 && flags % 2 === 0);
    const columns = isPart || combining.test(character) ? 0 : flags > 0 || wide.test(character) ? 2 : 1;
    // Behind this, a symbol that has one column as text is a picture.
    const grows = character === asPicture && last.columns === 1 && symbol.test(last.character);
    width += grows ? 1 : columns;
    last = { character, columns };
  }
  return width;
}

const narrow = /^[\x20-\x7e\xa0-\xac\xae-\xff]*$/;
const joiner = '\u200d';
const asPicture = '\ufe0f';
const symbol = /\p{Extended_Pictographic}/u;
const flag = /\p{Regional_Indicator}/u;
/** Marks, invisible formatting, tones of skin, and the later parts of Korean syllables. */
const combining = /[\p{Mn}\p{Me}\p{Cf}\p{Emoji_Modifier}\u1160-\u11ff\ud7b0-\ud7ff]/u;
const wide = new RegExp(
  [
    '[\\p{Emoji_Presentation}\\u1100-\\u115f\\u2329\\u232a\\u2e80-\\u303e\\u3041-\\u4dbf\\u4e00-\\ua4cf\\ua960-\\ua97f',
    '\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe10-\\ufe19\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{16fe0}-\\u{18cff}',
    '\\u{1aff0}-\\u{1b2ff}\\u{1f200}-\\u{1f2ff}\\u{20000}-\\u{2fffd}\\u{30000}-\\u{3fffd}]',
  ].join(''),
  'u',
);
