import { sortNames } from '../base/order.ts';
import type { HeldNumbers, Pool } from '../model/id-resources.ts';
import type { IdAssignments, IdMemory } from '../model/ids.ts';
import { isOfPool, type NodeId, poolId, serviceId, targetId } from './node-id.ts';
import { type GraphReader, type GraphSink, setEdges } from './problem-graph.ts';

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
  /** What the run before assigned. */
  readonly previous: IdAssignments;
  /** Pool → numbers that services hold without asking for them. */
  readonly held?: ReadonlyMap<string, readonly HeldNumbers[]> | undefined;
}

/** What a resolved one says, too. */
export interface ResolvedIdLabel extends IdLabel {
  /** What the next run has to know beside the ids. */
  readonly memory: IdMemory;
}

/** A writer of graphs of ids; they are directed, for who wants is not who is wanted. */
export type IdSink = GraphSink<IdLabel, IdNode, WantsEdge | StandsOnEdge>;
/** Who wants an id of what, and stands where. */
export type IdGraph = GraphReader<IdLabel, IdNode, WantsEdge | StandsOnEdge>;
/** Who has which id, and stands where. */
export type ResolvedIdGraph = GraphReader<ResolvedIdLabel, IdNode, WantsEdge | StandsOnEdge>;

/** What the graph of ids is built from. */
export interface IdModels {
  /** In byte order of the services. */
  readonly wishes: readonly IdWish[];
  /** In byte order. */
  readonly pools: ReadonlyMap<string, Pool>;
  readonly previous: IdAssignments;
  /** Pool → numbers that services hold without asking for them. */
  readonly held?: ReadonlyMap<string, readonly HeldNumbers[]> | undefined;
}

/** Writes the graph of ids. */
export type IdGraphBuilder = (models: IdModels, sink: IdSink) => void;

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
export function buildIdGraph({ wishes, pools, previous, held }: IdModels, sink: IdSink): void {
  sink.setGraph({ problem: 'ids', previous, held });
  // A map finds a text soonest by the very same one, so ids are made once.
  const nodes = wishes.map(({ service }) => serviceId(service));
  wishes.forEach(({ service }, i) => void sink.setNode(nodes[i] ?? '', { kind: 'service', name: service }));
  const nodeOf = new Map([...pools.keys()].map(name => [name, poolId(name)]));
  for (const [name, pool] of pools) sink.setNode(nodeOf.get(name) ?? poolId(name), { kind: 'pool', name, pool });
  const targets = new Set<string>();
  for (const wish of wishes) for (const target of wish.targets) targets.add(target);
  for (const name of sortNames(targets)) sink.setNode(targetId(name), { kind: 'target', name });
  // Many services ask for the very same pools.
  let names: readonly string[] = [];
  let wanted: Row = { names, ends: [], labels: [] };
  wishes.forEach(({ pools: list, pins, targets: places }, i) => {
    const node = nodes[i] ?? '';
    if (list !== names) {
      names = list;
      wanted = makeRow([...new Set(list)], nodeOf);
    }
    setEdges(
      sink,
      node,
      wanted.ends,
      pins.size === 0 ? wanted.labels : wanted.names.map(name => wishFor(pins.get(name))),
    );
    for (const target of places) sink.setEdge(node, targetId(target), standing);
  });
}

/** What a service wants: pools, their nodes, and what is said of the edge to each. */
interface Row {
  readonly names: readonly string[];
  readonly ends: readonly NodeId[];
  readonly labels: readonly WantsEdge[];
}

function makeRow(names: readonly string[], nodeOf: ReadonlyMap<string, NodeId>): Row {
  return { names, ends: names.map(name => nodeOf.get(name) ?? poolId(name)), labels: names.map(() => freeWish) };
}

function wishFor(pin: number | undefined): WantsEdge {
  return pin === undefined ? freeWish : { kind: 'wants', pin };
}

const freeWish: WantsEdge = { kind: 'wants' };
const standing: StandsOnEdge = { kind: 'stands on' };

/**
 * The ids file that a resolved graph stands for: the numbers on its edges, and what it says of the whole. The graph is
 * one that `buildIdGraph` wrote, so the services of each pool come in byte order. O(nodes + edges).
 */
export function readIdsOff(resolved: ResolvedIdGraph): IdAssignments {
  const ids = new Map<string, ReadonlyMap<string, number>>();
  const columns = resolved.numbersTo === undefined ? listColumns(resolved) : undefined;
  for (const node of resolved.nodes()) {
    if (!isOfPool(node)) continue;
    ids.set(resolved.node(node).name, columns?.get(node) ?? resolved.numbersTo?.(node) ?? new Map());
  }
  return { ids, ...resolved.graph().memory };
}

/** Pool → service → the id on the edge between them. */
function listColumns(resolved: ResolvedIdGraph): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const columns = new Map<string, Map<string, number>>();
  for (const edge of resolved.edges()) {
    const label = resolved.edge(edge);
    if (label.kind !== 'wants' || label.id === undefined) continue;
    const column = columns.get(edge.w) ?? new Map<string, number>();
    columns.set(edge.w, column.set(resolved.node(edge.v).name, label.id));
  }
  return columns;
}
