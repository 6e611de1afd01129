import { sortNames } from '../base/order.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { serviceId } from './node-id.ts';
import type { ColouringSink, LinkEdge, ServiceNode } from './problem-graph.ts';
import { listServiceLinks } from './service-links.ts';

/** What a colouring graph is built from. */
export interface ColouringModels {
  readonly services: ServicesModel;
  /** The services to be kept apart, and the targets that each may go to. */
  readonly candidates: Distribution;
  /** The targets in the order in which they are to be used: the colours. */
  readonly targets: readonly string[];
}

/** Writes a problem graph. */
export type ColouringBuilder = (models: ColouringModels, sink: ColouringSink) => void;

/**
 * The graph that `graphcol` colours: a node for each service to be placed, an edge for each pair of them that talk to
 * each other, and one from a service to itself where it depends on itself: no colouring can serve that. All in byte
 * order of the names. O(services + dependencies + candidates), and sorting.
 */
export function buildColouringGraph({ services, candidates, targets }: ColouringModels, sink: ColouringSink): void {
  sink.setGraph({ problem: 'colouring', colours: targets });
  const numberCandidates = makeNumbering(targets);
  const ids = new Map(sortNames(candidates.mappings.keys()).map(key => [key, serviceId(key)]));
  for (const [name, id] of ids) {
    const colours = numberCandidates(targetsOf(candidates, name));
    const node: ServiceNode = { kind: 'service', name, ...(colours.length === targets.length ? {} : { colours }) };
    sink.setNode(id, node);
  }
  for (const [a, b] of listServiceLinks(services)) {
    const [from, to] = [ids.get(a), ids.get(b)];
    if (from !== undefined && to !== undefined) sink.setEdge(from, to, link);
  }
  for (const [name, id] of ids) {
    const { dependsOn = [], connectsTo = [] } = services.services.get(name) ?? {};
    if (dependsOn.includes(name) || connectsTo.includes(name)) sink.setEdge(id, id, link);
  }
}

const link: LinkEdge = { kind: 'link', weight: 1 };

function makeNumbering(targets: readonly string[]): (names: readonly string[]) => readonly number[] {
  const numbers = new Map(targets.map((name, number) => [name, number]));
  return names => names.flatMap(name => numbers.get(name) ?? []).sort((a, b) => a - b);
}
