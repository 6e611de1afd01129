import { Position, type Source } from '../../base/source.ts';

/** A place in a text that is read from its beginning (behind a byte order mark) to its end. */
export class TextCursor {
  readonly text: string;
  /** The offset of what is read next. */
  at: number;
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
    this.text = source.text;
    this.at = source.text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  }

  /** The position of what is read next, or of what is at another offset. */
  here(at = this.at): Position {
    return new Position(this.#source, at);
  }

  /** Reads what matches here, undefined for nothing. @param pattern a sticky one */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return undefined;
    const found = this.text.slice(this.at, pattern.lastIndex);
    this.at = pattern.lastIndex;
    return found;
  }

  /** Whether this character is here; then it is read. */
  take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}
