/**
 * Reads graphs in the DIMACS colouring format (`.col`), as the files of the second DIMACS challenge (1993) and their
 * successors have it, quirks included:
 *
 *   c any comment, anywhere            p edge N M (also: p col, p edges; M is often wrong and not relied on)
 *   e U V  an edge, from 1             n V W, d.., v.., x..  other descriptors: skipped
 *
 * An edge may be listed in both directions, twice, or as a loop (all left out by `buildAdjacency`, which counts them);
 * lines may end in blanks, carriage returns, or at the end of the file.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { InputError } from '../../base/diagnostic.ts';
import { type Adjacency, buildAdjacency } from '../graph/adjacency.ts';

const newline = 10;
const carriageReturn = 13;
const limit = 2 ** 26;

/**
 * The graph in `bytes`; `name` stands in messages. Throws `InputError` with every wrong line (the first twenty) and its
 * line number. O(n + m) time, one pass over the bytes.
 */
export function readDimacs(bytes: Uint8Array, name: string): Adjacency {
  const reader = new DimacsReader(bytes, name);
  return reader.read();
}

class DimacsReader {
  readonly #bytes: Uint8Array;
  readonly #name: string;
  readonly #errors: Diagnostic[] = [];
  #at = 0;
  #line = 1;
  #vertexCount = -1;
  #edges = 0;
  #from = new Int32Array(1024);
  #to = new Int32Array(1024);

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#name = name;
  }

  read(): Adjacency {
    // A byte order mark before the first line is no part of it.
    if (this.#bytes[0] === 0xef && this.#bytes[1] === 0xbb && this.#bytes[2] === 0xbf) this.#at = 3;
    while (this.#at < this.#bytes.length) {
      this.#readLine();
      this.#skipLine();
    }
    if (this.#vertexCount < 0 && this.#errors.length === 0) {
      this.#line = 1;
      this.#report('there is no problem line', 'a line "p edge VERTICES EDGES" must come before the edges');
    }
    if (this.#errors.length > 0) throw new InputError(this.#errors);
    return buildAdjacency(this.#vertexCount, this.#from, this.#to, this.#edges);
  }

  /** Behind the end of the line: a newline, a carriage return, or both, as any system writes it. */
  #skipLine(): void {
    while (this.#at < this.#bytes.length && !this.#isAtLineEnd()) this.#at++;
    if (this.#bytes[this.#at] === carriageReturn && this.#bytes[this.#at + 1] === newline) this.#at++;
    this.#at++;
    this.#line++;
  }

  #isAtLineEnd(): boolean {
    const byte = this.#bytes[this.#at];
    return byte === newline || byte === carriageReturn;
  }

  #readLine(): void {
    this.#skipBlanks();
    switch (String.fromCharCode(this.#bytes[this.#at] ?? newline)) {
      case 'e':
      case 'a':
        this.#at++;
        this.#readEdge();
        break;
      case 'p':
        this.#at++;
        this.#readProblem();
        break;
      case 'c':
      case 'n':
      case 'd':
      case 'v':
      case 'x':
      case '\n':
      case '\r':
        break;
      default:
        this.#report('this line is none of the format', 'lines begin with "c", "p edge" or "e"');
    }
  }

  #readProblem(): void {
    if (this.#vertexCount >= 0) {
      this.#report('a second problem line', 'one file holds one graph');
      return;
    }
    this.#skipBlanks();
    const start = this.#at;
    while ((this.#bytes[this.#at] ?? newline) > 32) this.#at++;
    const kind = String.fromCharCode(...this.#bytes.subarray(start, Math.min(this.#at, start + 20)));
    if (!['edge', 'edges', 'col', 'sp'].includes(kind)) {
      this.#report(`the problem is of kind "${kind}", not a graph`, 'expected "p edge VERTICES EDGES"');
      this.#vertexCount = 0;
      return;
    }
    const vertices = this.#readNumber();
    const edges = this.#readNumber();
    if (vertices < 0 || vertices > limit) {
      this.#report('the number of vertices is not a number up to 67108864', 'expected "p edge VERTICES EDGES"');
    }
    this.#vertexCount = Math.max(0, vertices);
    // The edge count only sizes the arrays: many published files have it wrong.
    if (edges > 0 && edges <= this.#bytes.length / 4) {
      this.#from = new Int32Array(edges);
      this.#to = new Int32Array(edges);
    }
  }

  #readEdge(): void {
    const a = this.#readNumber();
    const b = this.#readNumber();
    if (this.#vertexCount < 0) {
      this.#report('an edge before the problem line', 'a line "p edge VERTICES EDGES" must come before the edges');
      this.#vertexCount = limit;
    }
    if (a < 0 || b < 0) this.#report('an edge needs two vertex numbers', 'expected "e VERTEX VERTEX"');
    else if (a < 1 || a > this.#vertexCount || b < 1 || b > this.#vertexCount) {
      const wrong = a < 1 || a > this.#vertexCount ? a : b;
      this.#report(`vertex ${wrong} does not exist`, `vertices are numbered from 1 to ${this.#vertexCount}`);
    } else {
      if (this.#edges === this.#from.length) this.#widen();
      this.#from[this.#edges] = a - 1;
      this.#to[this.#edges++] = b - 1;
    }
  }

  /** The number at this place of the line, or -1 where there is none. */
  #readNumber(): number {
    this.#skipBlanks();
    const bytes = this.#bytes;
    const start = this.#at;
    let value = 0;
    let at = start;
    for (; at < bytes.length; at++) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.#at = at;
    const ends = at >= bytes.length || bytes[at]! <= 32;
    return at > start && ends && value <= 2 ** 31 ? value : -1;
  }

  #skipBlanks(): void {
    const bytes = this.#bytes;
    while (this.#at < bytes.length && (bytes[this.#at] === 32 || bytes[this.#at] === 9)) this.#at++;
  }

  #widen(): void {
    const grow = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const wider = new Int32Array(2 * array.length + 16);
      wider.set(array);
      return wider;
    };
    this.#from = grow(this.#from);
    this.#to = grow(this.#to);
  }

  #report(message: string, hint: string): void {
    if (this.#errors.length >= 20) return;
    this.#errors.push({
      severity: 'error',
      code: 'dimacs',
      message: `${message} (line ${this.#line})`,
      file: `${this.#name}:${this.#line}`,
      hint,
    });
  }
}
