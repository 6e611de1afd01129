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

/** The plan that a coloured graph stands for: each service on the target that is its colour. O(nodes · candidates). */
export function readColouring(resolved: ColouringGraph, candidates: Distribution): Distribution {
  const { colours } = resolved.graph();
  const mappings = resolved.nodes().map((id): readonly [string, readonly Mapping[]] => {
    const { name, colour } = resolved.node(id);
    const target = colours[colour ?? -1];
    return [name, target === undefined ? [] : findMapping(candidates, name, target)];
  });
  return { mappings: new Map(mappings) };
}

/** The colour of each service in a coloured graph. O(nodes). */
export function coloursOf(resolved: ColouringGraph): ReadonlyMap<string, number> {
  return new Map(
    resolved.nodes().map(id => {
      const { name, colour = -1 } = resolved.node(id);
      return [name, colour];
    }),
  );
}

function findMapping({ mappings }: Distribution, service: string, target: string): readonly Mapping[] {
  const chosen = mappings.get(service)?.find(mapping => mapping.target === target);
  return chosen === undefined ? [] : [chosen];
}
