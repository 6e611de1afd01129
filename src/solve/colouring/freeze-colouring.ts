/**
 * The door of colouring: a graph becomes rows of neighbours and lists of candidates, and colours become a resolved
 * graph.
 *
 * Input      A graph whose label lists the colours, in the order in which they are to be used; a node may say which it
 *            may have.
 * Result     The graph in numbers, and the nodes that no colouring can serve: those without candidates, and those with
 *            an edge to themselves. Vertices are numbered in the order in which the nodes were set.
 * Time       O(nodes + edges + candidates). Space the same.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, buildAdjacency } from '../graph/adjacency.ts';
import { type FrozenGraph, freeze, type ReadableGraph, type WritableGraph } from '../graph/frozen-graph.ts';
import type { CandidateLists } from './colouring.ts';

/** What colouring reads off the graph as a whole. */
export interface Palette {
  readonly colours: readonly unknown[];
}

/** What colouring reads off a node. */
export interface ColouringNode {
  /** The colours that it may have, ascending, each once; all where left out. */
  readonly colours?: readonly number[] | undefined;
}

/** A colouring problem in numbers, and the graph behind them. */
export interface FrozenColouring<Whole, Node, Edge> {
  readonly graph: FrozenGraph<Whole, Node, Edge>;
  readonly adjacency: Adjacency;
  readonly available: number;
  /** Undefined where every node may have every colour. */
  readonly candidates: CandidateLists | undefined;
  readonly withoutCandidates: readonly number[];
  /** Nodes with an edge to themselves. */
  readonly loops: readonly number[];
}

/**
 * A colouring problem in numbers, from a graph whose nodes say what colours they may have. O(nodes + edges +
 * lists).
 */
export function freezeColouring<Whole extends Palette, Node extends ColouringNode, Edge>(
  source: ReadableGraph<Whole, Node, Edge>,
): FrozenColouring<Whole, Node, Edge> {
  const graph = freeze(source);
  const available = graph.graph().colours.length;
  const { from, to } = graph;
  const loops = new Set<number>();
  for (let e = 0; e < from.length; e++) if (from[e] === to[e]) loops.add(from[e]!);
  const candidates = readLists(graph, available);
  const isEmpty = (v: number): boolean =>
    candidates !== undefined && candidates.offsets[v] === candidates.offsets[v + 1];
  return {
    graph,
    adjacency: buildAdjacency(graph.nodeCount(), from, to),
    available,
    candidates,
    withoutCandidates: Array.from({ length: graph.nodeCount() }, (_, v) => v).filter(isEmpty),
    loops: [...loops].sort((a, b) => a - b),
  };
}

/** The graph with the colour of each node on it, written to `sink`. O(nodes + edges). */
export function resolveColouring<Whole, Node, Edge>(
  { graph }: Pick<FrozenColouring<Whole, Node, Edge>, 'graph'>,
  colours: Int32Array,
  sink: WritableGraph<Whole, Node & { readonly colour: number }, Edge>,
): void {
  sink.setGraph(graph.graph());
  for (let node = 0; node < graph.nodeCount(); node++) {
    sink.setNode(graph.idAt(node), { ...graph.nodeAt(node), colour: colours[node]! });
  }
  const { from, to } = graph;
  for (let e = 0; e < from.length; e++) sink.setEdge(graph.idAt(from[e]!), graph.idAt(to[e]!), graph.edgeAt(e));
}

function readLists(graph: FrozenGraph<unknown, ColouringNode, unknown>, available: number): CandidateLists | undefined {
  const offsets = new Int32Array(graph.nodeCount() + 1);
  let isRestricted = false;
  for (let v = 0; v < graph.nodeCount(); v++) {
    const { colours } = graph.nodeAt(v);
    isRestricted ||= colours !== undefined && colours.length < available;
    offsets[v + 1] = offsets[v]! + (colours?.length ?? available);
  }
  if (!isRestricted) return undefined;
  const lists = new Int32Array(offsets[graph.nodeCount()]!);
  for (let v = 0; v < graph.nodeCount(); v++) {
    const { colours } = graph.nodeAt(v);
    if (colours !== undefined) lists.set(colours, offsets[v]!);
    else for (let colour = 0; colour < available; colour++) lists[offsets[v]! + colour] = colour;
  }
  return { offsets, colours: lists };
}
