import { sortNames } from '../base/order.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { appId, hostId, type NodeId } from './node-id.ts';
import type { CandidateEdge, LinkEdge, Measure, PlacementSink, ServiceNode, TargetNode } from './problem-graph.ts';
import { listServiceLinks } from './service-links.ts';

/** What an application-host graph is built from. */
export interface PlacementModels {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** The services to be placed, and the targets that each may go to. */
  readonly candidates: Distribution;
  /** Where services are now. */
  readonly previous?: Distribution | undefined;
  readonly weightOf: LinkWeight;
  /** What services need and targets have and cost, for the planners that ask. */
  readonly needsOf?: ((service: string) => readonly bigint[]) | undefined;
  readonly capacitiesOf?: ((target: string) => readonly bigint[]) | undefined;
  readonly costOf?: ((target: string) => bigint | undefined) | undefined;
  /** How these are counted. */
  readonly resources?: readonly Measure[] | undefined;
  readonly cost?: Measure | undefined;
}

/** Writes a problem graph. */
export type PlacementBuilder = (models: PlacementModels, sink: PlacementSink) => void;

/**
 * The application-host graph of Heydarnoori and Mavaddat, "Reliable Deployment of Component-based Applications into
 * Distributed Environments" (ITNG 2006): a node `app:` for each service to be placed, a node `host:` for each target
 * that is a candidate, an edge of weight 1 (or what `weightOf` says) for each dependency between two of the services,
 * and an edge of weight n² (larger than all others together) for each candidate. All in byte order of the names.
 * O(services + dependencies + candidates), and sorting.
 */
export function buildApplicationHostGraph(models: PlacementModels, sink: PlacementSink): void {
  const { candidates, services, weightOf, resources, cost } = models;
  sink.setGraph({ problem: 'placement', ...(resources && { resources }), ...(cost && { cost }) });
  const apps = new Map(sortNames(candidates.mappings.keys()).map(key => [key, appId(key)]));
  for (const [key, app] of apps) sink.setNode(app, describeService(key, models));
  const hosts = addHosts(models, sink);
  let total = 0;
  for (const [a, b] of listServiceLinks(services)) {
    const [from, to] = [apps.get(a), apps.get(b)];
    if (from === undefined || to === undefined) continue;
    const weight = weightOf(a, b);
    total += weight;
    sink.setEdge(from, to, weight === 1 ? lightLink : { kind: 'link', weight });
  }
  const heavy: CandidateEdge = { kind: 'candidate', candidate: true, weight: Math.max(apps.size ** 2, total + 1) };
  for (const [key, app] of apps) {
    for (const host of hostsOf(key, candidates, hosts)) sink.setEdge(app, host, heavy);
  }
}

const lightLink: LinkEdge = { kind: 'link', weight: 1 };

function describeService(name: string, { previous, needsOf }: PlacementModels): ServiceNode {
  const target = previous?.mappings.get(name)?.[0]?.target;
  return {
    kind: 'service',
    name,
    ...(target === undefined ? {} : { previous: hostId(target) }),
    ...(needsOf === undefined ? {} : { needs: needsOf(name) }),
  };
}

/** Adds a node for each target that some service may go to; their ids by name. */
function addHosts(models: PlacementModels, sink: PlacementSink): ReadonlyMap<string, NodeId> {
  const { infrastructure, candidates, capacitiesOf, costOf } = models;
  const wanted = new Set<string>();
  // Many services have the very same list.
  let last: unknown;
  for (const list of candidates.mappings.values()) {
    if (list !== last) for (const { target } of list) wanted.add(target);
    last = list;
  }
  const hosts = new Map<string, NodeId>();
  for (const name of infrastructure.targets.keys()) {
    if (!wanted.has(name)) continue;
    const node: TargetNode = {
      kind: 'target',
      terminal: true,
      name,
      ...(capacitiesOf === undefined ? {} : { capacities: capacitiesOf(name) }),
      ...(costOf === undefined ? {} : { cost: costOf(name) }),
    };
    hosts.set(name, hostId(name));
    sink.setNode(hostId(name), node);
  }
  return hosts;
}

function hostsOf(service: string, candidates: Distribution, hosts: ReadonlyMap<string, NodeId>): readonly NodeId[] {
  return sortNames(targetsOf(candidates, service)).flatMap(target => hosts.get(target) ?? []);
}
