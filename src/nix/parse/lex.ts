// `!` is used for reads of typed arrays only.
import { Position, type Source } from '../../base/source.ts';
import { EvaluationError } from '../error.ts';
import type { Limits } from '../limits.ts';
import { NameTable } from './name-table.ts';
import * as T from './token.ts';

/** Bits of CLASSES: what a byte may be part of. */
const BLANK = 1;
const DIGIT = 2;
const NAME_START = 4;
const NAME = 8;
const PATH = 16;
const SCHEME = 32;
const URI = 64;

const CLASSES = new Uint8Array(256);
const mark = (characters: string, bit: number): void => {
  for (let i = 0; i < characters.length; i++) CLASSES[characters.charCodeAt(i)]! |= bit;
};
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
mark(' \t\r\n', BLANK);
mark(DIGITS, DIGIT);
mark(`${LETTERS}_`, NAME_START);
mark(`${LETTERS}${DIGITS}_'-`, NAME);
mark(`${LETTERS}${DIGITS}._-+`, PATH);
mark(`${LETTERS}${DIGITS}+-.`, SCHEME);
mark(`${LETTERS}${DIGITS}%/?:@&=+$,-_.!~*'`, URI);

/** Tokens of one byte that begin no longer one. */
const SINGLES = new Uint8Array(256);
for (const [character, token] of [
  ['"', T.QUOTE],
  ['(', T.PAREN_OPEN],
  [')', T.PAREN_CLOSE],
  ['[', T.BRACKET_OPEN],
  [']', T.BRACKET_CLOSE],
  ['{', T.BRACE_OPEN],
  ['}', T.BRACE_CLOSE],
  [',', T.COMMA],
  [':', T.COLON],
  [';', T.SEMICOLON],
  ['@', T.AT],
  ['*', T.TIMES],
  ['?', T.QUESTION],
] as const) {
  SINGLES[character.charCodeAt(0)] = token;
}

/**
 * Splits a source into tokens, one at a time and on demand: what a byte means depends on where the parser is (strings
 * and paths have rules of their own), so there is never a token read ahead. The current token lives in the fields; none
 * is made as an object. Linear time, apart from names with dots, which are looked through once more for a `/` that
 * would make them a path.
 */
export class Lexer {
  readonly source: Source;
  readonly text: string;
  /** The bytes of the text and two zeros, so that looking ahead needs no check of the end. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** The kind of the current token, its start, and the offset behind it. */
  token = T.END;
  start = 0;
  end = 0;
  /** The offset behind the token before the current one: where something missing should have been. */
  previousEnd = 0;
  /** The text of an identifier, URL or search path. */
  name = '';
  /** The value of a number. */
  number: number | bigint = 0;
  readonly #names = new NameTable();
  /** Up to this offset it is known that no path and no URL starts. */
  #plainUntil = 0;

  constructor(source: Source, limits?: Limits) {
    this.source = source;
    this.text = source.text;
    this.length = source.text.length;
    this.bytes = new Uint8Array(this.length + 2);
    fillBytes(this.bytes, source.text, limits);
    for (const [word, token] of T.KEYWORDS) {
      this.#names.indexOf(word, 0, word.length, hashOf(word), token);
    }
  }

