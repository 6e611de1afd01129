/**
 * The door of id assignment: a graph of who wants ids of what becomes a problem, and its solution a resolved graph.
 *
 * Input      A graph of services, pools and targets, services and pools each in byte order of their names; an edge
 *            *wants* from a service to each pool that it asks for, with the id that it pins if it does, and an edge
 *            *stands on* to each of its targets. The graph as a whole says what the run before assigned, and
 *            which numbers services hold by themselves.
 * Result     The problem; and, solved, the same graph with the ids on the edges *wants*, and what the next run has to
 *            know said of the whole.
 * Time       O(nodes + edges). Space O(nodes + edges).
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type FrozenGraph, freeze, type ReadableGraph } from '../graph/frozen-graph.ts';
import { type Grouping, groupBy, groupPlaces } from '../graph/group-by.ts';
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
  { graph, edgesFrom }: FrozenIds<Whole, Node>,
  { ids, ...memory }: IdAssignments,
): RelabelledGraph<Whole & { readonly memory: IdMemory }, Node, ResolvedIdEdge> {
  const { from, to } = graph;
  const idAt = new Float64Array(from.length).fill(Number.NaN);
  const byService = edgesFrom.items;
  const { start, items: edges } = groupBy(
    graph.nodeCount(),
    byService.map(edge => to[edge]!),
    byService,
  );
  for (let pool = 0; pool < graph.nodeCount(); pool++) {
    const { kind, name } = graph.nodeAt(pool);
    if (kind !== 'pool') continue;
    // The ids of a pool come in the order of the services, as its edges do.
    let at = start[pool]!;
    const end = start[pool + 1]!;
    ids.get(name)?.forEach((id, service) => {
      while (at < end && graph.nodeAt(from[edges[at]!]!).name !== service) at++;
      if (at < end) idAt[edges[at++]!] = id;
    });
  }
  return new RelabelledGraph(graph, { ...graph.graph(), memory }, (edge): ResolvedIdEdge => {
    const label = graph.edgeAt(edge);
    const id = idAt[edge]!;
    if (label.kind !== 'wants' || Number.isNaN(id)) return label;
    return label.pin === undefined ? { kind: 'wants', id } : { kind: 'wants', pin: label.pin, id };
  });
}

function readRequests(
  graph: FrozenGraph<unknown, IdGraphNode, IdGraphEdge>,
  { start, items }: Grouping,
): readonly IdRequest[] {
  const { to } = graph;
  const requests: IdRequest[] = [];
  let pools: readonly string[] = [];
  for (let node = 0; node < graph.nodeCount(); node++) {
    const { kind, name } = graph.nodeAt(node);
    if (kind !== 'service') continue;
    const request = readRequest(name, graph, to, items.subarray(start[node]!, start[node + 1]!), pools);
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
  to: Int32Array,
  edges: Int32Array,
  usual: readonly string[],
): IdRequest {
  let pools: string[] | undefined;
  let count = 0;
  let pins: Map<string, number> | undefined;
  const targets: string[] = [];
  for (let i = 0; i < edges.length; i++) {
    const label = graph.edgeAt(edges[i]!);
    const { name } = graph.nodeAt(to[edges[i]!]!);
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
