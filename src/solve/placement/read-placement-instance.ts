import { Findings } from '../../base/findings.ts';
import { Position, Source } from '../../base/source.ts';
import { CandidateLists, type PlacementInstance, sortEdges } from './placement-instance.ts';

const mostFindings = 20;
/** No real instance has more, and arrays of this size still fit. */
const most = 50_000_000;

/** Sums of weights stay exact up to here, with room for the solvers to double them. */
const mostWeight = 2 ** 50;

/** What the user calls nodes, labels and edges. */
export interface InstanceWords {
  readonly node: string;
  readonly nodes: string;
  readonly labels: string;
  readonly edge: string;
  readonly anEdge: string;
  readonly edges: string;
}

/**
 * Reads a plain placement instance:
 *
 *     n k m
 *     c h1 ... hc        (n lines: the candidates of node 0, 1, ...; labels are numbered from 0)
 *     u v w              (m lines: an edge between the nodes u and v of weight w, a whole number from 1 on)
 *
 * Blank lines are skipped. Doubles among candidates count once, edges of a node to itself not at all, weights between
 * the same two nodes add up. A node without candidates (c = 0) is read as such. `words`: how messages call all this.
 * @throws InputError with all that is wrong, at most `mostFindings` of it. O(length of the text).
 */
export function readPlacementInstance(
  name: string,
  text: string,
  words: InstanceWords = {
    node: 'node',
    nodes: 'nodes',
    labels: 'labels',
    edge: 'edge',
    anEdge: 'an edge',
    edges: 'edges',
  },
): PlacementInstance {
  const reader = new LineReader(name, text, words);
  const [nodeCount = 0, labelCount = 0, edgeCount = 0] = reader.readHeader();
  const lists = new CandidateLists();
  const listOf = new Int32Array(nodeCount);
  for (let v = 0; v < nodeCount && !reader.isHopeless; v++) listOf[v] = lists.intern(reader.readList(v, labelCount));
  const us = new Int32Array(edgeCount);
  const vs = new Int32Array(edgeCount);
  const weights = new Float64Array(edgeCount);
  for (let e = 0; e < edgeCount && !reader.isHopeless; e++) {
    const [u = 0, v = 0, weight = 0] = reader.readEdge(e, nodeCount);
    us[e] = u;
    vs[e] = v;
    weights[e] = weight;
  }
  reader.finish(weights);
  return {
    nodeCount,
    labelCount,
    listOf,
    ...lists.toArrays(),
    ...sortEdges(nodeCount, us, vs, weights),
    previous: new Int32Array(nodeCount).fill(-1),
  };
}

/** Reads lines of whole numbers, and keeps what is wrong with them. */
class LineReader {
  readonly #source: Source;
  readonly #text: string;
  readonly #words: InstanceWords;
  readonly #findings = new Findings();
  #offset = 0;
  #line: number[] = [];
  #lineStart = 0;
  #isEnded = false;

  constructor(name: string, text: string, words: InstanceWords) {
    this.#source = new Source(name, text);
    this.#text = text;
    this.#words = words;
  }

  /** Whether there is nothing more to read, or so much wrong that more would not help. */
  get isHopeless(): boolean {
    return this.#isEnded || this.#findings.all.length >= mostFindings;
  }

