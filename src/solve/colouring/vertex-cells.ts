/**
 * What DSATUR knows of each vertex, side by side in memory: on large sparse graphs nearly all of its time goes into
 * fetching these from memory, so each vertex has one cell of two numbers rather than a place in several arrays.
 *
 *   0  a bit for each of the colours 0 … 31 that it sees
 *   1  free: neighbours not yet coloured
 *
 * Once it is coloured itself these are its saturation at that time, and -1 - its colour.
 *
 * Its saturation is the number of these bits, plus, where a graph needs more than 32 colours, a count of higher colours
 * seen. Those have bits as far as the vertex's degree asks for; colours above its degree can never be its own, and
 * whether it sees them is kept in a hash table.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import { countBits } from './count-bits.ts';
import { PairSet } from './pair-set.ts';

/** For each vertex the colours that it sees and the neighbours that it has left. */
export class VertexCells {
  readonly #cells: Int32Array;
  readonly #offsets: Int32Array;
  #high: HighColours | undefined;

  constructor({ vertexCount, offsets }: Adjacency) {
    const cells = new Int32Array(2 * vertexCount);
    for (let v = 0; v < vertexCount; v++) cells[2 * v + 1] = offsets[v + 1]! - offsets[v]!;
    this.#cells = cells;
    this.#offsets = offsets;
  }

  /** -1 for a coloured vertex. */
  saturationOf(v: number): number {
    if (this.#cells[2 * v + 1]! < 0) return -1;
    const low = countBits(this.#cells[2 * v]!);
    return this.#high === undefined ? low : low + this.#high.counts[v]!;
  }

  freeOf(v: number): number {
    return this.#cells[2 * v + 1]!;
  }

  /**
   * Colours `v`; what was kept of it is no longer needed, and its cell keeps the colour and the saturation that it had.
   */
  close(v: number, colour: number, saturation: number): void {
    this.#cells[2 * v] = saturation;
    this.#cells[2 * v + 1] = -1 - colour;
  }

  /** The colours of all vertices, and the saturation of each when it was closed. */
  read(): { readonly colours: Int32Array; readonly saturation: Int32Array } {
    const cells = this.#cells;
    const colours = new Int32Array(cells.length / 2);
    const saturation = new Int32Array(cells.length / 2);
    for (let v = 0; v < colours.length; v++) {
      saturation[v] = cells[2 * v]!;
      colours[v] = -1 - cells[2 * v + 1]!;
    }
    return { colours, saturation };
  }

  /**
   * A neighbour of `v` got this colour. The saturation reached if `v` is uncoloured and did not see it yet; else -1.
   */
  seeColour(v: number, colour: number): number {
    const cells = this.#cells;
    const cell = 2 * v;
    const free = cells[cell + 1]!;
    if (free < 0) return -1;
    cells[cell + 1] = free - 1;
    if (colour < 32) {
      const bits = cells[cell]!;
      const seen = bits | (1 << colour);
      if (seen === bits) return -1;
      cells[cell] = seen;
    } else {
      this.#high ??= new HighColours(this.#offsets);
      if (!this.#high.add(v, colour)) return -1;
    }
    return this.saturationOf(v);
  }

  /** The least colour that `v` does not see. */
  leastFreeColour(v: number): number {
    const bits = ~this.#cells[2 * v]!;
    if (bits !== 0) return 31 - Math.clz32(bits & -bits);
    return this.#high === undefined ? 32 : this.#high.leastFree(v);
  }
}

/** The colours from 32 on that each vertex sees. */
class HighColours {
  /** How many of them each vertex sees. */
  readonly counts: Int32Array;
  readonly #starts: Int32Array;
  readonly #bits: Int32Array;
  readonly #beyond = new PairSet();

  constructor(offsets: Int32Array) {
    const vertexCount = offsets.length - 1;
    const starts = new Int32Array(vertexCount + 1);
    for (let v = 0; v < vertexCount; v++) starts[v + 1] = starts[v]! + ((offsets[v + 1]! - offsets[v]!) >> 5);
    this.counts = new Int32Array(vertexCount);
    this.#starts = starts;
    this.#bits = new Int32Array(starts[vertexCount]!);
  }

  /** False when `v` was known to see it. */
  add(v: number, colour: number): boolean {
    const word = this.#starts[v]! + (colour >> 5) - 1;
    if (word >= this.#starts[v + 1]!) {
      if (!this.#beyond.add(v, colour)) return false;
    } else {
      const bits = this.#bits[word]!;
      const seen = bits | (1 << (colour & 31));
      if (seen === bits) return false;
      this.#bits[word] = seen;
    }
    this.counts[v]!++;
    return true;
  }

  /** The least one that `v` does not see, given that it sees all below 32: at most its degree, so among its bits. */
  leastFree(v: number): number {
    let word = this.#starts[v]!;
    const stop = this.#starts[v + 1]!;
    while (word < stop && this.#bits[word] === -1) word++;
    const bits = word < stop ? ~this.#bits[word]! : 1;
    return 32 + ((word - this.#starts[v]!) << 5) + 31 - Math.clz32(bits & -bits);
  }
}
