import { InputError, type UserError } from '../../base/diagnostic.ts';
import { sortNames } from '../../base/order.ts';
import { Position, Source } from '../../base/source.ts';
import { EvaluationError } from '../error.ts';
import type { Limits } from '../limits.ts';
import { defaultNixVersion, type Language, languages } from '../nix-version.ts';
import { AttributeSetValue, NixFloat, Shape, type Slot, type Value } from '../value.ts';
import { codePointToUtf8, isUtf8 } from './utf8.ts';

/** A list or set whose end has not been read; `names` has one more entry than `values` while a value is read. */
interface Open {
  readonly names: string[] | undefined;
  /** Where the names are. */
  readonly offsets: number[];
  readonly values: Slot[];
}

/**
 * The value of a JSON text (byte string), as `builtins.fromJSON` has it: of equal names the last one counts;
 * integers from 2⁶³ to 2⁶⁴ are refused (in Nix 2.8 they wrap), and larger ones become floats; a string with a NUL is
 * refused (in Nix 2.8 it ends there). Nesting may be as deep as memory allows. Fails with line and column on anything
 * that RFC 8259 does not allow. O(n), plus sorting of names.
 */
export function parseJson(text: string, language = languages[defaultNixVersion], limits?: Limits): Value {
  return new JsonReader(text, undefined, language, limits).readDocument();
}

/**
 * The same of a file that people write: sets know the places of their attributes in it, a name that is there twice is
 * an error, and so is what is nested beyond all sense.
 * @throws InputError with every doubled name, or with what is no JSON; each with its place
 */
export function parseJsonFile(file: string, text: string): Value {
  const source = new Source(file, text);
  const reader = new JsonReader(text, source);
  const value = reader.readDocument();
  if (reader.doubles.length === 0) return value;
  throw new InputError(
    reader.doubles.map(({ name, offset }) => ({
      severity: 'error',
      code: 'json',
      message: `the name "${name}" is there twice`,
      position: new Position(source, offset),
      hint: 'a reader of JSON takes the last one and drops the others; leave one',
    })),
  );
}

/** So many blanks on end are worth counting. */
const worthCounting = 1000;

