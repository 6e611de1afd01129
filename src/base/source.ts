import { lowerBound } from './search.ts';

/** A text that was read, with the name that messages show for it. `text` and `name` are byte strings. */
export class Source {
  readonly name: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** Line and column, both counted from 1, of a byte offset. O(log lines) after the first call. */
  lineAndColumn(offset: number): { line: number; column: number } {
    this.#lineStarts ??= startsOfLines(this.text);
    // The first line starts at 0, so at least one start is not after the offset.
    const line = Math.max(1, lowerBound(this.#lineStarts, offset + 1));
    return { line, column: offset - (this.#lineStarts[line - 1] ?? 0) + 1 };
  }

  /** The text of a line (counted from 1), without its line end. */
  line(number: number): string {
    this.#lineStarts ??= startsOfLines(this.text);
    const start = this.#lineStarts[number - 1];
    if (start === undefined) return '';
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
  }
}

/** A place in a source: a byte offset from 0. */
export class Position {
  readonly source: Source;
  readonly offset: number;

  constructor(source: Source, offset: number) {
    this.source = source;
    this.offset = offset;
  }

  get line(): number {
    return this.source.lineAndColumn(this.offset).line;
  }

  get column(): number {
    return this.source.lineAndColumn(this.offset).column;
  }

  /** `file:line:column`, as editors understand it. */
  toString(): string {
    const { line, column } = this.source.lineAndColumn(this.offset);
    return `${this.source.name}:${line}:${column}`;
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
