/** What editors, word processors and other languages put into files that is no part of Nix, as byte strings. */
const strangers: readonly (readonly [characters: readonly string[], hint: string, name?: string])[] = [
  [['\xef\xbb\xbf'], 'save the file as UTF-8 without a BOM', 'a byte order mark (BOM)'],
  [['\xff', '\xfe'], 'save the file as UTF-8', 'a byte that is no UTF-8 text (the BOM of UTF-16?)'],
  [['\xc2\xa0', '\xe2\x80\xaf'], 'put a usual blank in its place', 'a no-break space'],
  [['\xe2\x80\x8b', '\xe2\x81\xa0'], 'remove it', 'an invisible character (zero width space)'],
  [
    // „ “ ” « » ‘ ’ and the backtick
    ['\xe2\x80\x9e', '\xe2\x80\x9c', '\xe2\x80\x9d', '\xc2\xab', '\xc2\xbb', '\xe2\x80\x98', '\xe2\x80\x99', '`'],
    'strings stand between straight double quotes: "..."',
  ],
  [["'"], `strings stand between double quotes, "...", or between two single quotes, ''...''`],
  [['&'], "'and' is written &&"],
  [['|'], "'or' is written ||"],
  [['$'], 'variables are written without $; ' + '${' + '...} stands in strings and for names of attributes'],
  [['\\'], 'a function is written x: ..., and an expression goes on in the next line without any sign'],
  [['%'], 'there is no remainder operator: a - (a / b) * b'],
];

/** What a message calls a character (or byte) that begins no token. */
export function describeCharacter(character: string): string {
  const name = strangers.find(([characters]) => characters.includes(character))?.[2];
  return name ?? `the character '${character}'`;
}

/** What to do about such a character. */
export function hintFor(character: string): string | undefined {
  return strangers.find(([characters]) => characters.includes(character))?.[1];
}
