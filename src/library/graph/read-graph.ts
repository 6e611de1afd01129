// Typed arrays are indexed within bounds that the loops establish, hence `!`.

import { toBytes } from '../../base/bytes.ts';
import { didYouMean } from '../../base/suggest.ts';
import { GraphError } from './graph-error.ts';
import type { GraphEdge, ReadableGraph } from './readable-graph.ts';

/** A graph in numbers, with the names behind them: what the solvers take. */
export interface NumberedGraph {
  /** Node → its name. Nodes are numbered in byte order of their names, so that a tie by number is one by name. */
  readonly names: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  /** Edge → the edge as the graph has it. Edges are in the order of their ends, then of their names. */
  readonly edges: readonly GraphEdge[];
  /** Edge → the node `v`, and the node `w`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * Reads a graph once. Equal graphs give equal numbers, in whatever order they were built: every algorithm then answers
 * alike. Ends of edges are nodes even where graphlib forgets them, as it does with names such as `constructor`, which
 * every object has. Parents of a compound graph are nodes like others. O((n + m) log n).
 */
export function readGraph(graph: ReadableGraph): NumberedGraph {
  const unordered = graph.edges();
  const names = sortTexts(new Set([...graph.nodes(), ...endsOf(unordered)]));
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const at = (name: string): number => numberOf.get(name)!;
  const edges = unordered
    .map(edge => ({ edge, from: at(edge.v), to: at(edge.w) }))
    .sort((a, b) => a.from - b.from || a.to - b.to || compareTexts(a.edge.name ?? '', b.edge.name ?? ''));
  return {
    names,
    numberOf,
    edges: edges.map(({ edge }) => edge),
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
  };
}

/** The number of a node that the caller named; `role` is what messages call it. */
export function findNode({ numberOf }: NumberedGraph, name: string, role: string): number {
  const number = numberOf.get(name);
  if (number !== undefined) return number;
  const hint = didYouMean(name, numberOf.keys());
  throw new GraphError('unknown-node', `the ${role} "${name}" is no node of the graph${hint ? `: ${hint}` : ''}`);
}

function* endsOf(edges: readonly GraphEdge[]): Iterable<string> {
  for (const { v, w } of edges) {
    yield v;
    yield w;
  }
}

/** Texts sorted in the order of their bytes in UTF-8. */
function sortTexts(texts: Iterable<string>): string[] {
  return Array.from(texts, text => ({ text, bytes: toBytes(text) }))
    .sort((a, b) => (a.bytes < b.bytes ? -1 : a.bytes > b.bytes ? 1 : a.text < b.text ? -1 : 1))
    .map(({ text }) => text);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [toBytes(a), toBytes(b)];
  return x < y || (x === y && a < b) ? -1 : 1;
}
