import { buildAdjacency } from '../graph/adjacency.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import type { ColouringOptions, ColouringSolution } from '../solve/colouring/colouring.ts';
import { solveColouring } from '../solve/colouring/solve-colouring.ts';
import { verifyColouring } from '../solve/colouring/verify-colouring.ts';

export interface GraphColInput {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
}

export interface GraphColPlan {
  readonly solution: ColouringSolution;
  /** Service key → colour. */
  readonly colours: ReadonlyMap<string, number>;
  /** Colour → target: targets in byte order of their names. */
  readonly targets: readonly string[];
  /** Undefined when no colouring with so few colours was found; the solution says whether there is none. */
  readonly distribution: Distribution | undefined;
  /** The services behind the solution's clique and conflict. */
  readonly clique: readonly string[];
  readonly conflict: readonly string[];
}

/** The fragile plan: every dependency a network link, with the fewest targets. models → graph → solve → verify → model. */
export function planGraphCol({ services, infrastructure }: GraphColInput, options: ColouringOptions): GraphColPlan {
  const names = [...services.services.keys()];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const links = listServiceLinks(services);
  const from = Int32Array.from(links, ([a]) => numbers.get(a) ?? -1);
  const to = Int32Array.from(links, ([, b]) => numbers.get(b) ?? -1);
  const graph = buildAdjacency(names.length, from, to);
  const targets = [...infrastructure.targets.keys()];
  const solution = solveColouring(graph, { ...options, available: targets.length });
  const faults = verifyColouring(graph, solution, targets.length);
  if (faults.length > 0) throw new Error(`the colouring does not hold what it promises: ${faults.join('; ')}`);
  const colours = new Map(names.map((name, number) => [name, solution.colours[number] ?? 0]));
  const namesOf = (vertices: Int32Array): string[] => [...vertices].map(vertex => names[vertex] ?? '');
  return {
    solution,
    colours,
    targets,
    distribution: solution.status === 'coloured' ? readBack(colours, targets) : undefined,
    clique: namesOf(solution.clique),
    conflict: namesOf(solution.conflict),
  };
}

function readBack(colours: ReadonlyMap<string, number>, targets: readonly string[]): Distribution {
  return { mappings: new Map([...colours].map(([name, colour]) => [name, [{ target: targets[colour] ?? '' }]])) };
}
