import { EvaluationError } from './error.ts';

/** Pieces that are joined at a time. */
const batch = 1 << 14;

/** Bytes of a piece that is not worth copying. */
const large = 1 << 10;

/** The longest string of JavaScript, in bytes of ours. */
export const longestText = 2 ** 29 - 24;

/**
 * A text that is made of many small pieces. Joined now and then: an array of all of them would be longer than arrays
 * can be before the text is too long.
 */
export class TextBuilder {
  #pieces: string[] = [];
  #text = '';

  /** @throws EvaluationError for a text longer than any string */
  add(...pieces: readonly string[]): void {
    for (const piece of pieces) {
      if (piece.length >= large) this.#append(piece);
      else this.#pieces.push(piece);
    }
    if (this.#pieces.length > batch) this.#join();
  }

  finish(): string {
    this.#join();
    return this.#text;
  }

  /** Large pieces are not copied: JavaScript strings share them. */
  #append(piece: string): void {
    this.#join();
    this.#extend(piece);
  }

  #join(): void {
    if (this.#pieces.length === 0) return;
    const joined = this.#pieces.join('');
    this.#pieces = [];
    this.#extend(joined);
  }

  #extend(more: string): void {
    if (this.#text.length + more.length > longestText) {
      const message = `a text grows longer than ${longestText} bytes, the most that there can be`;
      throw new EvaluationError('out-of-memory', message);
    }
    this.#text += more;
  }
}
