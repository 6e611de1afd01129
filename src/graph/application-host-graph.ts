import { toBytes } from '../base/bytes.ts';
import { sortNames } from '../base/order.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { appId, hostId } from './node-id.ts';
import { listServiceLinks } from './service-links.ts';

/**
 * The application-host graph of Heydarnoori and Mavaddat, "Reliable Deployment of Component-based Applications into
 * Distributed Environments" (ITNG 2006): a node `app:` for each service to be distributed, a node `host:` for each candidate target, an edge of
 * weight 1 (or what `weightOf` says) for each dependency, and an edge of weight n² (larger than all others together) for each
 * candidate.
 */
export function buildApplicationHostGraph(
  services: ServicesModel,
  infrastructure: InfrastructureModel,
  candidates: Distribution,
  weightOf: LinkWeight = () => 1,
): Drawing {
  const drawing = createDrawing('multiway cut problem', { directed: false });
  const apps = addNodes(drawing, services, infrastructure, candidates);
  for (const [a, b] of listServiceLinks(services)) {
    if (apps.has(a) && apps.has(b)) addLink(drawing, a, b, weightOf);
  }
  for (const key of apps) addCandidates(drawing, key, candidates);
  return drawing;
}

/**
 * What the cut leaves of the application-host graph: the edges inside each target's part. Every service keeps one edge to
 * its host, a dependency stays where both its services share a target, and a host without services stands alone.
 */
export function buildResolvedMultiwayCutGraph(
  services: ServicesModel,
  infrastructure: InfrastructureModel,
  candidates: Distribution,
  plan: Distribution,
  weightOf: LinkWeight = () => 1,
): Drawing {
  const drawing = createDrawing('multiway cut, resolved', { directed: false });
  const apps = addNodes(drawing, services, infrastructure, candidates, plan);
  for (const [a, b] of listServiceLinks(services)) {
    const hosts = new Set(targetsOf(plan, a));
    const together = targetsOf(plan, b).some(target => hosts.has(target));
    if (together && apps.has(a) && apps.has(b)) addLink(drawing, a, b, weightOf);
  }
  for (const key of apps) addCandidates(drawing, key, plan);
  return drawing;
}

const heavy = toBytes('n²');

/** Adds a node for each service that has a place in the distribution, and for each of their targets; the services. */
function addNodes(
  drawing: Drawing,
  services: ServicesModel,
  infrastructure: InfrastructureModel,
  candidates: Distribution,
  plan?: Distribution,
): ReadonlySet<string> {
  const numbers = new Map([...infrastructure.targets.keys()].map((name, number) => [name, number]));
  const hosts = new Set<string>();
  const apps = new Set([...services.services.keys()].filter(key => candidates.mappings.has(key)));
  for (const key of apps) {
    for (const target of targetsOf(candidates, key)) hosts.add(target);
    const placed = plan === undefined ? undefined : sortNames(targetsOf(plan, key))[0];
    const paint = placed === undefined ? undefined : numbers.get(placed);
    drawing.setNode(appId(key), { kind: 'app', lines: [`app:${key}`], paint });
  }
  for (const [name, paint] of numbers) {
    if (hosts.has(name)) drawing.setNode(hostId(name), { kind: 'host', lines: [`host:${name}`], paint });
  }
  return apps;
}

function addLink(drawing: Drawing, a: string, b: string, weightOf: LinkWeight): void {
  drawing.setEdge(appId(a), appId(b), { kind: 'link', label: String(weightOf(a, b)) }, 'link');
}

function addCandidates(drawing: Drawing, service: string, distribution: Distribution): void {
  for (const target of sortNames(targetsOf(distribution, service))) {
    if (!drawing.hasNode(hostId(target))) continue;
    drawing.setEdge(appId(service), hostId(target), { kind: 'candidate', label: heavy }, 'candidate');
  }
}
