import { EvaluationError } from '../error.ts';
import { unsignedNaN } from '../format-float.ts';
import { deepestValue, type Limits, nestedTooDeep } from '../limits.ts';
import { defaultNixVersion, type Language, languages } from '../nix-version.ts';
import { NixFloat, type Value } from '../value.ts';
import { readTimestamp } from './read-timestamp.ts';
import {
  insertToml,
  type TableOrigin,
  TomlArray,
  type TomlNode,
  TomlTable,
  TomlTimestamp,
  tomlToValue,
} from './toml-table.ts';
import { codePointToUtf8, isUtf8 } from './utf8.ts';

/**
 * The value of a TOML 1.0 text (byte string), as `builtins.fromTOML` has it. In Nix 2.8 integers that need more than 64
 * bits stop at the largest, and dates and times are refused; newer versions refuse such integers, and a date or time is
 * a set of `_type` and `value`. A string with a NUL is refused, too; in Nix 2.8 it ends there. Fails with line and
 * column. O(n).
 */
export function parseToml(text: string, language = languages[defaultNixVersion], limits?: Limits): Value {
  return tomlToValue(new TomlReader(text, language, limits).readDocument());
}

const comment = '(?:#[\\t\\x20-\\x7e\\x80-\\xff]*)?';
const patterns = {
  blanks: /[ \t]*/y,
  lineEnd: new RegExp(`[ \\t]*${comment}(?:\\r?\\n|$)`, 'y'),
  /** Blanks and line ends, as they may stand inside an array, and comments, between them. */
  space: /[ \t\r\n]*/y,
  commentLine: /#[\t\x20-\x7e\x80-\xff]*\r?\n/y,
  bareKey: /[A-Za-z0-9_-]+/y,
  word: /[A-Za-z0-9_+.:-]+/y,
  plain: /[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\xff]*/y,
  literal: /[\t\x20-\x26\x28-\x7e\x80-\xff]*/y,
  /** A line end that is no part of a string, and what else is none behind it, piece by piece. */
  trimmed: /\\[ \t]*\r?\n/y,
  alsoTrimmed: /[ \t\n]+|\r\n/y,
  newline: /\r?\n/y,
};

/** A match of so many bytes is worth counting. */
const worthCounting = 1000;

/** Bytes of the longest number: to read one takes longer than in proportion to its length. */
const longestNumber = 10_000;

/** Rounds that a part of a dotted name counts for: each is a table of its own. */
const roundsOfKey = 8;

const largest = 2n ** 63n - 1n;

class TomlReader {
  readonly #text: string;
  readonly #language: Language;
  readonly #limits: Limits | undefined;
  #at: number;

