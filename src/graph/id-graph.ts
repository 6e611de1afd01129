import { Graph } from '@dagrejs/graphlib';
import { sortNames } from '../base/order.ts';
import type { Pool } from '../model/id-resources.ts';
import { poolId, serviceId, targetId } from './node-id.ts';
import type { GraphReader, GraphSink } from './problem-graph.ts';

/** A service that wants ids, a target that services stand on, or a pool. */
export type IdNode =
  | { readonly kind: 'service' | 'target'; readonly name: string }
  | { readonly kind: 'pool'; readonly name: string; readonly pool: Pool };

/** A service wants an id of a pool; in a resolved graph it has one. */
export interface WantsEdge {
  readonly kind: 'wants';
  /** The id that the service must get. */
  readonly pin?: number | undefined;
  /** The id that it got. */
  readonly id?: number | undefined;
}

/** A service stands on a target: an id of a pool of machine scope has to be free there. */
export interface StandsOnEdge {
  readonly kind: 'stands on';
}

/** What a graph of ids says as a whole. */
export interface IdLabel {
  readonly problem: 'ids';
}

/** A writer of graphs of ids. */
export type IdSink = GraphSink<IdLabel, IdNode, WantsEdge | StandsOnEdge>;
/** Who wants an id of what, and stands where; or, resolved, who has which. */
export type IdGraph = GraphReader<IdLabel, IdNode, WantsEdge | StandsOnEdge>;

/** An empty graph of ids: directed, for who wants is not who is wanted. */
export function createIdGraph(): IdSink & IdGraph {
  return new Graph<IdLabel, IdNode, WantsEdge | StandsOnEdge>({ directed: true, multigraph: true });
}

/** What a service asks for. */
export interface IdWish {
  readonly service: string;
  readonly pools: readonly string[];
  readonly pins: ReadonlyMap<string, number>;
  readonly targets: readonly string[];
}

/**
 * Writes the graph of id assignment: nodes in the order of services, pools and targets, an edge *wants* from a service
 * to each pool that it asks for, an edge *stands on* to each of its targets. O(wishes · (pools + targets)).
 */
export function buildIdGraph(wishes: readonly IdWish[], pools: ReadonlyMap<string, Pool>, sink: IdSink): void {
  sink.setGraph({ problem: 'ids' });
  for (const { service } of wishes) sink.setNode(serviceId(service), { kind: 'service', name: service });
  for (const [name, pool] of pools) sink.setNode(poolId(name), { kind: 'pool', name, pool });
  const targets = new Set(wishes.flatMap(wish => wish.targets));
  for (const name of sortNames(targets)) sink.setNode(targetId(name), { kind: 'target', name });
  for (const { service, pools: wanted, pins, targets: places } of wishes) {
    for (const pool of new Set(wanted)) {
      const pin = pins.get(pool);
      sink.setEdge(serviceId(service), poolId(pool), pin === undefined ? { kind: 'wants' } : { kind: 'wants', pin });
    }
    for (const target of places) sink.setEdge(serviceId(service), targetId(target), { kind: 'stands on' });
  }
}

/** What the services of a graph ask for, in the order of its nodes. O(nodes + edges). */
export function readWishes(graph: IdGraph): readonly IdWish[] {
  const wishes = new Map<string, { service: string; pools: string[]; pins: Map<string, number>; targets: string[] }>();
  for (const id of graph.nodes()) {
    const { kind, name } = graph.node(id);
    if (kind === 'service') wishes.set(id, { service: name, pools: [], pins: new Map(), targets: [] });
  }
  for (const edge of graph.edges()) {
    const wish = wishes.get(edge.v);
    const label = graph.edge(edge);
    const { name } = graph.node(edge.w);
    if (label.kind === 'stands on') wish?.targets.push(name);
    else {
      wish?.pools.push(name);
      if (label.pin !== undefined) wish?.pins.set(name, label.pin);
    }
  }
  return [...wishes.values()];
}

/**
 * Writes the resolved graph: the same nodes and edges, with the id on each edge *wants* that has one. O(nodes + edges).
 */
export function resolveIdGraph(
  graph: IdGraph,
  idOf: (service: string, pool: string) => number | undefined,
  sink: IdSink,
): void {
  sink.setGraph(graph.graph());
  for (const id of graph.nodes()) sink.setNode(id, graph.node(id));
  for (const edge of graph.edges()) {
    const label = graph.edge(edge);
    const id = label.kind === 'wants' ? idOf(graph.node(edge.v).name, graph.node(edge.w).name) : undefined;
    sink.setEdge(edge.v, edge.w, id === undefined ? label : { ...label, kind: 'wants', id });
  }
}

/** Pool → service → id, as the edges of a resolved graph say: in the order of its nodes. O(nodes + edges). */
export function readIdsOff(resolved: IdGraph): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const ids = new Map<string, Map<string, number>>();
  for (const node of resolved.nodes()) {
    const { kind, name } = resolved.node(node);
    if (kind === 'pool') ids.set(name, new Map());
  }
  for (const edge of resolved.edges()) {
    const label = resolved.edge(edge);
    if (label.kind !== 'wants' || label.id === undefined) continue;
    ids.get(resolved.node(edge.w).name)?.set(resolved.node(edge.v).name, label.id);
  }
  return ids;
}
