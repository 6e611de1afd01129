// `!` is used for reads of typed arrays only.
import { Position, type Source } from '../../base/source.ts';
import type { Limits } from '../limits.ts';
import { Lexer } from './lex.ts';
import { describeCharacter, hintFor } from './strange-character.ts';
import * as T from './token.ts';

/**
 * The lexer with what every rule of the grammar needs: passing over tokens that must be there, and refusing others in a
 * helpful sentence.
 */
export class TokenReader extends Lexer {
  /** What the parser counts in. */
  protected readonly limits: Limits | undefined;

  constructor(source: Source, limits: Limits | undefined) {
    super(source, limits);
    this.limits = limits;
  }

  /** Passes over a token that must be here. */
  expect(token: number, behind: string, hint?: string): void {
    if (this.token !== token) this.unexpected(`${T.TOKEN_NAMES[token]} behind ${behind}`, hint);
    this.next();
  }

  /** Passes over the closing bracket of what was opened at `open`. */
  close(token: number, open: number, orElse: string | undefined): void {
    if (this.token !== token) {
      const expected = T.TOKEN_NAMES[token] as string;
      if (token === T.PAREN_CLOSE && this.token === T.COMMA) {
        this.unexpected(`${orElse} or ${expected}`, 'the arguments of a function are separated by blanks: f a b');
      }
      this.unexpected(orElse === undefined ? expected : `${orElse} or ${expected}`, undefined, open);
    }
    this.next();
  }

  /** Refuses the current token. With `open`, the hint names the bracket that is not closed. */
  unexpected(expected: string, hint?: string, open?: number): never {
    const opened =
      open === undefined
        ? undefined
        : `the ${this.text.startsWith('${', open) ? "'${'" : `'${this.text[open]}'`} at ${new Position(this.source, open).toString()} is not closed`;
    this.fail(`expected ${expected}, found ${this.#found()}`, this.start, this.#strangeHint() ?? hint ?? opened);
  }

  #found(): string {
    switch (this.token) {
      case T.IDENTIFIER:
        return `the identifier '${this.name}'`;
      case T.INTEGER:
      case T.FLOAT:
        return `the number ${this.word()}`;
      case T.INVALID:
        return describeCharacter(this.word());
      default:
        return T.TOKEN_NAMES[this.token] as string;
    }
  }

  #strangeHint(): string | undefined {
    return this.token === T.INVALID ? hintFor(this.word()) : undefined;
  }

  /** The current token as written. */
  word(): string {
    let { end } = this;
    // A character beyond ASCII is several bytes: show all of it.
    if (this.token === T.INVALID && this.bytes[this.start]! >= 0xc0) while ((this.bytes[end]! & 0xc0) === 0x80) end++;
    return this.text.slice(this.start, end);
  }

  noExpression(): never {
    const { token } = this;
    if (token === T.IF || token === T.WITH || token === T.ASSERT) {
      this.fail(`this ${T.TOKEN_NAMES[token]} must be put in parentheses`, this.start);
    }
    const isXml = this.start === 0 && this.text.startsWith('<?xml');
    return this.unexpected('an expression', isXml ? 'this is XML, which only models may be' : undefined);
  }

  badListItem(open: number): never {
    const operator = this.token >= T.FIRST_OPERATOR && this.token <= T.QUESTION;
    if (this.token === T.COMMA)
      return this.unexpected("an element of the list or ']'", 'only blanks stand between the elements of a list');
    const hint =
      operator || this.token === T.COLON || this.token === T.IF || this.token === T.WITH || this.token === T.ASSERT
        ? 'an element of a list that is an operation or a function must be put in parentheses'
        : undefined;
    return this.unexpected("an element of the list or ']'", hint, open);
  }

  badBinding(end: number, open: number): never {
    if (this.token === T.UPDATE) {
      this.unexpected(
        `an attribute name or ${T.TOKEN_NAMES[end]}`,
        'a comment begins with # or stands between /* and */',
      );
    }
    const keyword =
      this.token >= T.REC && this.token <= T.IN && /^\s*[=.]/.test(this.text.slice(this.end, this.end + 99));
    const hint = keyword ? `a keyword must be quoted to be an attribute name: "${this.word()}"` : undefined;
    const opened = end === T.IN ? this.withoutIn(open) : undefined;
    return this.unexpected(`an attribute name, 'inherit' or ${T.TOKEN_NAMES[end]}`, hint ?? opened, open);
  }

  /** The hint for a `let` that ends too early. */
  withoutIn(open: number): string {
    return `the 'let' at ${new Position(this.source, open).toString()} has no 'in'`;
  }

  /**
   * The value of a binding is not followed by `;`. Told where that is missing, which is often a line before the token
   * that is too much.
   */
  missingSemicolon(nameStart: number, nameEnd: number): never {
    const name = this.text.slice(nameStart, nameEnd);
    const isArrow = this.token === T.ASSIGN && this.bytes[this.end] === 62; /* > */
    if (isArrow) this.unexpected("an operator or ';'", 'a function is written x: ...');
    const end = this.#endOfValue();
    const found = this.token === T.ASSIGN && end !== this.previousEnd ? 'the next binding' : this.#found();
    const strange = this.#strangeHint();
    const place = strange === undefined && this.text.slice(end, this.start).includes('\n') ? end : this.start;
    const binding = `the binding of ${name} at ${new Position(this.source, nameStart).toString()}`;
    this.fail(`expected an operator or ';', found ${found}`, place, strange ?? `${binding} is not ended by ';'`);
  }

  /** Behind the last token of the value; a name before `=` is no part of it, though it was read as an argument. */
  #endOfValue(): number {
    if (this.token !== T.ASSIGN) return this.previousEnd;
    const before = /\s(?:[\w.'-]+|"[^"\n]*")$/.exec(
      this.text.slice(Math.max(0, this.previousEnd - 200), this.previousEnd),
    );
    if (before === null) return this.previousEnd;
    let end = this.previousEnd - before[0].length;
    while (end > 0 && /\s/.test(this.text[end - 1] as string)) end--;
    return end;
  }
}
