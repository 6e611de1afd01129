import { byteSet, type Expression, singleByte } from './expression.ts';
import { BracketParser } from './parse-bracket.ts';

/**
 * What becomes of a pattern that is wrong: `malformed`, or `too-large` when its repetitions multiply beyond all
 * measure.
 */
export class RegexError extends Error {
  readonly kind: 'malformed' | 'too-large';

  constructor(kind: 'malformed' | 'too-large') {
    super(kind);
    this.kind = kind;
  }
}

/** Numbers above this cannot be counted out; the C++ library gives up at 100,000 states. */
const countLimit = 100_000;

/** Bytes of the longest pattern: one with as many states as the C++ library has is shorter, but for long brackets. */
export const longestPattern = 1 << 20;

/** Everything but NUL, which no Nix string holds. */
const anyByte = byteSet(byte => byte !== 0);

/** A parsed pattern with the number of its groups. */
export interface ParsedRegex {
  readonly expression: Expression;
  readonly groups: number;
}

/**
 * Parses a POSIX extended regular expression, a byte string. As in the C++ library that Nix uses, alternatives may be
 * empty, repetitions may follow each other (`a**`), `^` and `$` are anchors wherever they stand, and only `. [ \ ( ) *
 * + ? { | ^ $` may follow a backslash. Fails with a `RegexError`. O(length of the pattern).
 */
export function parseRegex(pattern: string): ParsedRegex {
  if (pattern.length > longestPattern) throw new RegexError('too-large');
  const parser = new Parser(pattern);
  const expression = parser.parseAlternatives();
  if (!parser.atEnd) throw new RegexError('malformed');
  return { expression, groups: parser.groups };
}

class Parser {
  readonly #pattern: string;
  #position = 0;
  groups = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  get atEnd(): boolean {
    return this.#position === this.#pattern.length;
  }

  parseAlternatives(): Expression {
    const branches = [this.#parseSequence()];
    while (this.#take('|')) branches.push(this.#parseSequence());
    return branches.length === 1 ? (branches[0] as Expression) : { kind: 'either', branches };
  }

  #parseSequence(): Expression {
    const parts: Expression[] = [];
    for (let part = this.#parseTerm(); part !== undefined; part = this.#parseTerm()) parts.push(part);
    return parts.length === 0
      ? { kind: 'empty' }
      : parts.length === 1
        ? (parts[0] as Expression)
        : { kind: 'sequence', parts };
  }

  #parseTerm(): Expression | undefined {
    if (this.#take('^')) return { kind: 'begin' };
    if (this.#take('$')) return { kind: 'end' };
    let term = this.#parseAtom();
    if (term === undefined) return undefined;
    for (;;) {
      if (this.#take('+')) term = { kind: 'again', body: term };
      else {
        const bounds = this.#parseBounds();
        if (bounds === undefined) return term;
        term = { kind: 'repeat', body: term, minimum: bounds[0], maximum: bounds[1] };
      }
    }
  }

  #parseAtom(): Expression | undefined {
    const character = this.#pattern[this.#position];
    if (character === undefined || ')|*+?{'.includes(character)) return undefined;
    this.#position++;
    switch (character) {
      case '.':
        return { kind: 'bytes', set: anyByte };
      case '(':
        return this.#parseGroup();
      case '[':
        return this.#parseBracket();
      case '\\':
        return { kind: 'bytes', set: singleByte(this.#parseEscape()) };
      default:
        return { kind: 'bytes', set: singleByte(character) };
    }
  }

  #parseGroup(): Expression {
    const index = this.groups++;
    const body = this.parseAlternatives();
    if (!this.#take(')')) throw new RegexError('malformed');
    return { kind: 'group', index, body };
  }

  #parseBracket(): Expression {
    const bracket = new BracketParser(this.#pattern, this.#position);
    const set = bracket.parse();
    if (set === undefined) throw new RegexError('malformed');
    this.#position = bracket.position;
    return { kind: 'bytes', set };
  }

  #parseEscape(): string {
    const character = this.#pattern[this.#position++];
    if (character === undefined || !'.[\\()*+?{|^$'.includes(character)) throw new RegexError('malformed');
    return character;
  }

  /** The least and the greatest number of times, when a repetition other than `+` follows. */
  #parseBounds(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    if (!this.#take('{')) return undefined;
    const match = /^([0-9]+)(,([0-9]*))?\}/.exec(this.#pattern.slice(this.#position));
    if (!match) throw new RegexError('malformed');
    const [whole, low, comma, high] = match;
    this.#position += whole.length;
    const minimum = this.#readCount(low);
    const maximum =
      comma === undefined
        ? minimum
        : high === undefined || high === ''
          ? Number.POSITIVE_INFINITY
          : this.#readCount(high);
    if (maximum < minimum) throw new RegexError('malformed');
    if (minimum > countLimit || (maximum > countLimit && Number.isFinite(maximum))) throw new RegexError('too-large');
    return [minimum, maximum];
  }

  /** Counts that do not fit 32 bits are malformed, larger ones that do are left to the limit on size. */
  #readCount(digits: string | undefined): number {
    const count = Number(digits);
    if (count > 0x7fff_ffff) throw new RegexError('malformed');
    return count;
  }

  #take(character: string): boolean {
    if (this.#pattern[this.#position] !== character) return false;
    this.#position++;
    return true;
  }
}
