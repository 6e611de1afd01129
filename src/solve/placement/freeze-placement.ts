/**
 * The door of placement: a graph becomes an instance in numbers, and a plan in numbers a resolved graph.
 *
 * Input      A graph with terminals (the labels), other nodes, edges between these, and candidate edges from a node to
 *            each terminal that it may go to. Nodes and terminals are numbered in the order in which they were set.
 * Result     The instance, the node or terminal behind each number, and the nodes without candidates.
 * Time       O(nodes + edges), and sorting candidates that do not come in order. Space O(nodes + edges).
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type FrozenGraph, freeze, type ReadableGraph, type WritableGraph } from '../graph/frozen-graph.ts';
import { groupBy } from '../graph/group-by.ts';
import { CandidateLists, candidatesOf, type PlacementInstance, sortEdges } from './placement-instance.ts';

/** What placement reads off a node. */
export interface PlacementNode {
  readonly terminal?: true;
  /** The terminal where the node is now; one that the graph does not have means "somewhere else". */
  readonly previous?: string | undefined;
}

/** What placement reads off an edge. */
export interface PlacementEdge {
  /** A positive integer; of candidates it does not count. */
  readonly weight: number;
  readonly candidate?: true;
}

/** A graph, and which of its nodes the nodes and labels of a problem are. */
export interface NumberedGraph<Whole, Node, Edge> {
  readonly graph: FrozenGraph<Whole, Node, Edge>;
  /** Node of the problem → node of the graph. */
  readonly nodes: ArrayLike<number>;
  /** Label of the problem → node of the graph. */
  readonly labels: ArrayLike<number>;
}

/** A placement problem in numbers, and the graph behind them. */
export interface FrozenPlacement<Whole, Node, Edge> extends NumberedGraph<Whole, Node, Edge> {
  readonly instance: PlacementInstance;
  readonly nodes: Int32Array;
  readonly labels: Int32Array;
  /** Nodes of the graph that may go nowhere: an instance with such nodes has no plan. */
  readonly withoutCandidates: readonly number[];
}

/** A placement problem in numbers, from a graph of nodes and terminals; see above. */
export function freezePlacement<Whole, Node extends PlacementNode, Edge extends PlacementEdge>(
  source: ReadableGraph<Whole, Node, Edge>,
): FrozenPlacement<Whole, Node, Edge> {
  const graph = freeze(source);
  const { nodes, labels, numbers } = numberNodes(graph);
  const { listOf, listStart, listLabels, withoutCandidates } = readCandidates(graph, nodes, numbers);
  return {
    graph,
    instance: {
      nodeCount: nodes.length,
      labelCount: labels.length,
      listOf,
      listStart,
      listLabels,
      ...readEdges(graph, nodes.length, numbers),
      previous: readPrevious(graph, nodes, numbers, labels.length),
    },
    nodes,
    labels,
    withoutCandidates,
  };
}

/**
 * What a plan leaves of the graph, written to `sink`: all nodes, of the candidate edges of a node the one to its
 * terminal, and the other edges where both ends went to the same one. O(nodes + edges).
 */
export function resolvePlacement<Whole, Node extends PlacementNode, Edge extends PlacementEdge>(
  { graph, nodes, labels }: NumberedGraph<Whole, Node, Edge>,
  assignment: Int32Array,
  sink: WritableGraph<Whole, Node, Edge>,
): void {
  const placeOf = new Int32Array(graph.nodeCount());
  for (let h = 0; h < labels.length; h++) placeOf[labels[h]!] = labels[h]!;
  for (let v = 0; v < nodes.length; v++) placeOf[nodes[v]!] = labels[assignment[v]!] ?? -1 - v;
  sink.setGraph(graph.graph());
  for (let node = 0; node < graph.nodeCount(); node++) sink.setNode(graph.idAt(node), graph.nodeAt(node));
  const { from, to } = graph;
  for (let e = 0; e < from.length; e++) {
    if (placeOf[from[e]!] !== placeOf[to[e]!]) continue;
    sink.setEdge(graph.idAt(from[e]!), graph.idAt(to[e]!), graph.edgeAt(e));
  }
}

/** Node of the instance → the labels that it may have, ascending, each once. O(candidates). */
export function listCandidates({
  instance,
  nodes,
}: FrozenPlacement<unknown, PlacementNode, PlacementEdge>): readonly (readonly number[])[] {
  return Array.from(nodes, (_, node) => Array.from(candidatesOf(instance, node)));
}

/** `numbers`: node of the graph → its number in the instance, as a node or as a label. */
function numberNodes(graph: FrozenGraph<unknown, PlacementNode, unknown>) {
  const nodes: number[] = [];
  const labels: number[] = [];
  const numbers = new Int32Array(graph.nodeCount());
  for (let node = 0; node < numbers.length; node++) {
    const list = graph.nodeAt(node).terminal === true ? labels : nodes;
    numbers[node] = list.push(node) - 1;
  }
  return { nodes: Int32Array.from(nodes), labels: Int32Array.from(labels), numbers };
}

function readCandidates(
  graph: FrozenGraph<unknown, PlacementNode, PlacementEdge>,
  nodes: Int32Array,
  numbers: Int32Array,
) {
  const { from, to } = graph;
  const owner = new Int32Array(from.length);
  const label = new Int32Array(from.length);
  let count = 0;
  for (let e = 0; e < from.length; e++) {
    if (graph.edgeAt(e).candidate !== true) continue;
    const node = graph.nodeAt(from[e]!).terminal === true ? to[e]! : from[e]!;
    owner[count] = numbers[node]!;
    label[count++] = numbers[from[e]! + to[e]! - node]!;
  }
  const { start, items: found } = groupBy(nodes.length, owner, label, count);
  const lists = new CandidateLists();
  const listOf = new Int32Array(nodes.length);
  const withoutCandidates: number[] = [];
  for (let v = 0; v < nodes.length; v++) {
    if (start[v] === start[v + 1]) withoutCandidates.push(nodes[v]!);
    listOf[v] = lists.intern(found.subarray(start[v], start[v + 1]));
  }
  return { listOf, ...lists.toArrays(), withoutCandidates };
}

function readEdges(
  graph: FrozenGraph<unknown, unknown, PlacementEdge>,
  nodeCount: number,
  numbers: Int32Array,
): Pick<PlacementInstance, 'edgeU' | 'edgeV' | 'edgeWeight'> {
  const { from, to } = graph;
  const us: number[] = [];
  const vs: number[] = [];
  const weights: number[] = [];
  for (let e = 0; e < from.length; e++) {
    const { candidate, weight } = graph.edgeAt(e);
    if (candidate === true) continue;
    us.push(numbers[from[e]!]!);
    vs.push(numbers[to[e]!]!);
    weights.push(weight);
  }
  return sortEdges(nodeCount, us, vs, weights);
}

function readPrevious(
  graph: FrozenGraph<unknown, PlacementNode, unknown>,
  nodes: Int32Array,
  numbers: Int32Array,
  elsewhere: number,
): Int32Array {
  return nodes.map(node => {
    const { previous } = graph.nodeAt(node);
    if (previous === undefined) return -1;
    return graph.has(previous) ? numbers[graph.numberOf(previous)]! : elsewhere;
  });
}
