import type { Limits } from '../limits.ts';
import type { Expression } from './syntax.ts';

/** A piece of an indented string as read: text, an escape (which counts as no indentation), or an interpolation. */
export type IndentedPiece = { readonly text: string; readonly escaped: boolean } | Expression;

/**
 * The parts of a `''…''` string without its common indentation, neighbouring texts joined, as Nix does it: the smallest
 * number of spaces at the start of any line that holds more than spaces is taken off every line, and a last line of
 * nothing but spaces goes. Only spaces count; a tab or a carriage return is content. Linear time.
 */
export function stripIndentation(pieces: readonly IndentedPiece[], limits?: Limits): readonly (string | Expression)[] {
  const indentation = smallestIndentation(pieces, limits);
  const parts: (string | Expression)[] = [];
  let joined = '';
  let atLineStart = true;
  let dropped = 0;
  pieces.forEach((piece, index) => {
    if (!isText(piece)) {
      if (joined !== '') parts.push(joined);
      joined = '';
      parts.push(piece);
      atLineStart = false;
      dropped = 0;
      return;
    }
    let stripped = '';
    let from = 0;
    const { text } = piece;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10) {
        limits?.tick();
        atLineStart = true;
        dropped = 0;
      } else if (atLineStart && c === 32) {
        if (dropped++ < indentation) {
          stripped += text.slice(from, i);
          from = i + 1;
        }
      } else if (atLineStart) {
        atLineStart = false;
        dropped = 0;
      }
    }
    stripped += text.slice(from);
    joined += index === pieces.length - 1 ? withoutBlankLastLine(stripped) : stripped;
  });
  if (joined !== '') parts.push(joined);
  return parts;
}

function isText(piece: IndentedPiece): piece is { readonly text: string; readonly escaped: boolean } {
  return 'escaped' in piece;
}

/** Infinity when no line holds more than spaces. */
function smallestIndentation(pieces: readonly IndentedPiece[], limits: Limits | undefined): number {
  let atLineStart = true;
  let smallest = Infinity;
  let current = 0;
  const endIndentation = (): void => {
    if (atLineStart) smallest = Math.min(smallest, current);
    atLineStart = false;
  };
  for (const piece of pieces) {
    if (!isText(piece) || piece.escaped) {
      endIndentation();
      continue;
    }
    for (let i = 0; i < piece.text.length; i++) {
      const c = piece.text.charCodeAt(i);
      if (c === 10) {
        limits?.tick();
        atLineStart = true;
        current = 0;
      } else if (atLineStart && c === 32) current++;
      else endIndentation();
    }
  }
  return smallest;
}

/** The last line goes when it is nothing but spaces; its line end stays. */
function withoutBlankLastLine(text: string): string {
  let i = text.length;
  while (i > 0 && text.charCodeAt(i - 1) === 32) i--;
  return i > 0 && text.charCodeAt(i - 1) === 10 ? text.slice(0, i) : text;
}