  constructor(text: string, language: Language, limits: Limits | undefined) {
    this.#language = language;
    this.#limits = limits;
    this.#text = text;
    this.#at = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  }

  readDocument(): TomlTable {
    if (!isUtf8(this.#text, this.#limits)) throw this.#wrong('the text is not UTF-8');
    const root = this.#readEntries(new TomlTable({ kind: 'dotted' }));
    while (this.#at < this.#text.length) {
      const start = this.#at;
      const append = this.#take('[[');
      if (!append && !this.#take('[')) throw this.#wrong('expected a name or [');
      const keys = this.#readKeys();
      if (!this.#take(append ? ']]' : ']')) throw this.#wrong(`expected ${append ? ']]' : ']'}`);
      this.#endLine();
      const origin: TableOrigin = append ? { kind: 'element' } : { kind: 'header', keys };
      this.#insert(root, keys, this.#readEntries(new TomlTable(origin)), origin, start, append);
    }
    return root;
  }

  /** The lines `key = value` up to the next header. */
  #readEntries(table: TomlTable): TomlTable {
    for (;;) {
      while (this.#at < this.#text.length && this.#match(patterns.lineEnd) !== undefined);
      this.#match(patterns.blanks);
      if (this.#at >= this.#text.length || this.#text[this.#at] === '[') return table;
      this.#readPair(table);
      this.#endLine();
    }
  }

  #readPair(table: TomlTable): void {
    const start = this.#at;
    const keys = this.#readKeys();
    if (!this.#take('=')) throw this.#wrong('expected =');
    this.#match(patterns.blanks);
    this.#insert(table, keys, this.#readValue(), { kind: 'dotted' }, start);
  }

  #insert(
    table: TomlTable,
    keys: readonly string[],
    node: TomlNode,
    origin: TableOrigin,
    start: number,
    append = false,
  ): void {
    const problem = insertToml(table, keys, node, origin, append);
    if (problem === undefined) return;
    this.#at = start;
    throw this.#wrong(problem);
  }

  /** A dotted name with the blanks around it. */
  #readKeys(): string[] {
    const keys: string[] = [];
    do {
      this.#limits?.spend(roundsOfKey);
      if (keys.length > deepestValue) throw nestedTooDeep();
      this.#match(patterns.blanks);
      const quote = this.#text[this.#at];
      if (quote === '"' || quote === "'") {
        if (this.#text.startsWith(quote.repeat(3), this.#at)) throw this.#wrong('a name cannot span lines');
        keys.push(this.#readText(quote));
      } else {
        const key = this.#match(patterns.bareKey);
        if (key === undefined) throw this.#wrong('expected a name');
        keys.push(key);
      }
      this.#match(patterns.blanks);
    } while (this.#take('.'));
    return keys;
  }

  /** A string or name; newer Nix refuses those with a NUL, which no Nix string holds. */
  #readText(quote: '"' | "'"): string {
    const content = this.#readString(quote);
    this.#limits?.readText(content.length);
    if (this.#language.refusesNul && content.includes('\0')) {
      throw this.#wrong('this text has a NUL, which no Nix string holds');
    }
    return content;
  }

  #readValue(): TomlNode {
    this.#limits?.tick();
    const character = this.#text[this.#at];
    if (character === '"' || character === "'") {
      const content = this.#readText(character);
      const end = content.indexOf('\0');
      return end < 0 ? content : content.slice(0, end);
    }
    if (this.#take('[')) return this.#readArray();
    if (this.#take('{')) return this.#readInlineTable();
    return this.#readWord();
  }

  #readArray(): TomlArray {
    const items: TomlNode[] = [];
    for (;;) {
      this.#skipSpace();
      if (this.#take(']')) return new TomlArray(items, false);
      items.push(this.#readValue());
      this.#skipSpace();
      if (this.#take(']')) return new TomlArray(items, false);
      if (!this.#take(',')) throw this.#wrong('expected , or ]');
    }
  }

  /** In a loop of its own: a pattern that repeats a choice a million times runs out of stack. */
  #skipSpace(): void {
    do this.#match(patterns.space);
    while (this.#match(patterns.commentLine) !== undefined);
  }

  #readInlineTable(): TomlTable {
    const table = new TomlTable({ kind: 'inline' });
    this.#match(patterns.blanks);
    if (this.#take('}')) return table;
    for (;;) {
      this.#readPair(table);
      this.#match(patterns.blanks);
      if (this.#take('}')) return table;
      if (!this.#take(',')) throw this.#wrong('expected , or }');
    }
  }

  /** A boolean or a number. */
  #readWord(): TomlNode {
    const start = this.#at;
    const word = this.#match(patterns.word) ?? '';
    if (word === 'true' || word === 'false') return word === 'true';
    if (word.length > longestNumber) {
      this.#at = start;
      throw this.#wrong(`a number of more than ${longestNumber} digits`);
    }
    const number = readInteger(word) ?? readFloat(word);
    if (number !== undefined) {
      if (!this.#language.refusesOverflow || isExact(word, number)) return number;
      this.#at = start;
      throw this.#wrong(`${word} is out of range`);
    }
    this.#at = start;
    if (/^(?:\d{4}-\d\d|\d\d:)/.test(word)) return this.#readTimestamp();
    throw this.#wrong(word === '' ? 'expected a value' : `"${word}" is no value`);
  }

  /** A date, a time, or both; between them one blank may stand. */
  #readTimestamp(): TomlTimestamp {
    if (!this.#language.hasTimestamps) throw this.#wrong('dates and times are not supported by Nix 2.8');
    const found = readTimestamp(this.#text, this.#at);
    if (found === undefined) throw this.#wrong('this is no date or time');
    this.#at = found.end;
    return new TomlTimestamp(found.text);
  }

  #readString(quote: '"' | "'"): string {
    const long = quote.repeat(3);
    const isLong = this.#text.startsWith(long, this.#at);
    this.#at += isLong ? 3 : 1;
    if (isLong) this.#match(patterns.newline);
    let content = '';
    for (;;) {
      content += this.#match(quote === '"' ? patterns.plain : patterns.literal) ?? '';
      if (this.#take(isLong ? long : quote)) {
        // Up to two quotes may stand before the three that end the string.
        for (let i = 0; isLong && i < 2 && this.#take(quote); i++) content += quote;
        return content;
      }
      const character = this.#text[this.#at];
      if (isLong && character === quote) {
        content += quote;
        this.#at++;
      } else if (quote === '"' && character === '\\') content += this.#readEscape(isLong);
      else {
        const newline = isLong ? this.#match(patterns.newline) : undefined;
        if (newline === undefined) throw this.#wrong(`the string has no end, or a character that it may not have`);
        content += newline;
      }
    }
  }

  #readEscape(isLong: boolean): string {
    if (isLong && this.#match(patterns.trimmed) !== undefined) {
      while (this.#match(patterns.alsoTrimmed) !== undefined);
      return '';
    }
    const character = this.#text[this.#at + 1] ?? '';
    const simple = escapes.get(character);
    if (simple !== undefined) {
      this.#at += 2;
      return simple;
    }
    const size = character === 'u' ? 4 : character === 'U' ? 8 : 0;
    const digits = this.#text.slice(this.#at + 2, this.#at + 2 + size);
    if (size === 0 || digits.length < size || !/^[0-9a-fA-F]+$/.test(digits))
      throw this.#wrong('unknown escape sequence');
    const code = Number.parseInt(digits, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw this.#wrong('this is no code point of Unicode');
    this.#at += 2 + size;
    return codePointToUtf8(code);
  }

  #endLine(): void {
    if (this.#match(patterns.lineEnd) === undefined) throw this.#wrong('expected the end of the line');
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    if (found.length > worthCounting) this.#limits?.spend(found.length >> 3);
    return found;
  }

  #take(text: string): boolean {
    const found = this.#text.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  #wrong(problem: string): EvaluationError {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    return new EvaluationError('invalid-argument', `invalid TOML at line ${line}, column ${column}: ${problem}`);
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function readInteger(word: string): number | bigint | undefined {
  if (/^0b[01](?:_?[01])*$/.test(word)) return narrow(BigInt.asIntN(64, BigInt(word.replaceAll('_', ''))));
  const isInteger =
    /^[+-]?(?:0|[1-9](?:_?\d)*)$/.test(word) ||
    /^0x[0-9a-fA-F](?:_?[0-9a-fA-F])*$/.test(word) ||
    /^0o[0-7](?:_?[0-7])*$/.test(word);
  if (!isInteger) return undefined;
  const exact = BigInt(word.replace(/^\+/, '').replaceAll('_', ''));
  return narrow(exact > largest ? largest : exact < -largest - 1n ? -largest - 1n : exact);
}

/** Whether a number is what was written, not the nearest one that there is room for. */
function isExact(word: string, number: number | bigint | NixFloat): boolean {
  const digits = word.replace(/^\+/, '').replaceAll('_', '');
  if (!(number instanceof NixFloat)) {
    return BigInt(number) === (digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits));
  }
  return /inf|nan/.test(word) || Number.isFinite(Number(digits));
}

function narrow(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function readFloat(word: string): NixFloat | undefined {
  const special = /^([+-]?)(inf|nan)$/.exec(word);
  if (special) {
    const size = special[2] === 'inf' ? Number.POSITIVE_INFINITY : Number.NaN;
    if (Number.isNaN(size) && special[1] !== '-') return unsignedNaN;
    return new NixFloat(special[1] === '-' ? -size : size);
  }
  if (!/^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/.test(word)) return undefined;
  const value = Number(word.replaceAll('_', ''));
  return new NixFloat(Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value)));
}
