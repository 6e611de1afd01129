import { Position, type Source } from './source.ts';

/** From offsets in UTF-16 units, as libraries count them, to places in the bytes of a text. */
export class TextPlaces {
  readonly source: Source;
  readonly #text: string;
  /** Unit → byte; made only where a text is not ASCII. */
  #bytes: Uint32Array | undefined;

  /** @param text the source's text, decoded */
  constructor(source: Source, text: string) {
    this.source = source;
    this.#text = text;
  }

  at(unit: number): Position {
    return new Position(this.source, this.offset(unit));
  }

  offset(unit: number): number {
    const end = this.source.text.length;
    if (end === this.#text.length) return Math.min(unit, end);
    this.#bytes ??= countBytes(this.#text);
    return this.#bytes[unit] ?? end;
  }
}

function countBytes(text: string): Uint32Array {
  const bytes = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Each half of a surrogate pair stands for two of its four bytes.
    const isHalf = code >= 0xd800 && code < 0xe000;
    bytes[i + 1] = (bytes[i] ?? 0) + (code < 0x80 ? 1 : code < 0x800 || isHalf ? 2 : 3);
  }
  return bytes;
}
