/**
 * The door of id assignment: a graph of who wants ids of what becomes a problem, and its solution a resolved graph.
 *
 * Input      A graph of services, pools and targets, services and pools each in byte order of their names; an edge
 *            *wants* from a service to each pool that it asks for, with the id that it pins if it does, and then an
 *            edge *stands on* to each of its targets. The graph as a whole says what the run before assigned, and which
 *            numbers services hold by themselves.
 * Result     The problem; and, solved, the same graph with the ids on the edges *wants*, and what the next run has to
 *            know said of the whole.
 * Time       O(nodes + edges). Space O(nodes + edges).
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type FrozenGraph, freeze, type ReadableGraph } from '../graph/frozen-graph.ts';
import { type Grouping, groupPlaces } from '../graph/group-by.ts';
import { RelabelledGraph } from '../graph/relabelled-graph.ts';
import type { IdAssignments, IdMemory } from './id-assignments.ts';
import type { Pool } from './pool.ts';
import type { IdProblem, IdRequest } from './problem.ts';

/** What is read off a node. */
export type IdGraphNode =
  | { readonly kind: 'service' | 'target'; readonly name: string }
  | { readonly kind: 'pool'; readonly name: string; readonly pool: Pool };

/** What is read off an edge. */
export type IdGraphEdge =
  | { readonly kind: 'wants'; readonly pin?: number | undefined }
  | { readonly kind: 'stands on' };

/** What is read off the graph as a whole. */
export type IdGraphWhole = Pick<IdProblem, 'previous' | 'held'>;

/** What is written on an edge. */
export type ResolvedIdEdge =
  | { readonly kind: 'wants'; readonly pin?: number | undefined; readonly id?: number | undefined }
  | { readonly kind: 'stands on' };

/** A problem of id assignment, and the graph behind it. */
export interface FrozenIds<Whole, Node> {
  readonly graph: FrozenGraph<Whole, Node, IdGraphEdge>;
  readonly problem: IdProblem;
  /** Node → the edges from it, in the order in which they were set. */
  readonly edgesFrom: Grouping;
}

export function freezeIds<Whole extends IdGraphWhole, Node extends IdGraphNode>(
  source: ReadableGraph<Whole, Node, IdGraphEdge>,
): FrozenIds<Whole, Node> {
  const graph = freeze(source);
  const pools = new Map<string, Pool>();
  for (let node = 0; node < graph.nodeCount(); node++) {
    const label: IdGraphNode = graph.nodeAt(node);
    if (label.kind === 'pool') pools.set(label.name, label.pool);
  }
  const edgesFrom = groupPlaces(graph.nodeCount(), graph.from);
  const requests = readRequests(graph, edgesFrom);
  const { previous, held } = graph.graph();
  return { graph, problem: { pools, requests, previous, held }, edgesFrom };
}

/** The graph with the ids of a solution on it. */
export function resolveIds<Whole, Node extends IdGraphNode>(
  { graph }: FrozenIds<Whole, Node>,
  { ids, ...memory }: IdAssignments,
): RelabelledGraph<Whole & { readonly memory: IdMemory }, Node, ResolvedIdEdge> {
  const { from, to } = graph;
  const nameOf = (node: number): string => graph.nodeAt(node).name;
  const labelOf = (edge: number): ResolvedIdEdge => {
    const label = graph.edgeAt(edge);
    const id = label.kind === 'wants' ? ids.get(nameOf(to[edge]!))?.get(nameOf(from[edge]!)) : undefined;
    if (label.kind !== 'wants' || id === undefined) return label;
    return label.pin === undefined ? { kind: 'wants', id } : { kind: 'wants', pin: label.pin, id };
  };
  // The ids of a pool are those of its edges, in the order of the services.
  const numbersTo = (node: string): ReadonlyMap<string, number> | undefined => {
    const { kind, name } = graph.node(node);
    return kind === 'pool' ? ids.get(name) : undefined;
  };
  return new RelabelledGraph(graph, { ...graph.graph(), memory }, labelOf, numbersTo);
}

/** What the services ask for, in the order of their nodes. */
function readRequests(
  graph: FrozenGraph<unknown, IdGraphNode, IdGraphEdge>,
  { start, items }: Grouping,
): readonly IdRequest[] {
  const { to } = graph;
  const requests: IdRequest[] = [];
  let usual: Wishes = { ends: [], pools: [] };
  for (let node = 0; node < graph.nodeCount(); node++) {
    const { kind, name } = graph.nodeAt(node);
    if (kind !== 'service') continue;
    const edges: NodeEdges = { graph, to, items, from: start[node]!, end: start[node + 1]! };
    const wished = findFirstStand(edges);
    usual = readPools(edges, wished, usual);
    requests.push({
      service: name,
      pools: usual.pools,
      pins: readPins(edges, wished),
      targets: readTargets(edges, wished),
    });
  }
  return requests;
}

/** The edges of one node, as a stretch of a list of edges: those with which it wants ids come first. */
interface NodeEdges {
  readonly graph: FrozenGraph<unknown, IdGraphNode, IdGraphEdge>;
  readonly to: Int32Array;
  readonly items: Int32Array;
  readonly from: number;
  readonly end: number;
}

/** Pools that a service wants an id of: their nodes and names. */
interface Wishes {
  readonly ends: readonly number[];
  readonly pools: readonly string[];
}

const nowhere: readonly string[] = [];
const noPins: ReadonlyMap<string, number> = new Map();

function findFirstStand({ graph, items, from, end }: NodeEdges): number {
  let at = from;
  while (at < end && graph.edgeAt(items[at]!).kind === 'wants') at++;
  return at;
}

/** @param usual the pools of the service before: where this one asks for the same, both have one list */
function readPools({ graph, to, items, from }: NodeEdges, wished: number, usual: Wishes): Wishes {
  let at = from;
  while (at < wished && to[items[at]!] === usual.ends[at - from]) at++;
  if (at === wished && wished - from === usual.ends.length) return usual;
  const ends = Array.from(items.subarray(from, wished), edge => to[edge]!);
  return { ends, pools: ends.map(end => graph.nodeAt(end).name) };
}

function readPins({ graph, to, items, from }: NodeEdges, wished: number): ReadonlyMap<string, number> {
  let pins: Map<string, number> | undefined;
  for (let at = from; at < wished; at++) {
    const label = graph.edgeAt(items[at]!);
    if (label.kind !== 'wants' || label.pin === undefined) continue;
    pins ??= new Map();
    pins.set(graph.nodeAt(to[items[at]!]!).name, label.pin);
  }
  return pins ?? noPins;
}

function readTargets({ graph, to, items, end }: NodeEdges, wished: number): readonly string[] {
  if (wished === end) return nowhere;
  return Array.from(items.subarray(wished, end), edge => graph.nodeAt(to[edge]!).name);
}
