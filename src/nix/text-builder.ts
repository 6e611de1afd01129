import { outOfMemory } from './limits.ts';

/** Pieces that are joined at a time. */
const batch = 1 << 14;

/** The longest string of JavaScript, in bytes of ours. */
const longestText = 2 ** 29 - 24;

/**
 * A text that is made of many small pieces. Joined now and then: an array of all of them would be longer than arrays
 * can be before the text is too long.
 */
export class TextBuilder {
  #pieces: string[] = [];
  #text = '';

  /** @throws EvaluationError for a text longer than any string */
  add(...pieces: readonly string[]): void {
    for (const piece of pieces) this.#pieces.push(piece);
    if (this.#pieces.length > batch) this.#join();
  }

  finish(): string {
    this.#join();
    return this.#text;
  }

  #join(): void {
    let length = this.#text.length;
    for (const piece of this.#pieces) length += piece.length;
    if (length > longestText) throw outOfMemory(`a text grows longer than ${longestText} bytes, the most there can be`);
    this.#text += this.#pieces.join('');
    this.#pieces = [];
  }
}
