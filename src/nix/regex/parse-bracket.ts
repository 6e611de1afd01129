import { type ByteSet, byteSet } from './expression.ts';

/**
 * Parses a bracket expression such as `[^a-z[:digit:]_-]`. Bytes, the C locale; `\` is an ordinary character.
 *
 * As in the C++ library that Nix uses: bytes from 0x80 on sort before the others (its characters are signed), class
 * names may be in capitals and include `w`, `d` and `s`, `[=a=]` means both cases, and a `-` may only stand first, last
 * or inside a range.
 */
export class BracketParser {
  readonly #pattern: string;
  readonly #set = new Uint8Array(256);
  /** After the last byte read. */
  position: number;

  /** `position` is just behind the opening bracket. */
  constructor(pattern: string, position: number) {
    this.#pattern = pattern;
    this.position = position;
  }

  /** The bytes that the expression stands for; undefined when it is malformed. */
  parse(): ByteSet | undefined {
    const negated = this.#take('^');
    // The character that a `-` would make a range of; none after a range or a class.
    let last: string | undefined;
    let first = true;
    for (;;) {
      const item = this.#next(first);
      if (item === undefined) return undefined;
      if (item.kind === 'close') break;
      if (item.kind === 'dash' && !first) {
        if (this.#pattern[this.position] === ']') {
          this.#add('-');
          continue;
        }
        if (last === undefined) return undefined;
        const end = this.#next(false);
        if (end === undefined || (end.kind !== 'dash' && (end.kind !== 'character' || end.collating))) return undefined;
        if (!this.#addRange(last, end.kind === 'dash' ? '-' : end.character)) return undefined;
        last = undefined;
      } else if (item.kind === 'class') {
        this.#addTest(item.test);
        last = undefined;
      } else {
        last = item.kind === 'dash' ? '-' : item.character;
        this.#add(last);
      }
      first = false;
    }
    return negated ? byteSet(byte => this.#set[byte] === 0) : this.#set;
  }

  #next(first: boolean): Item | undefined {
    const character = this.#pattern[this.position++];
    if (character === undefined) return undefined;
    if (character === '-') return { kind: 'dash' };
    if (character === ']' && !first) return { kind: 'close' };
    if (character === '[') {
      const mark = this.#pattern[this.position];
      if (mark === undefined) return undefined;
      if (mark === '.' || mark === ':' || mark === '=') return this.#named(mark);
    }
    return { kind: 'character', character, collating: false };
  }

  /** `[.name.]`, `[:name:]` or `[=name=]`, behind its opening bracket. */
  #named(mark: string): Item | undefined {
    const end = this.#pattern.indexOf(mark, this.position + 1);
    if (end < 0 || this.#pattern[end + 1] !== ']') return undefined;
    const name = this.#pattern.slice(this.position + 1, end);
    this.position = end + 2;
    if (mark === ':') {
      const test = classes.get(name.toLowerCase());
      return test && { kind: 'class', test: byte => test.test(String.fromCharCode(byte)) };
    }
    const character = collatingElement(name);
    if (character === undefined) return undefined;
    if (mark === '.') return { kind: 'character', character, collating: true };
    const lower = character.toLowerCase();
    return { kind: 'class', test: byte => byte < 128 && String.fromCharCode(byte).toLowerCase() === lower };
  }

  #take(character: string): boolean {
    if (this.#pattern[this.position] !== character) return false;
    this.position++;
    return true;
  }

  #add(character: string): void {
    this.#set[character.charCodeAt(0)] = 1;
  }

  #addTest(test: (byte: number) => boolean): void {
    for (let byte = 0; byte < 256; byte++) if (test(byte)) this.#set[byte] = 1;
  }

  /** False when the range is empty. */
  #addRange(from: string, to: string): boolean {
    const low = signed(from.charCodeAt(0));
    const high = signed(to.charCodeAt(0));
    if (low > high) return false;
    this.#addTest(byte => low <= signed(byte) && signed(byte) <= high);
    return true;
  }
}

type Item =
  | { readonly kind: 'close' }
  | { readonly kind: 'dash' }
  | { readonly kind: 'character'; readonly character: string; readonly collating: boolean }
  | { readonly kind: 'class'; readonly test: (byte: number) => boolean };

const signed = (byte: number): number => (byte < 128 ? byte : byte - 256);

const classes: ReadonlyMap<string, RegExp> = new Map([
  ['d', /[0-9]/],
  ['w', /[0-9A-Za-z_]/],
  ['s', /[ \t-\r]/],
  ['alnum', /[0-9A-Za-z]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the control characters
  ['cntrl', /[\x00-\x1f\x7f]/],
  ['digit', /[0-9]/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /[ \t-\r]/],
  ['upper', /[A-Z]/],
  ['xdigit', /[0-9A-Fa-f]/],
]);

/** The names that POSIX gives to the characters that are not letters, in the order of ASCII. */
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK alert backspace tab newline vertical-tab form-feed carriage-return SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC IS4 IS3 IS2 IS1 ' +
  'space exclamation-mark quotation-mark number-sign dollar-sign percent-sign ampersand apostrophe ' +
  'left-parenthesis right-parenthesis asterisk plus-sign comma hyphen period slash ' +
  'zero one two three four five six seven eight nine ' +
  'colon semicolon less-than-sign equals-sign greater-than-sign question-mark commercial-at';
const bracketNames = 'left-square-bracket backslash right-square-bracket circumflex underscore grave-accent';
const braceNames = 'left-curly-bracket vertical-line right-curly-bracket tilde DEL';

const namedCharacters: ReadonlyMap<string, string> = new Map([
  ...numberFrom(0x00, controlNames),
  ...numberFrom(0x5b, bracketNames),
  ...numberFrom(0x7b, braceNames),
]);

function numberFrom(start: number, names: string): [string, string][] {
  return names.split(' ').map((name, i) => [name, String.fromCharCode(start + i)]);
}

function collatingElement(name: string): string | undefined {
  return /^[A-Za-z]$/.test(name) ? name : namedCharacters.get(name);
}