  /** Makes the next token current, by the rules outside strings. */
  next(): void {
    const { bytes } = this;
    this.previousEnd = this.end;
    let i = this.end;
    let c = bytes[i]!;
    for (;;) {
      if ((CLASSES[c]! & BLANK) !== 0) c = bytes[++i]!;
      else if (c === 35 /* # */) {
        do c = bytes[++i]!;
        while (c !== 10 && c !== 13 && i < this.length);
      } else if (c === 47 /* / */ && bytes[i + 1] === 42 /* * */) {
        const close = this.text.indexOf('*/', i + 2);
        if (close < 0) this.fail('this comment is not closed', i, 'a comment that begins with /* ends with */');
        i = close + 2;
        c = bytes[i]!;
      } else break;
    }
    this.start = i;
    if ((CLASSES[c]! & NAME_START) !== 0) this.#nameOrLonger(i);
    else {
      const single = SINGLES[c]!;
      if (single !== 0) {
        this.token = single;
        this.end = i + 1;
      } else if ((CLASSES[c]! & PATH) !== 0 && i >= this.#plainUntil && this.#isPath(i)) this.token = T.PATH;
      else if ((CLASSES[c]! & DIGIT) !== 0) this.#number(i);
      else this.#symbol(i, c);
    }
  }

  /** Raises a syntax error at an offset. */
  fail(message: string, offset: number, hint?: string): never {
    throw new EvaluationError('syntax', message, new Position(this.source, offset), hint);
  }

  /**
   * The offset behind the path characters at `i`: `a`, `a/b`, `/b/c`, with at most one slash at the end; `i` when there
   * are none.
   */
  endOfPathPart(i: number): number {
    const { bytes } = this;
    while ((CLASSES[bytes[i]!]! & PATH) !== 0) i++;
    while (bytes[i] === 47 && (CLASSES[bytes[i + 1]!]! & PATH) !== 0) {
      i += 2;
      while ((CLASSES[bytes[i]!]! & PATH) !== 0) i++;
    }
    return bytes[i] === 47 ? i + 1 : i;
  }

  /** An identifier or keyword, unless the longer text from here is a path or a URL. */
  #nameOrLonger(start: number): void {
    const { bytes } = this;
    let i = start;
    let hash = 0;
    let c = bytes[i]!;
    let quoted = false;
    do {
      if (c === 39 /* ' */) quoted = true;
      hash = (Math.imul(hash, 31) + c) | 0;
      c = bytes[++i]!;
    } while ((CLASSES[c]! & NAME) !== 0);
    if (i >= this.#plainUntil && !quoted && (c === 46 || c === 47 || c === 58 || c === 43) /* . / : + */) {
      if (this.#isPath(start)) {
        this.token = T.PATH;
        return;
      }
      if (this.#isUri(start)) return;
    }
    this.end = i;
    const index = this.#names.indexOf(this.text, start, i, hash, T.IDENTIFIER);
    this.token = this.#names.mark(index);
    this.name = this.#names.name(index);
  }

  /**
   * Whether a path starts here: path characters up to a slash that another path character or an interpolation follows.
   */
  #isPath(start: number): boolean {
    const { bytes } = this;
    let i = start;
    while ((CLASSES[bytes[i]!]! & PATH) !== 0) i++;
    const c = bytes[i]!;
    if (c === 47) {
      const after = bytes[i + 1]!;
      if ((CLASSES[after]! & PATH) !== 0 || (after === 36 && bytes[i + 2] === 123) /* ${ */) return true;
    }
    if (c !== 58 /* : */) this.#plainUntil = i;
    return false;
  }

