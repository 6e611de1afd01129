import { sortNames } from '../base/order.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import type { ServicesModel } from '../model/service.ts';
import { hostId, type NodeId } from './node-id.ts';
import type {
  CandidateEdge,
  LinkEdge,
  PlacementLabel,
  PlacementSink,
  ServiceNode,
  Standing,
  TargetNode,
} from './problem-graph.ts';
import { listServiceLinks } from './service-links.ts';

/** What the application-host graph of replicas is built from. */
export interface PlaceModels {
  readonly services: ServicesModel;
  /** Service → its replicas; only services that are placed. */
  readonly replicas: ReadonlyMap<string, readonly Replica[]>;
  /** What is said of each target, in byte order of their names. */
  readonly targets: readonly Omit<TargetNode, 'kind' | 'terminal'>[];
  readonly weightOf: LinkWeight;
  readonly linkReplicas: 'all' | 'nearest';
  readonly label: PlacementLabel;
}

/** One replica of a service. */
export interface Replica {
  readonly id: NodeId;
  /** From 1 on; undefined where there is only one. */
  readonly number: number | undefined;
  /** Names of targets in byte order. Replicas that share a list share the object. */
  readonly candidates: readonly string[];
  readonly needs: readonly bigint[];
  readonly standing: Standing;
}

/** An edge to whichever replica of a service is nearest. */
export interface NearestReplica {
  readonly node: NodeId;
  readonly among: readonly NodeId[];
  readonly weight: number;
}

/**
 * The application-host graph (see `buildApplicationHostGraph`) with a node for each replica, as `app:web#2`, and
 * everything that a policy says of services and targets on its nodes. A dependency is an edge between each replica of
 * the one and each of the other. O(replicas · candidates + pairs of replicas that depend on each other), and sorting.
 */
export function buildPlaceGraph(models: PlaceModels, sink: PlacementSink): void {
  const { services, replicas, targets, weightOf } = models;
  sink.setGraph(models.label);
  let count = 0;
  for (const name of sortNames(replicas.keys())) {
    for (const replica of replicas.get(name) ?? []) {
      sink.setNode(replica.id, describeReplica(name, replica));
      count++;
    }
  }
  const hosts = new Map<string, NodeId>();
  for (const target of targets) {
    hosts.set(target.name, hostId(target.name));
    sink.setNode(hostId(target.name), { kind: 'target', terminal: true, ...target });
  }
  let total = 0;
  for (const [a, b] of listServiceLinks(services)) {
    const [from, to] = [replicas.get(a) ?? [], replicas.get(b) ?? []];
    if (from.length === 0 || to.length === 0) continue;
    const weight = weightOf(a, b);
    const isNearest = models.linkReplicas === 'nearest' && from.length * to.length > 1;
    const edge: LinkEdge = { kind: 'link', weight, ...(isNearest ? { nearest: true } : {}) };
    total += weight * from.length * to.length;
    for (const one of from) for (const other of to) sink.setEdge(one.id, other.id, edge);
  }
  const heavy: CandidateEdge = { kind: 'candidate', candidate: true, weight: Math.max(count ** 2, total + 1) };
  for (const list of replicas.values()) {
    for (const { id, candidates } of list) {
      for (const target of candidates) {
        const host = hosts.get(target);
        if (host !== undefined) sink.setEdge(id, host, heavy);
      }
    }
  }
}

function describeReplica(name: string, { number, needs, standing }: Replica): ServiceNode {
  const [home] = standing.homes;
  return {
    kind: 'service',
    name,
    ...(number === undefined ? {} : { replica: number }),
    ...(home === undefined ? {} : { previous: home }),
    needs,
    standing,
  };
}

/**
 * The links of which only the nearest counts: from each replica of a service to those of a service that it depends on.
 * Where both services run once the link is an ordinary one. O(dependencies · replicas).
 */
export function listNearest({ services, replicas, weightOf }: Omit<PlaceModels, 'label'>): readonly NearestReplica[] {
  const nearest: NearestReplica[] = [];
  for (const key of sortNames(replicas.keys())) {
    const service = services.services.get(key);
    const from = replicas.get(key) ?? [];
    for (const other of sortNames(new Set([...(service?.dependsOn ?? []), ...(service?.connectsTo ?? [])]))) {
      const to = replicas.get(other) ?? [];
      if (other === key || from.length * to.length <= 1) continue;
      const [among, weight] = [to.map(({ id }) => id), weightOf(key, other)];
      for (const { id } of from) nearest.push({ node: id, among, weight });
    }
  }
  return nearest;
}
