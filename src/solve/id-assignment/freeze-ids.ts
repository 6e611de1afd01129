/**
 * The door of id assignment: a graph of who wants ids of what becomes a problem, and its solution a resolved graph.
 *
 * Input      A graph of services, pools and targets, services and pools each in byte order of their names; an edge
 *            *wants* from a service to each pool that it asks for, with the id that it pins if it does, and an edge
 *            *stands on* to each of its targets. The graph as a whole says what the run before assigned.
 * Result     The problem; and, solved, the same graph with the ids on the edges *wants*, and what the next run has to
 *            know said of the whole.
 * Time       O(nodes + edges). Space O(nodes + edges).
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type FrozenGraph, freeze, type ReadableGraph } from '../graph/frozen-graph.ts';
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

/** What is written on an edge. */
export type ResolvedIdEdge =
  | { readonly kind: 'wants'; readonly pin?: number | undefined; readonly id?: number | undefined }
  | { readonly kind: 'stands on' };

/** A problem of id assignment, and the graph behind it. */
export interface FrozenIds<Whole, Node> {
  readonly graph: FrozenGraph<Whole, Node, IdGraphEdge>;
  readonly problem: IdProblem;
  /** The edges by service; those of one in the order in which they were set. */
  readonly byService: Int32Array;
}

export function freezeIds<Whole extends { readonly previous: IdAssignments }, Node extends IdGraphNode>(
  source: ReadableGraph<Whole, Node, IdGraphEdge>,
): FrozenIds<Whole, Node> {
  const graph = freeze(source);
  const pools = new Map<string, Pool>();
  for (let node = 0; node < graph.nodeCount(); node++) {
    const label: IdGraphNode = graph.nodeAt(node);
    if (label.kind === 'pool') pools.set(label.name, label.pool);
  }
  const inOrder = Int32Array.from({ length: graph.edgeCount() }, (_, edge) => edge);
  const byService = sortByEnd(inOrder, graph.from, graph.nodeCount());
  const requests = readRequests(graph, byService);
  return { graph, problem: { pools, requests, previous: graph.graph().previous }, byService };
}

/** The graph with the ids of a solution on it. */
export function resolveIds<Whole, Node extends IdGraphNode>(
  { graph, byService }: FrozenIds<Whole, Node>,
  { ids, ...memory }: IdAssignments,
): RelabelledGraph<Whole & { readonly memory: IdMemory }, Node, ResolvedIdEdge> {
  const { from, to } = graph;
  const idAt = new Float64Array(from.length).fill(Number.NaN);
  // Those of one pool, by service.
  const byPool = sortByEnd(byService, to, graph.nodeCount());
  for (let start = 0, end = 0; start < byPool.length; start = end) {
    const pool = to[byPool[start]!]!;
    while (end < byPool.length && to[byPool[end]!] === pool) end++;
    const { kind, name } = graph.nodeAt(pool);
    if (kind !== 'pool') continue;
    let at = start;
    ids.get(name)?.forEach((id, service) => {
      while (at < end && graph.nodeAt(from[byPool[at]!]!).name !== service) at++;
      if (at < end) idAt[byPool[at++]!] = id;
    });
  }
  return new RelabelledGraph(graph, { ...graph.graph(), memory }, (edge): ResolvedIdEdge => {
    const label = graph.edgeAt(edge);
    const id = idAt[edge]!;
    if (label.kind !== 'wants' || Number.isNaN(id)) return label;
    return label.pin === undefined ? { kind: 'wants', id } : { kind: 'wants', pin: label.pin, id };
  });
}

/** The edges by the node at one end of them, those of one node in the order in which they are given. */
function sortByEnd(edges: Int32Array, ends: Int32Array, nodeCount: number): Int32Array {
  const next = new Int32Array(nodeCount + 1);
  for (let e = 0; e < ends.length; e++) next[ends[e]! + 1]!++;
  for (let node = 0; node < nodeCount; node++) next[node + 1]! += next[node]!;
  const sorted = new Int32Array(edges.length);
  for (let i = 0; i < edges.length; i++) sorted[next[ends[edges[i]!]!]!++] = edges[i]!;
  return sorted;
}

function readRequests(
  graph: FrozenGraph<unknown, IdGraphNode, IdGraphEdge>,
  byService: Int32Array,
): readonly IdRequest[] {
  const { from } = graph;
  const requests: IdRequest[] = [];
  let pools: readonly string[] = [];
  let at = 0;
  for (let node = 0; node < graph.nodeCount(); node++) {
    const start = at;
    while (at < byService.length && from[byService[at]!] === node) at++;
    const { kind, name } = graph.nodeAt(node);
    if (kind !== 'service') continue;
    const request = readRequest(name, graph, byService.subarray(start, at), pools);
    pools = request.pools;
    requests.push(request);
  }
  return requests;
}

const noPins: ReadonlyMap<string, number> = new Map();

/**
 * What one service asks for, by its edges.
 * @param usual the pools of the service before: where this one asks for the same, both have one list
 */
function readRequest(
  service: string,
  graph: FrozenGraph<unknown, IdGraphNode, IdGraphEdge>,
  edges: Int32Array,
  usual: readonly string[],
): IdRequest {
  let pools: string[] | undefined;
  let count = 0;
  let pins: Map<string, number> | undefined;
  const targets: string[] = [];
  for (let i = 0; i < edges.length; i++) {
    const label = graph.edgeAt(edges[i]!);
    const { name } = graph.nodeAt(graph.to[edges[i]!]!);
    if (label.kind === 'stands on') {
      targets.push(name);
      continue;
    }
    if (pools === undefined && usual[count] !== name) pools = usual.slice(0, count);
    pools?.push(name);
    count++;
    if (label.pin === undefined) continue;
    pins ??= new Map();
    pins.set(name, label.pin);
  }
  return {
    service,
    pools: pools ?? (count === usual.length ? usual : usual.slice(0, count)),
    pins: pins ?? noPins,
    targets,
  };
}
