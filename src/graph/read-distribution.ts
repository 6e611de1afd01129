import type { Distribution, Mapping } from '../model/distribution.ts';
import type { ColouringGraph, PlacementGraph } from './problem-graph.ts';

/**
 * The plan that a cut application-host graph stands for: each service on the target whose edge the cut has left it, in
 * the container that the candidates name. A service without such an edge stands without a place. O(nodes + edges).
 */
export function readCut(resolved: PlacementGraph, candidates: Distribution): Distribution {
  const names = new Map<string, string>();
  const mappings = new Map<string, readonly Mapping[]>();
  for (const id of resolved.nodes()) {
    const { kind, name } = resolved.node(id);
    names.set(id, name);
    if (kind === 'service') mappings.set(name, []);
  }
  for (const edge of resolved.edges()) {
    if (resolved.edge(edge).kind !== 'candidate') continue;
    const [a, b] = [names.get(edge.v) ?? '', names.get(edge.w) ?? ''];
    const [service, target] = resolved.node(edge.v).kind === 'service' ? [a, b] : [b, a];
    mappings.set(service, findMapping(candidates, service, target));
  }
  return { mappings };
}

/**
 * The plan that a coloured graph stands for: each service on the targets that are the colours of its replicas, in the
 * order of its candidates. O(nodes · candidates).
 */
export function readColouring(resolved: ColouringGraph, candidates: Distribution): Distribution {
  const { colours } = resolved.graph();
  const chosen = new Map<string, Set<string>>();
  for (const id of resolved.nodes()) {
    const { name, colour } = resolved.node(id);
    const target = colours[colour ?? -1];
    const targets = chosen.get(name) ?? new Set<string>();
    chosen.set(name, targets);
    if (target !== undefined) targets.add(target);
  }
  return { mappings: new Map([...chosen].map(([name, targets]) => [name, findMappings(candidates, name, targets)])) };
}

/** The colour of each service in a coloured graph, those of its replicas where it has some. O(nodes). */
export function coloursOf(resolved: ColouringGraph): ReadonlyMap<string, number | readonly number[]> {
  const colours = new Map<string, number | readonly number[]>();
  for (const id of resolved.nodes()) {
    const { name, colour = -1, replica } = resolved.node(id);
    if (replica === undefined) colours.set(name, colour);
    else colours.set(name, [...[colours.get(name) ?? []].flat(), colour]);
  }
  return colours;
}

/** The candidates of a service that are among these targets, the first of each. */
export function findMappings(
  { mappings }: Distribution,
  service: string,
  targets: ReadonlySet<string>,
): readonly Mapping[] {
  const left = new Set(targets);
  return (mappings.get(service) ?? []).filter(({ target }) => left.delete(target));
}

function findMapping({ mappings }: Distribution, service: string, target: string): readonly Mapping[] {
  const chosen = mappings.get(service)?.find(mapping => mapping.target === target);
  return chosen === undefined ? [] : [chosen];
}