  #isUri(start: number): boolean {
    const { bytes } = this;
    let i = start;
    while ((CLASSES[bytes[i]!]! & SCHEME) !== 0) i++;
    if (bytes[i] !== 58 || (CLASSES[bytes[i + 1]!]! & URI) === 0) return false;
    i++;
    while ((CLASSES[bytes[i]!]! & URI) !== 0) i++;
    this.token = T.URI;
    this.name = this.text.slice(start, i);
    this.end = i;
    return true;
  }

  /** `12`, `1.`, `1.5e3`, `0.5`; but `01` and `1e3` end before the dot and the letter. */
  #number(start: number): void {
    const { bytes } = this;
    let i = start;
    while ((CLASSES[bytes[i]!]! & DIGIT) !== 0) i++;
    const hasFraction = bytes[start] === 48 ? i === start + 1 && (CLASSES[bytes[i + 1]!]! & DIGIT) !== 0 : true;
    if (bytes[i] === 46 && hasFraction) {
      this.#fraction(start, i);
      return;
    }
    this.token = T.INTEGER;
    this.end = i;
    const digits = this.text.slice(start, i);
    const value = Number(digits);
    if (Number.isSafeInteger(value)) this.number = value;
    else {
      const significant = digits.replace(/^0+/, '');
      const exact = significant.length > 19 ? undefined : BigInt(significant);
      if (exact === undefined || exact > 0x7fffffffffffffffn) {
        this.fail(`the integer ${shorten(digits)} does not fit in 64 bits`, start);
      }
      this.number = exact;
    }
  }

  /** The rest of a float whose dot is at `dot`. */
  #fraction(start: number, dot: number): void {
    const { bytes } = this;
    let i = dot + 1;
    while ((CLASSES[bytes[i]!]! & DIGIT) !== 0) i++;
    if (bytes[i] === 101 || bytes[i] === 69 /* e E */) {
      const sign = bytes[i + 1] === 43 || bytes[i + 1] === 45 ? 1 : 0;
      if ((CLASSES[bytes[i + 1 + sign]!]! & DIGIT) !== 0) {
        i += 1 + sign;
        while ((CLASSES[bytes[i]!]! & DIGIT) !== 0) i++;
      }
    }
    const digits = this.text.slice(start, i);
    const value = Number(digits);
    const tooSmall = value < 2.2250738585072014e-308 && /^[^eE]*[1-9]/.test(digits);
    if (value === Infinity || tooSmall) this.fail(`the float ${shorten(digits)} is out of range`, start);
    this.token = T.FLOAT;
    this.number = value;
    this.end = i;
  }

  /** A token that begins with none of the bytes above. */
  #symbol(i: number, c: number): void {
    const second = this.bytes[i + 1]!;
    this.#take(T.INVALID, 1);
    switch (c) {
      case 0:
        if (i < this.length) this.fail('a zero byte is not allowed here', i);
        this.#take(T.END, 0);
        break;
      case 33: // !
        if (second === 61) this.#take(T.NOT_EQUAL, 2);
        else this.#take(T.NOT, 1);
        break;
      case 36: // $
        if (second === 123) this.#take(T.INTERPOLATION, 2);
        break;
      case 38: // &
        if (second === 38) this.#take(T.AND, 2);
        break;
      case 39: // '
        if (second === 39) this.#indentedQuote(i + 2);
        break;
      case 43: // +
        if (second === 43) this.#take(T.CONCAT, 2);
        else this.#take(T.PLUS, 1);
        break;
      case 45: // -
        if (second === 62) this.#take(T.IMPLIES, 2);
        else this.#take(T.MINUS, 1);
        break;
      case 46: // .
        this.#dot(i, second);
        break;
      case 47: // /
        if (second === 47) this.#take(T.UPDATE, 2);
        else this.#take(this.#isPath(i) ? T.PATH : T.DIVIDE, 1);
        break;
      case 60: // <
        if (this.#searchPath(i + 1)) break;
        if (second === 61) this.#take(T.LESS_EQUAL, 2);
        else if (second === 124) this.#take(T.PIPE_FROM, 2);
        else this.#take(T.LESS, 1);
        break;
      case 61: // =
        if (second === 61) this.#take(T.EQUAL, 2);
        else this.#take(T.ASSIGN, 1);
        break;
      case 62: // >
        if (second === 61) this.#take(T.GREATER_EQUAL, 2);
        else this.#take(T.GREATER, 1);
        break;
      case 124: // |
        if (second === 124) this.#take(T.OR, 2);
        else if (second === 62) this.#take(T.PIPE_INTO, 2);
        break;
      case 126: // ~
        if (second === 47 && this.#isPath(i + 1)) this.#take(T.PATH, 1);
        break;
    }
  }

  /** `...`, a number that begins with its point, or a dot alone. */
  #dot(i: number, second: number): void {
    if (second === 46 && this.bytes[i + 2] === 46) this.#take(T.ELLIPSIS, 3);
    else if ((CLASSES[second]! & DIGIT) !== 0) this.#fraction(i, i);
    else this.#take(T.DOT, 1);
  }

  #take(token: number, length: number): void {
    this.token = token;
    this.end = this.start + length;
  }

  /** `''` swallows the rest of its line when that is blank (spaces and a line feed). */
  #indentedQuote(i: number): void {
    this.token = T.INDENTED_QUOTE;
    this.end = i;
    while (this.bytes[i] === 32) i++;
    if (this.bytes[i] === 10) this.end = i + 1;
  }

  /** `<a/b>`, when that is what stands here. */
  #searchPath(start: number): boolean {
    const { bytes } = this;
    if ((CLASSES[bytes[start]!]! & PATH) === 0) return false;
    const i = this.endOfPathPart(start);
    if (bytes[i] !== 62 || bytes[i - 1] === 47) return false;
    this.token = T.SEARCH_PATH;
    this.name = this.text.slice(start, i);
    this.end = i + 1;
    return true;
  }
}

function hashOf(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
  return hash;
}

/** Bytes that are copied without a look at the limits. */
const copiedAtOnce = 1 << 20;

/** From here on it pays to let the machine copy what is ASCII. */
const worthEncoding = 1 << 12;
const encoder = new TextEncoder();

/** Copies a piece that is ASCII, in a fraction of the time that a loop takes; false for any other. */
function fillAscii(bytes: Uint8Array, text: string, start: number, end: number): boolean {
  if (end - start < worthEncoding) return false;
  const { read } = encoder.encodeInto(text.slice(start, end), bytes.subarray(start, end));
  // What is not ASCII takes two bytes, so that not all of it found room.
  return read === end - start;
}

/** Writes the bytes of a byte string into an array that has room for them. */
function fillBytes(bytes: Uint8Array, text: string, limits: Limits | undefined): void {
  for (let start = 0; start < text.length; start += copiedAtOnce) {
    const end = Math.min(start + copiedAtOnce, text.length);
    if (!fillAscii(bytes, text, start, end)) {
      for (let i = start; i < end; i++) bytes[i] = text.charCodeAt(i);
    }
    if (end < text.length) limits?.spend(copiedAtOnce >> 3);
  }
}

/** The beginning of a number, for a message. */
const shorten = (digits: string): string => (digits.length > 60 ? `${digits.slice(0, 60)}...` : digits);
