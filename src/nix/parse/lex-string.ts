// `!` is used for reads of typed arrays only.
import type { Lexer } from './lex.ts';
import { END, INTERPOLATION, STRING_END } from './token.ts';

/**
 * The text of a `"…"` string from the lexer's end on, escapes resolved. Afterwards the current token is what stopped
 * it: INTERPOLATION, STRING_END or END. `$${` is text, and a line end is a line feed, however it is written.
 */
export function readStringPart(lexer: Lexer): string {
  const { bytes, text } = lexer;
  let i = lexer.end;
  let from = i;
  let result = '';
  for (;;) {
    const c = bytes[i]!;
    if (c === 34 /* " */) {
      stopAt(lexer, STRING_END, i, 1);
      break;
    }
    if (c === 92 /* \ */ && i + 1 < lexer.length) {
      result += text.slice(from, i) + escapeOf(text, i + 1);
      i += 2;
      from = i;
    } else if (c === 36 /* $ */) {
      const after = bytes[i + 1]!;
      if (after === 123 /* { */) {
        stopAt(lexer, INTERPOLATION, i, 2);
        break;
      }
      i += after === 36 /* $ */ ? 2 : 1;
    } else if (c === 13 /* CR */) {
      result += `${text.slice(from, i)}\n`;
      i += bytes[i + 1] === 10 ? 2 : 1;
      from = i;
    } else if (c === 0 || c === 92) {
      if (i + 1 < lexer.length) lexer.fail('a zero byte is not allowed in a string', i);
      stopAt(lexer, END, lexer.length, 0);
      break;
    } else i++;
  }
  return from === i ? result : result + text.slice(from, i);
}

/**
 * One piece of a `''…''` string: a text (with the indentation still in it), an escaped text, or none (`undefined`) at
 * what stopped it.
 */
export function readIndentedPart(lexer: Lexer): { readonly text: string; readonly escaped: boolean } | undefined {
  const { bytes, text } = lexer;
  const start = lexer.end;
  let i = start;
  for (;;) {
    const c = bytes[i]!;
    const after = bytes[i + 1]!;
    if (c === 36 /* $ */) {
      if (after === 123 /* { */ || after === 39 /* ' */) break;
      i += 2;
    } else if (c === 39 /* ' */) {
      if (after === 39 || after === 36) break;
      i += 2;
    } else if (c === 0) break;
    else i++;
  }
  if (i >= lexer.length) {
    stopAt(lexer, END, lexer.length, 0);
    return undefined;
  }
  if (i > start) return piece(lexer, text.slice(start, i), i, false);
  if (bytes[i] === 0) lexer.fail('a zero byte is not allowed in a string', i);
  if (bytes[i] === 36) {
    if (bytes[i + 1] === 39) return piece(lexer, '$', i + 1, true);
    stopAt(lexer, INTERPOLATION, i, 2);
    return undefined;
  }
  if (bytes[i + 1] !== 39) return piece(lexer, "'", i + 1, true);
  switch (bytes[i + 2]) {
    case 36: // ''$
      return piece(lexer, '$', i + 3, true);
    case 39: // '''
      return piece(lexer, "''", i + 3, true);
    case 92: // ''\
      if (i + 3 >= lexer.length) break;
      return piece(lexer, escapeOf(text, i + 3), i + 4, true);
  }
  stopAt(lexer, STRING_END, i, 2);
  return undefined;
}

function piece(lexer: Lexer, text: string, end: number, escaped: boolean): { text: string; escaped: boolean } {
  lexer.end = end;
  return { text, escaped };
}

function stopAt(lexer: Lexer, token: number, start: number, length: number): void {
  lexer.token = token;
  lexer.start = start;
  lexer.end = start + length;
}

/** What the byte behind a backslash stands for. */
function escapeOf(text: string, i: number): string {
  switch (text.charCodeAt(i)) {
    case 110:
      return '\n';
    case 114:
      return '\r';
    case 116:
      return '\t';
    default:
      return text[i] as string;
  }
}