  readHeader(): readonly number[] {
    const [n = 0, k = 0, m = 0] = this.#readLine('the first line "n k m"') ?? [];
    if (!this.#isEnded && this.#line.length !== 3) {
      const { nodes, labels, edges } = this.#words;
      this.#fault(
        `the first line has ${this.#line.length} numbers, but must have three: ${nodes}, ${labels}, ${edges}`,
      );
    }
    if (Math.max(n, k, m) > most) this.#fault(`the instance is too large: more than ${most} of a kind`);
    this.#findings.throwIfErrors();
    return [n, k, m];
  }

  readList(node: number, labelCount: number): Int32Array {
    const { labels } = this.#words;
    const named = `${this.#words.node} ${node}`;
    const line = this.#readLine(`the candidates of ${named}`);
    if (!line) return new Int32Array(0);
    if (line.length === 0 || line[0] !== line.length - 1) {
      this.#fault(`${named} announces ${line[0] ?? 0} candidates, but the line has ${line.length - 1}`);
    }
    const list = new Int32Array(Math.max(0, line.length - 1));
    for (let i = 1; i < line.length; i++) {
      const label = line[i] ?? 0;
      if (label >= labelCount) {
        this.#fault(`${named} has the candidate ${label}, but ${numbering(labels, labelCount)}`);
      }
      list[i - 1] = label;
    }
    return list;
  }

  readEdge(edge: number, nodeCount: number): readonly number[] {
    const { node, nodes, anEdge } = this.#words;
    const line = this.#readLine(`${this.#words.edge} ${edge + 1}`);
    if (!line) return [];
    const [u = 0, v = 0, weight = 0] = line;
    if (line.length !== 3) {
      this.#fault(`${anEdge} has ${line.length} numbers, but must have three: ${node}, ${node}, weight`);
    } else if (Math.max(u, v) >= nodeCount) {
      this.#fault(`${anEdge} names ${node} ${Math.max(u, v)}, but ${numbering(nodes, nodeCount)}`);
    } else if (weight < 1) {
      this.#fault(`the weight of ${anEdge} is ${weight}, but must be a whole number from 1 on`);
    }
    return line;
  }

  /** @throws InputError if anything was wrong */
  finish(weights: Float64Array): void {
    if (!this.isHopeless && this.#readLine(undefined)) {
      this.#fault('there is more in the file than its first line announces');
    }
    if (this.#findings.all.length === 0 && weights.reduce((sum, weight) => sum + weight, 0) > mostWeight) {
      this.#fault(`the weights add up to more than ${mostWeight}, which is more than can be summed exactly`);
    }
    this.#findings.throwIfErrors();
  }

  /**
   * The numbers of the next line that is not blank; undefined at the end, which is a fault where `wanted` is missing.
   */
  #readLine(wanted: string | undefined): readonly number[] | undefined {
    const text = this.#text;
    const line = this.#line;
    line.length = 0;
    let at = this.#offset;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x30 && code <= 0x39) {
        if (line.length === 0) this.#lineStart = at;
        at = this.#readNumber(at);
      } else if (code === 0x0a || code === 0x0d) {
        if (line.length > 0) break;
      } else if (code !== 0x20 && code !== 0x09) {
        this.#lineStart = at;
        at = this.#skipWord(at);
        line.push(0);
      }
    }
    this.#offset = at;
    if (line.length > 0) return line;
    this.#isEnded = true;
    this.#lineStart = text.length;
    if (wanted !== undefined) this.#fault(`the file ends where ${wanted} should follow`);
    return undefined;
  }

  /** Reads the number at an offset; returns the offset of its last digit. */
  #readNumber(from: number): number {
    const text = this.#text;
    let at = from;
    let value = 0;
    for (; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = 10 * value + digit;
    }
    const next = at < text.length ? text.charCodeAt(at) : 0x0a;
    if (next !== 0x20 && next !== 0x0a && next !== 0x0d && next !== 0x09) at = this.#skipWord(from) + 1;
    else if (value > mostWeight) {
      this.#faultAt(from, `the number ${text.slice(from, at)} is too large: at most ${mostWeight} is allowed`);
    }
    this.#line.push(value);
    return at - 1;
  }

  /** Faults the word at an offset, which is no number; returns the offset of its last character. */
  #skipWord(from: number): number {
    const word = /[^ \t\r\n]+/y;
    word.lastIndex = from;
    const found = word.exec(this.#text)?.[0] ?? '';
    this.#faultAt(from, `"${found.slice(0, 40)}" is not a whole number from 0 on`);
    return from + Math.max(1, found.length) - 1;
  }

  #fault(message: string): void {
    this.#faultAt(this.#lineStart, message);
  }

  #faultAt(offset: number, message: string): void {
    if (this.#findings.all.length < mostFindings) {
      this.#findings.error('instance', message, { position: new Position(this.#source, offset) });
    }
  }
}

function numbering(what: string, count: number): string {
  return count === 0 ? `there are no ${what}` : `${what} are numbered from 0 to ${count - 1}`;
}
