import type { Limits } from '../limits.ts';
import { convertInPieces } from './convert-in-pieces.ts';

/**
 * A byte string as a Nix string literal that means the same, quotes included, escaped as `nix-instantiate --eval`
 * prints it.
 */
export function escapeString(text: string, limits?: Limits): string {
  return `"${convertInPieces(text, limits, escapePiece)}"`;
}

const escapePiece = (text: string): string => text.replace(/["\\\n\r\t]|\$(?=\{)/g, escapeCharacter);

/** As `escapeString`, but with every `$` escaped: how `nix-instantiate --eval` prints the names of attributes. */
export function escapeName(name: string): string {
  return `"${name.replace(/["\\\n\r\t$]/g, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default:
      return `\\${character}`;
  }
}
