import { buildServiceAdjacency } from '../graph/service-adjacency.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import type { CandidateLists, ColouringOptions, ColouringSolution } from '../solve/colouring/colouring.ts';
import { solveColouring } from '../solve/colouring/solve-colouring.ts';
import { verifyColouring } from '../verify/verify-colouring.ts';
import { numberCandidates } from './number-candidates.ts';
import { readBack } from './read-back.ts';

/** What is to be kept apart. */
export interface GraphColInput {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** The targets that each service may go to, and the services that are placed at all; every target and every service when left out. */
  readonly candidates?: Distribution | undefined;
  /** The targets in the order in which they are to be used: by name when left out. */
  readonly targetOrder?: readonly string[] | undefined;
}

/** The fragile plan, or why there is none. */
export interface GraphColPlan {
  readonly solution: ColouringSolution;
  /** Service key → colour. */
  readonly colours: ReadonlyMap<string, number>;
  /** Colour → target. */
  readonly targets: readonly string[];
  /** Undefined when no colouring with so few colours was found; the solution says whether there is none. */
  readonly distribution: Distribution | undefined;
  /** The services behind the solution's clique and conflict. */
  readonly clique: readonly string[];
  readonly conflict: readonly string[];
}

/** The fragile plan: every dependency a network link, with the fewest targets. models → graph → solve → verify → model. */
export function planGraphCol(
  input: GraphColInput,
  options: Omit<ColouringOptions, 'available' | 'candidates'>,
): GraphColPlan {
  const { services, infrastructure, candidates } = input;
  const targets = input.targetOrder ?? [...infrastructure.targets.keys()];
  const names = candidates === undefined ? [...services.services.keys()] : [...candidates.mappings.keys()];
  const graph = buildServiceAdjacency(services, names);
  const lists = candidates && listCandidates(names, targets, candidates);
  const solution = solveColouring(graph, { ...options, available: targets.length, candidates: lists });
  const faults = verifyColouring(graph, solution, targets.length, lists);
  if (faults.length > 0) throw new Error(`the colouring does not hold what it promises: ${faults.join('; ')}`);
  const namesOf = (vertices: Int32Array): string[] => Array.from(vertices, vertex => names[vertex] ?? '');
  const colours = new Map(names.map((name, number) => [name, solution.colours[number] ?? -1]));
  return {
    solution,
    colours,
    targets,
    distribution: solution.status === 'coloured' ? readBack(candidates, names, targets, solution.colours) : undefined,
    clique: namesOf(solution.clique),
    conflict: namesOf(solution.conflict),
  };
}

/** Services that depend on themselves: no plan can make that a network link. */
export function findSelfDependencies({ services }: ServicesModel): readonly string[] {
  return [...services.values()]
    .filter(({ key, dependsOn, connectsTo }) => dependsOn.includes(key) || connectsTo.includes(key))
    .map(({ key }) => key);
}

/** Undefined where every service may go everywhere: then there is nothing to restrict. */
function listCandidates(
  names: readonly string[],
  targets: readonly string[],
  candidates: Distribution,
): CandidateLists | undefined {
  const lists = numberCandidates(candidates, names, targets);
  if (lists.every(list => list.length === targets.length)) return undefined;
  const offsets = new Int32Array(names.length + 1);
  lists.forEach((list, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + list.length;
  });
  return { offsets, colours: Int32Array.from(lists.flat()) };
}
