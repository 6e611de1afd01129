import { Position } from '../../base/source.ts';
import { findLongString } from './find-culprit.ts';
import { readIndentedPart, readStringPart } from './lex-string.ts';
import { type IndentedPiece, stripIndentation } from './strip-indentation.ts';
import type { Expression } from './syntax.ts';
import * as T from './token.ts';
import { TokenReader } from './token-reader.ts';

/** The rules for strings and paths: literals with expressions inside. */
export abstract class StringParser extends TokenReader {
  abstract parseExpression(): Expression;
  /** Where the innermost `${` is that is being read. */
  #interpolationAt: number | undefined;

  protected string(): Expression {
    const at = this.start;
    const parts: (string | Expression)[] = [];
    let text = readStringPart(this);
    while (this.token === T.INTERPOLATION) {
      if (text !== '') parts.push(text);
      parts.push(this.interpolation());
      text = readStringPart(this);
    }
    if (this.token === T.END) this.#notClosed(at, '"');
    this.next();
    if (parts.length === 0) return { kind: 'string', at, value: text };
    if (text !== '') parts.push(text);
    return { kind: 'template', at, parts };
  }

  protected indentedString(): Expression {
    const at = this.start;
    const pieces: IndentedPiece[] = [];
    for (;;) {
      const piece = readIndentedPart(this);
      if (piece !== undefined) pieces.push(piece);
      else if (this.token === T.INTERPOLATION) pieces.push(this.interpolation());
      else break;
    }
    if (this.token === T.END) this.#notClosed(at, "''");
    this.next();
    const [piece] = pieces;
    if (pieces.length === 1 && piece !== undefined && 'kind' in piece && piece.kind === 'string')
      return { ...piece, at };
    const parts = stripIndentation(pieces, this.limits);
    const [text = ''] = parts;
    // To Nix several pieces are a sum, even when all are texts: no literal.
    if (pieces.length > 1 || typeof text !== 'string') return { kind: 'template', at, parts };
    return { kind: 'string', at, value: text };
  }

  #notClosed(at: number, quote: string): never {
    const open = this.#interpolationAt;
    const inside =
      open === undefined
        ? ''
        : `, or is a '}' missing behind the '${'${'}' at ${new Position(this.source, open).toString()}?`;
    const hint = findLongString(this.source, at) ?? `a string that begins with ${quote} ends with ${quote}${inside}`;
    return this.fail('this string is not closed', at, hint);
  }

  /** The expression of `${ … }`; the lexer then stands behind the brace, with no token read. */
  private interpolation(): Expression {
    const open = this.start;
    const outer = this.#interpolationAt;
    this.#interpolationAt = open;
    this.next();
    const expression = this.parseExpression();
    this.#interpolationAt = outer;
    if (this.token !== T.BRACE_CLOSE) this.unexpected("an operator or '}'", undefined, open);
    return expression;
  }

  protected path(): Expression {
    const at = this.start;
    const { bytes } = this;
    const parts: (string | Expression)[] = [];
    let from = at;
    let i = bytes[at] === 126 /* ~ */ ? at + 1 : at;
    let pieces = 0;
    for (;;) {
      const end = this.endOfPathPart(i);
      if (end > i) {
        i = end;
        pieces++;
        continue;
      }
      const interpolated = bytes[i] === 36 /* $ */ && bytes[i + 1] === 123; /* { */
      // Nix takes a doubled slash from the first interpolation on, and one just before it.
      if (parts.length === 0 && pieces > (interpolated ? 2 : 1)) this.fail("'//' is not allowed in a path", at);
      if (!interpolated) break;
      if (i > from) parts.push(this.text.slice(from, i));
      this.start = i;
      this.end = i + 2;
      parts.push(this.interpolation());
      i = this.end;
      from = i;
    }
    if (i > from) {
      if (bytes[i - 1] === 47) this.fail('a path must not end with a slash', at, `write ${this.text.slice(at, i - 1)}`);
      parts.push(this.text.slice(from, i));
    }
    this.end = i;
    this.next();
    return { kind: 'path', at, parts };
  }
}
