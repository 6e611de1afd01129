import { sortNames } from '../base/order.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { type NodeId, serviceId } from './node-id.ts';
import type { ColouringSink, LinkEdge, ServiceNode } from './problem-graph.ts';
import { listServiceLinks } from './service-links.ts';

/** What a colouring graph is built from. */
export interface ColouringModels {
  readonly services: ServicesModel;
  /** The services to be kept apart, and the targets that each may go to. */
  readonly candidates: Distribution;
  /** The targets in the order in which they are to be used: the colours. */
  readonly targets: readonly string[];
  /** The candidates of each replica of a service; one with all its candidates when left out. */
  readonly replicasOf?: ((service: string) => readonly (readonly string[])[]) | undefined;
}

/** Writes a problem graph. */
export type ColouringBuilder = (models: ColouringModels, sink: ColouringSink) => void;

/**
 * The graph that `graphcol` colours: a node for each replica of each service to be placed, an edge for each pair of
 * them that talk to each other or are of one service, and one from a service to itself where it depends on itself: no
 * colouring can serve that. All in byte order of the names. O(replicas + dependencies between them + candidates), and
 * sorting.
 */
export function buildColouringGraph(models: ColouringModels, sink: ColouringSink): void {
  const { services, targets } = models;
  sink.setGraph({ problem: 'colouring', colours: targets });
  const ids = addReplicas(models, sink);
  for (const [a, b] of listServiceLinks(services)) {
    for (const from of ids.get(a) ?? []) for (const to of ids.get(b) ?? []) sink.setEdge(from, to, link);
  }
  for (const name of ids.keys()) {
    const its = ids.get(name) ?? [];
    its.forEach((id, i) => {
      for (const other of its.slice(i + 1)) sink.setEdge(id, other, link);
    });
    const { dependsOn = [], connectsTo = [] } = services.services.get(name) ?? {};
    if (dependsOn.includes(name) || connectsTo.includes(name)) for (const id of its) sink.setEdge(id, id, link);
  }
}

/** Adds a node for each replica; their ids by service. */
function addReplicas(
  { candidates, targets, replicasOf }: ColouringModels,
  sink: ColouringSink,
): ReadonlyMap<string, readonly NodeId[]> {
  const numberCandidates = makeNumbering(targets);
  const ids = new Map<string, readonly NodeId[]>();
  for (const name of sortNames(candidates.mappings.keys())) {
    const replicas = replicasOf?.(name) ?? [targetsOf(candidates, name)];
    const its = replicas.map((list, i): NodeId => {
      const number = replicas.length === 1 ? undefined : i + 1;
      const colours = numberCandidates(list);
      const id = serviceId(name, number);
      const node: ServiceNode = {
        kind: 'service',
        name,
        ...(number === undefined ? {} : { replica: number }),
        ...(colours.length === targets.length ? {} : { colours }),
      };
      sink.setNode(id, node);
      return id;
    });
    ids.set(name, its);
  }
  return ids;
}

const link: LinkEdge = { kind: 'link', weight: 1 };

function makeNumbering(targets: readonly string[]): (names: readonly string[]) => readonly number[] {
  const numbers = new Map(targets.map((name, number) => [name, number]));
  return names => names.flatMap(name => numbers.get(name) ?? []).sort((a, b) => a - b);
}