/** Lists and objects inside each other in a file; models need ten, and readers of values have a stack. */
const depthLimit = 1000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters in strings
const special = /[\\\x00-\x1f\x80-\xff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters in strings
const plain = /[^"\\\x00-\x1f\x80-\xff]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

class JsonReader {
  readonly #text: string;
  readonly #limits: Limits | undefined;
  #at: number;
  readonly #open: Open[] = [];
  readonly #layouts = new Map<string, Layout>();
  readonly #source: Source | undefined;
  readonly #language: Language;
  /** Names that an object has already; looked for in files only. */
  readonly doubles: { readonly name: string; readonly offset: number }[] = [];

  constructor(text: string, source: Source | undefined, language = languages[defaultNixVersion], limits?: Limits) {
    this.#language = language;
    this.#limits = limits;
    this.#text = text;
    this.#source = source;
    this.#at = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  }

  readDocument(): Value {
    let value = this.#begin();
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      this.#limits?.tick();
      if (value !== undefined) top.values.push(value);
      else if (this.#source !== undefined && this.#open.length > depthLimit) throw this.#tooDeep();
      value = this.#continue(top, value === undefined);
    }
    this.#skipBlanks();
    if (this.#at < this.#text.length) throw this.#wrong('end of the text');
    return value as Value;
  }

  /** Reads a whole scalar, or opens a list or set and returns undefined. */
  #begin(): Value | undefined {
    this.#skipBlanks();
    switch (this.#text[this.#at]) {
      case '[':
        this.#at++;
        this.#open.push({ names: undefined, offsets: [], values: [] });
        return undefined;
      case '{':
        this.#at++;
        this.#open.push({ names: [], offsets: [], values: [] });
        return undefined;
      case '"':
        return this.#untilNul(this.#readText());
      case 't':
        return this.#readWord('true', true);
      case 'f':
        return this.#readWord('false', false);
      case 'n':
        return this.#readWord('null', null);
      default:
        return this.#readNumber();
    }
  }

  /** A text or name; newer Nix refuses those with a NUL, which no Nix string holds. */
  #readText(): string {
    const content = this.#readString();
    if (this.#language.refusesNul && content.includes('\0')) {
      throw this.#wrong('a text without NUL, which no Nix string holds');
    }
    return content;
  }

  /** Nix 2.8 drops what follows a NUL in a text, but not in a name. */
  #untilNul(content: string): string {
    const end = content.indexOf('\0');
    return end < 0 ? content : content.slice(0, end);
  }

  /** What follows inside a list or set: its end (the finished value), or the beginning of the next element. */
  #continue(top: Open, isFirst: boolean): Value | undefined {
    const { names } = top;
    this.#skipBlanks();
    const character = this.#text[this.#at];
    if (character === (names === undefined ? ']' : '}')) {
      this.#at++;
      this.#open.pop();
      return names === undefined ? top.values : this.#makeSet(names, top);
    }
    if (!isFirst) {
      if (character !== ',') throw this.#wrong(names === undefined ? "',' or ']'" : "',' or '}'");
      this.#at++;
      this.#skipBlanks();
    }
    if (names !== undefined) {
      if (this.#text[this.#at] !== '"') throw this.#wrong('a name in quotes');
      if (this.#source !== undefined) top.offsets.push(this.#at);
      names.push(this.#readText());
      this.#skipBlanks();
      if (this.#text[this.#at] !== ':') throw this.#wrong("':'");
      this.#at++;
    }
    return this.#begin();
  }

  #makeSet(names: readonly string[], { offsets, values }: Open): AttributeSetValue {
    // Joined, no name at all would be the same as one that is empty.
    if (names.length === 0) return AttributeSetValue.empty;
    this.#limits?.spend(names.length);
    const { shape, order } = this.#layoutOf(names);
    const slots = order.map(i => values[i] as Slot);
    if (this.#source === undefined) return new AttributeSetValue(shape, slots);
    if (order.length < names.length) this.#noteDoubles(names, offsets);
    const places = order.map(i => offsets[i] as number);
    return new AttributeSetValue(new Shape(shape.names, places, this.#source), slots);
  }

  #layoutOf(names: readonly string[]): Layout {
    // Of large objects, such as the model itself, there are not many with the same names.
    if (names.length > 100) return makeLayout(names);
    const key = names.join(separator);
    let layout = this.#layouts.get(key);
    if (layout === undefined) {
      layout = makeLayout(names);
      this.#layouts.set(key, layout);
    }
    return layout;
  }

  #noteDoubles(names: readonly string[], offsets: readonly number[]): void {
    const seen = new Set<string>();
    names.forEach((name, i) => {
      if (seen.has(name)) this.doubles.push({ name, offset: offsets[i] ?? 0 });
      seen.add(name);
    });
  }

  #readWord<T extends Value>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#wrong('a value');
    this.#at += word.length;
    return value;
  }

  #readNumber(): Value {
    number.lastIndex = this.#at;
    if (!number.test(this.#text)) throw this.#wrong('a value');
    const digits = this.#text.slice(this.#at, number.lastIndex);
    const value = (/[.eE]/.test(digits) ? undefined : readInteger(digits)) ?? readFloat(digits);
    if (value === undefined) throw this.#wrong('a number that a float can hold');
    const isWrapped = typeof value !== 'object' && (value as number | bigint) < 0 && !digits.startsWith('-');
    if (isWrapped && this.#language.refusesOverflow) throw this.#wrong('an integer of 64 bits');
    this.#at += digits.length;
    return value;
  }

  /** The content of the string that starts here, as UTF-8. */
  #readString(): string {
    const start = this.#at + 1;
    const end = this.#text.indexOf('"', start);
    if (end - start > worthCounting) this.#limits?.spend((end - start) >> 8);
    const content = this.#text.slice(start, end);
    if (end < 0 || special.test(content)) return this.#readSpecialString();
    this.#at = end + 1;
    return content;
  }

  #readSpecialString(): string {
    this.#at++;
    let content = '';
    let checkFrom = -1;
    for (;;) {
      this.#limits?.tick();
      plain.lastIndex = this.#at;
      plain.test(this.#text);
      if (plain.lastIndex - this.#at > worthCounting) this.#limits?.spend((plain.lastIndex - this.#at) >> 8);
      content += this.#text.slice(this.#at, plain.lastIndex);
      this.#at = plain.lastIndex;
      const character = this.#text[this.#at];
      if (character === '"') break;
      if (character === undefined) throw this.#wrong(`'"'`);
      if (character === '\\') content += this.#readEscape();
      else if (character < ' ') throw this.#wrong('an escape sequence for this control character');
      else {
        if (checkFrom < 0) checkFrom = this.#at;
        content += character;
        this.#at++;
      }
    }
    if (checkFrom >= 0 && !isUtf8(content, this.#limits)) {
      this.#at = checkFrom;
      throw this.#wrong('UTF-8');
    }
    this.#at++;
    return content;
  }

  #readEscape(): string {
    const character = this.#text[this.#at + 1] ?? '';
    const simple = simpleEscapes.get(character);
    if (simple !== undefined) {
      this.#at += 2;
      return simple;
    }
    if (character !== 'u') throw this.#wrong('an escape sequence of JSON');
    const unit = this.#readUnit();
    if (unit < 0xd800 || unit > 0xdfff) return codePointToUtf8(unit);
    const isPair = unit < 0xdc00 && this.#text.startsWith('\\u', this.#at);
    const low = isPair ? this.#readUnit() : 0;
    if (low < 0xdc00 || low > 0xdfff) throw this.#wrong('the second half of a surrogate pair');
    return codePointToUtf8(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
  }

  /** The four hexadecimal digits after `\u`. */
  #readUnit(): number {
    const digits = this.#text.slice(this.#at + 2, this.#at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#wrong("four hexadecimal digits after '\\u'");
    this.#at += 6;
    return Number.parseInt(digits, 16);
  }

  #skipBlanks(): void {
    const text = this.#text;
    for (let at = this.#at; ; at++) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) {
        if (at - this.#at > worthCounting) this.#limits?.spend((at - this.#at) >> 3);
        this.#at = at;
        return;
      }
    }
  }

  #tooDeep(): UserError {
    const message = `lists and objects are nested more than ${depthLimit} deep`;
    return this.#refuse(message, undefined);
  }

  #refuse(message: string, hint: string | undefined): InputError {
    const position = this.#source && new Position(this.#source, this.#at);
    return new InputError([{ severity: 'error', code: 'json', message, position, hint }]);
  }

  #wrong(expected: string): UserError {
    const found = this.#at < this.#text.length ? `'${this.#text[this.#at]}'` : 'the end';
    if (this.#source !== undefined) {
      return this.#refuse(`this is no JSON: expected ${expected} but found ${found}`, this.#guess());
    }
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    const message = `invalid JSON at line ${line}, column ${column}: expected ${expected} but found ${found}`;
    return new EvaluationError('invalid-argument', message);
  }

  /** What people write that is no JSON, though it is nearly. */
  #guess(): string | undefined {
    const found = this.#text[this.#at] ?? '';
    if (/[\]}]/.test(found) && this.#text.slice(0, this.#at).trimEnd().endsWith(',')) {
      return 'in JSON no comma follows the last element';
    }
    if (/[/#]/.test(found)) return 'JSON has no comments; YAML has';
    return found === "'" ? 'in JSON texts stand between double quotes' : undefined;
  }
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Digits and sign of the longest number below 2⁶⁴. What is longer is not worth the time that it takes to read it. */
const longestInteger = 21;

/** An integer of 64 bits; from 2⁶³ to 2⁶⁴ it wraps; undefined beyond. */
function readInteger(digits: string): number | bigint | undefined {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value + 0; // -0 becomes 0
  if (digits.length > longestInteger) return undefined;
  const exact = BigInt(digits);
  if (exact < -(2n ** 63n) || exact >= 2n ** 64n) return undefined;
  const wrapped = BigInt.asIntN(64, exact);
  return Number.isSafeInteger(Number(wrapped)) ? Number(wrapped) : wrapped;
}

function readFloat(digits: string): NixFloat | undefined {
  const value = Number(digits);
  return Number.isFinite(value) ? new NixFloat(value) : undefined;
}

/** Between names in a key: a character that is no byte. */
const separator = '\u0100';

/**
 * Where the values of an object with certain names, in a certain order, go in the set: shared by all such objects of a
 * text.
 */
interface Layout {
  readonly shape: Shape;
  /** For each name of the shape, the index of its (last) value in the text. */
  readonly order: readonly number[];
}

function makeLayout(names: readonly string[]): Layout {
  const last = new Map(names.map((name, i) => [name, i]));
  const sorted = sortNames(last.keys());
  return { shape: new Shape(sorted), order: sorted.map(name => last.get(name) as number) };
}
